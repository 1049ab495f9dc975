package io.nightdesk.frame;

import java.util.UUID;

/**
 * One PTP message that passed every check of {@link FrameCodec}.
 *
 * @param messageId chosen by the sender; unique per sender only
 * @param sendTime epoch milliseconds by the sender's clock, which may be wrong
 * @param sessionId as the client wrote it, or '' when it wrote none; not to be trusted
 * @param memberId the family member, 0 in shop chats
 * @param businessType 20 for shop chats
 */
public record Frame(
        UUID messageId,
        String senderUid,
        String receiverUid,
        long sendTime,
        String sessionId,
        long memberId,
        int businessType,
        Content content) {

    /** Whether the session id names exactly the two uids, in either order. */
    public boolean sessionIdMatchesUids() {
        return sessionId.equals(senderUid + "_" + receiverUid) || sessionId.equals(receiverUid + "_" + senderUid);
    }

    /** The session id of a reply: the client's own, or both uids with the smaller one first if there is none. */
    public String replySessionId() {
        if (!sessionId.isEmpty()) {
            return sessionId;
        }
        return smallerFirst(senderUid, receiverUid) ? senderUid + "_" + receiverUid : receiverUid + "_" + senderUid;
    }

    /** Compares numbers as numbers: without leading zeros the longer one is the greater. */
    private static boolean smallerFirst(String a, String b) {
        if (isNumber(a) && isNumber(b) && a.length() != b.length()) {
            return a.length() < b.length();
        }
        return a.compareTo(b) <= 0;
    }

    private static boolean isNumber(String uid) {
        return uid.charAt(0) != '0' && uid.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
