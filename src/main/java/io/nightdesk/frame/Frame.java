package io.nightdesk.frame;

import java.util.UUID;

/**
 * One PTP message that passed every check of {@link FrameCodec}.
 *
 * @param messageId chosen by the sender; unique per sender only
 * @param sendTime epoch milliseconds by the sender's clock, which may be wrong
 * @param sessionId as the client wrote it, or '' when it wrote none; never to be trusted
 * @param memberId family member, 0 in shop chats
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
    public boolean sessionIdFits() {
        return sessionId.equals(senderUid + "_" + receiverUid) || sessionId.equals(receiverUid + "_" + senderUid);
    }

    /** The session id to answer with: the customer's own, or both uids with the smaller first when there is none. */
    public String answeringSessionId() {
        if (!sessionId.isEmpty()) {
            return sessionId;
        }
        return smallerFirst(senderUid, receiverUid) ? senderUid + "_" + receiverUid : receiverUid + "_" + senderUid;
    }

    /** Numbers compare as numbers: without leading zeros the longer one is the greater. */
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
