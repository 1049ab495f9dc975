package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import java.time.Duration;

/** Operations that take much memory, processor time or many statements, with how many may run at once on a replica. */
public enum CostlyOperation {
    /** Keeps a file in memory, or writes up to 20,000 rules in one transaction. */
    IMPORT(
            "Another import or bulk change of rules is running. Try again later.",
            "正在进行另一次导入或批量修改规则，请稍后重试。",
            1,
            Duration.ofSeconds(20)),
    /** Reads many rows, and keeps a thread while a slow client reads. */
    EXPORT("Too many exports are running. Try again later.", "同时进行的导出太多，请稍后重试。", 4, Duration.ofSeconds(5)),
    /** Reads many rows in one statement. */
    REPORT("Too many reports are running. Try again later.", "同时查询的报表太多，请稍后重试。", 2, Duration.ofSeconds(5)),
    /** Compiles all rules once more for a draft. */
    COMPILATION(
            "Too many drafts of rules are being tried. Try again later.",
            "同时试用的规则草稿太多，请稍后重试。",
            1,
            Duration.ofSeconds(5)),
    /** Compares many questions or rules with all rules. */
    ANALYSIS(
            "Too many analyses of the rules are running. Try again later.",
            "同时进行的规则分析太多，请稍后重试。",
            1,
            Duration.ofSeconds(5)),
    /** Stores up to a million orders, and keeps the results in a temporary file. */
    BULK(
            "Too many bulk imports of orders are running. Try again later.",
            "同时进行的订单批量导入太多，请稍后重试。",
            2,
            Duration.ofSeconds(5));

    private final String english;
    private final String chinese;
    private final int atOnce;
    private final Duration maxWait;

    CostlyOperation(String english, String chinese, int atOnce, Duration maxWait) {
        this.english = english;
        this.chinese = chinese;
        this.atOnce = atOnce;
        this.maxWait = maxWait;
    }

    /** Why a request is turned away, for the client. */
    LocalizedMessage busy() {
        return LocalizedMessage.of(english, chinese);
    }

    /** How many may run at the same time. */
    int atOnce() {
        return atOnce;
    }

    /** How long a request waits for its turn. */
    Duration maxWait() {
        return maxWait;
    }
}
