package io.nightdesk.decision;

import io.nightdesk.session.ReplyHistory;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** When the desk answers, and the texts that it sends without a rule. */
@ConfigMapping(prefix = "nightdesk")
public interface ReplyPolicyConfig {

    /** After a fallback, a session gets no other one within this time. */
    @WithDefault("10m")
    @DurationMin(seconds = 0, message = "NIGHTDESK_FALLBACK_COOLDOWN must be from 0s to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_FALLBACK_COOLDOWN must be from 0s to 7 days")
    Duration fallbackCooldown();

    /**
     * Of the messages of a session in a backlog, one is answered. Within this time no other message of the backlog gets an
     * answer. 0 answers each message.
     */
    @WithDefault("1m")
    @DurationMin(seconds = 0, message = "NIGHTDESK_BACKLOG_REPLY_INTERVAL must be from 0s to 1 hour")
    @DurationMax(hours = 1, message = "NIGHTDESK_BACKLOG_REPLY_INTERVAL must be from 0s to 1 hour")
    Duration backlogReplyInterval();

    /** How many replies a session gets within an hour at most. The limit ends conversations between two machines. */
    @WithDefault("20")
    @Min(value = 1, message = "NIGHTDESK_REPLIES_PER_HOUR must be at least 1")
    @Max(value = ReplyHistory.MAX_REPLIES, message = "NIGHTDESK_REPLIES_PER_HOUR must be at most 200")
    int repliesPerHour();

    /** The same text, repeated in a session within this time, gets no second answer. */
    @WithDefault("1m")
    @DurationMin(seconds = 0, message = "NIGHTDESK_REPEAT_WITHIN must be from 0s to 1 hour")
    @DurationMax(hours = 1, message = "NIGHTDESK_REPEAT_WITHIN must be from 0s to 1 hour")
    Duration repeatWithin();

    /** A message in a backlog that is older than this is stored but not answered: the customer has moved on. */
    @WithDefault("12h")
    @DurationMin(minutes = 1, message = "NIGHTDESK_STALE_AFTER must be from 1 minute to 30 days")
    @DurationMax(days = 30, message = "NIGHTDESK_STALE_AFTER must be from 1 minute to 30 days")
    Duration staleAfter();

    Texts texts();

    /** The texts that the desk sends without a rule, in Chinese and English. */
    interface Texts {
        /** In characters; the same limit as for a rule's answer. */
        int MAX_LENGTH = 2_000;

        @WithDefault("抱歉，我暂时没能理解您的问题。请换一种说法试试，或留言等待人工客服上班后回复您。")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_FALLBACK_ZH must have at most 2000 characters")
        String fallbackZh();

        @WithDefault("Sorry, I could not find an answer to that. Please try other words, or leave a message: our staff "
                + "will reply when they are back.")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_FALLBACK_EN must have at most 2000 characters")
        String fallbackEn();

        /** Sent instead of the fallback, once per closed period and session. */
        @WithDefault("现在是人工客服的休息时间，这个问题我暂时无法回答。您可以先留言，我们{hours.next_open}回复您。")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_NOTICE_ZH must have at most 2000 characters")
        String noticeZh();

        @WithDefault("Our staff are off duty now, and I have no answer to that. Please leave a message: we will reply "
                + "{hours.next_open}.")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_NOTICE_EN must have at most 2000 characters")
        String noticeEn();

        /** Precedes the numbered list of suggested rules. */
        @WithDefault("您想问的是不是下面的问题？回复数字即可：")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_SUGGEST_ZH must have at most 2000 characters")
        String suggestZh();

        @WithDefault("Did you mean one of these? Reply with its number:")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_SUGGEST_EN must have at most 2000 characters")
        String suggestEn();

        @WithDefault("抱歉，暂时只能处理文字消息。请用文字描述您的问题。")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_IMAGE_ZH must have at most 2000 characters")
        String imageZh();

        @WithDefault("Sorry, I can only read text. Please describe your question in words.")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_IMAGE_EN must have at most 2000 characters")
        String imageEn();

        /** The same for an order that does not exist and for one of another customer. */
        @WithDefault("抱歉，在您的账号下没有查到相关订单，请核对订单号后再试。")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_ORDER_UNKNOWN_ZH must have at most 2000 characters")
        String orderUnknownZh();

        @WithDefault("Sorry, I could not find such an order in your account. Please check the order number.")
        @Size(max = Texts.MAX_LENGTH, message = "NIGHTDESK_TEXTS_ORDER_UNKNOWN_EN must have at most 2000 characters")
        String orderUnknownEn();
    }
}
