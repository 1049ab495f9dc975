package io.nightdesk.order;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A part of a {@link NumberText} that reads like a number of another kind than an order's, such as a date. Customers
 * mention them in questions about orders.
 *
 * @param start the first character in the clean text
 * @param end behind the last character
 */
record OtherNumber(Kind kind, int start, int end) {

    /** Whose numbers win if a part could be both. */
    enum Precedence {
        /** Never an order number: it is written as only this kind is. */
        OTHER,
        /** An order number if one of the customer's orders has exactly this number. */
        ORDER,
        /** An order number too if one of the customer's orders has a similar number: the customer may have mistyped it. */
        SIMILAR_ORDER,
        /** May contain numbers of the customer's orders. */
        CONTAINED_ORDER
    }

    /** The kinds, as the trace names them. */
    enum Kind {
        LINK("link or e-mail address", Precedence.CONTAINED_ORDER, LINKS),
        DATE("date", Precedence.OTHER, DATES),
        COMPACT_DATE("date", Precedence.SIMILAR_ORDER, COMPACT_DATES),
        TIME("time", Precedence.OTHER, START + TIME_OF_DAY + END),
        AMOUNT("amount", Precedence.OTHER, AMOUNTS),
        QUANTITY("quantity", Precedence.OTHER, QUANTITIES),
        IDENTITY_CARD("identity card", Precedence.SIMILAR_ORDER, IDENTITY_CARDS),
        PHONE("phone", Precedence.SIMILAR_ORDER, PHONES),
        MODEL("model", Precedence.SIMILAR_ORDER, MODELS),
        LABELLED("number with another label", Precedence.ORDER, LABELLED_NUMBERS);

        private final String label;
        private final Precedence precedence;
        private final Pattern pattern;

        Kind(String label, Precedence precedence, String pattern) {
            this.label = label;
            this.precedence = precedence;
            this.pattern = Pattern.compile(pattern);
        }

        String label() {
            return label;
        }

        Precedence precedence() {
            return precedence;
        }
    }

    private static final String START = "(?<![0-9A-Z])(?<![0-9A-Z][-_])";
    private static final String END = "(?![0-9A-Z])(?![-_][0-9A-Z])";

    private static final String YEAR = "(?:18|19|20)\\d\\d";
    private static final String MONTH = "(?:1[0-2]|0?[1-9])";
    private static final String DAY = "(?:3[01]|[12]\\d|0?[1-9])";
    private static final String SEPARATOR = " ?[-/._] ?";
    private static final String DIGITS_OF_DATE = "(?:" + YEAR + SEPARATOR + MONTH + SEPARATOR + DAY + "|" + DAY
            + SEPARATOR + MONTH + SEPARATOR + YEAR + "|" + MONTH + SEPARATOR + DAY + SEPARATOR + YEAR + ")";
    private static final String MONTH_NAME = "(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?"
            + "|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)";
    private static final String NAME_OF_DATE = "(?:\\d\\d?(?:ST|ND|RD|TH)?[ -./,]{0,2}" + MONTH_NAME
            + "(?:[ -./,]{0,2}" + YEAR + ")?|" + MONTH_NAME + "[ .]{0,2}\\d\\d?(?:ST|ND|RD|TH)?(?:[ ,]{1,2}" + YEAR
            + ")?)";
    private static final String CHINESE_DATE =
            "(?:\\d{2,4} ?年(?: ?\\d\\d? ?月)?(?: ?\\d\\d? ?[日号])?" + "|\\d\\d? ?月(?: ?\\d\\d? ?[日号]?)?|\\d\\d? ?[日号])";
    private static final String TIME_OF_DAY =
            "(?:[01]?\\d|2[0-4]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?(?: ?[AP]M|Z|[-+]\\d\\d:?\\d\\d)?";
    private static final String MOMENT =
            "(?:" + DIGITS_OF_DATE + "|" + NAME_OF_DATE + ")(?:[T ,]{1,2}" + TIME_OF_DAY + ")?";

    /** Next to other groups it may be a part of a number that is written in groups. */
    private static final String SPACED_DATE =
            START + "(?<![0-9A-Z] )" + YEAR + " " + MONTH + " " + DAY + END + "(?! [0-9A-Z])";

    private static final String DATES =
            START + MOMENT + "(?: ?[-~/] ?" + MOMENT + ")?" + END + "|" + START + CHINESE_DATE + "|" + SPACED_DATE;

    private static final String DIGITS_ONLY = "(?:" + YEAR
            + "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:T?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d)?Z?)?|(?:0[1-9]|[12]\\d|3[01])"
            + "(?:0[1-9]|1[0-2])20\\d\\d|20\\d\\d(?:0[1-9]|1[0-2]))";
    private static final String COMPACT_DATES = START + DIGITS_ONLY + "(?: ?[-~/] ?" + DIGITS_ONLY + ")?" + END;

    private static final String MONEY = "\\d[\\d,]{0,12}(?:\\.\\d{1,4})?";
    private static final String CURRENCY = "(?:RMB|CNY|USD|HKD|EUR)";
    private static final String AMOUNTS = "\\p{Sc} ?" + MONEY + "|" + START + CURRENCY + " ?" + MONEY + END + "|"
            + START
            + "\\d[\\d,]{0,9}(?:\\.\\d{1,2})? ?(?:[元圆円角万亿]|[日美港欧韩]元|英镑|块(?!递)|人民币|(?:" + CURRENCY
            + "|DOLLARS?|YUAN|BUCKS)" + END + ")|" + START + "\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?" + END + "|" + START
            + "(?<!\\d\\.)\\d{1,9}\\.\\d{1,2}" + END + "(?!\\.\\d)";

    private static final String QUANTITIES = START + "\\d{1,6}(?:\\.\\d{1,3})? ?(?:[个件盒瓶袋片粒箱套颗斤克升米周岁折楼层秒次%]"
            + "|包(?!裹)|支(?!付|持)|天(?!猫|气)|人(?!工)|公斤|千克|毫升|厘米|小时|分钟|点钟|个月|单元"
            + "|(?:PCS|KG|G|MG|ML|L|CM|MM|M|GB|MB|TB|MAH|W|V|HZ|DAYS?|HOURS?|HRS?|MINS?|MINUTES?|WEEKS?|MONTHS?|YEARS?"
            + "|ITEMS?|PIECES?|BOX(?:ES)?|BOTTLES?|TIMES)" + END + ")|" + START + "X ?\\d{1,3}" + END;

    private static final String IDENTITY_CARDS =
            START + "[1-9]\\d{5} ?(?:18|19|20)\\d\\d(?:0[1-9]|1[0-2])" + "(?:0[1-9]|[12]\\d|3[01]) ?\\d{3}[0-9X]" + END;

    /** Chinese mobile phones, also partly masked, landlines and service numbers; American numbers; numbers with a country code. */
    private static final String PHONES = START + "\\(?(?:\\+|00)? ?(?:86)?\\)?[- ]{0,2}1[3-9](?:[-_. ]?\\d){9}" + END
            + "|" + START + "1[3-9]\\d[X*]{4}\\d{4}" + END
            + "|" + START + "(?:1[-. ])?(?:\\(\\d{3}\\) ?|\\d{3}[-.])\\d{3}[-.]\\d{4}" + END
            + "|" + START + "\\+ ?\\d{1,3}(?:[-(). ]{0,2}\\d){6,13}" + END
            + "|" + START + "\\(?0[1-9]\\d{1,2}\\)?[- ]{0,2}\\d{3,4}[- ]?\\d{4}(?:(?: ?[-转] ?| ?EXT\\.? ?)\\d{1,6})?"
            + END + "|" + START + "[48]00(?:[- ]?\\d){7}" + END;

    /** Letters and short groups of digits, as in i7-13700K, and sizes. An order number has more digits in a row. */
    private static final String MODELS = START + "(?:[A-Z]{1,4}\\d{1,2}-\\d{3,5}[A-Z]{0,3}"
            + "|[A-Z]{1,5}\\d{2,5}[A-Z]{0,3}-\\d{1,4}[A-Z]{1,3}"
            + "|[A-Z]{2,8}\\d{1,5}[A-Z]{1,8}\\d{1,4}(?:GB|TB|G|T|W|HZ|MM|MAH)"
            + "|\\d{1,5}[X*]\\d{1,5}(?:[X*]\\d{1,5})?(?:MM|CM|M)?)" + END;

    private static final String LABEL_END = "(?:号码|号)?(?: ?(?:NUMBER|NO\\.?|#))?[ :]{0,2}(?:是|为|IS )? ?";
    private static final String LAST_DIGITS = "的?(?:尾号|[后末]四位)(?:是|为)? ?\\d{3,4}";
    private static final String PHONE_LABEL =
            "(?:电话|手机|座机|热线|传真|联系方式|拨打|致电" + "|(?<![A-Z])(?:TEL|TELEPHONE|PHONE|MOBILE|CELL|FAX|CALL))";
    private static final String CARD_NUMBER = "(?:\\d{4}(?:[- ]\\d{4}){2,4}(?:[- ]?\\d{1,3})?|[A-Z]{0,2}\\d{4,20}X?)";
    private static final String LABELLED_NUMBERS = PHONE_LABEL + LABEL_END + "\\+?\\d{5,12}" + END
            + "|" + PHONE_LABEL + "(?:号码|号)?" + LAST_DIGITS + END
            + "|" + START + LAST_DIGITS + " ?的?(?:手机|电话|银行卡|卡)"
            + "|(?:身份证|证件|护照|通行证|会员|会员卡|卡号|银行卡|信用卡|储蓄卡|邮编|邮政编码|验证码|工号|账号|帐号|微信|QQ群?"
            + "|(?<![A-Z])(?:ZIP|POSTCODE|POSTAL CODE|MEMBER|CARD|PASSPORT|WECHAT|VX))" + LABEL_END + CARD_NUMBER + END
            + "|(?:型号|货号|款号|商品(?:编号|编码|ID|码)|条码|条形码|69码|批号|序列号|串号|批准文号|[药准特]字[准号]?|健字|健注|健备|注准"
            + "|税号|信用代码|发票(?:号码?|代码)|优惠码|优惠券|券码|兑换码|微信号|抖音号|快手号|用户(?:名|ID)"
            + "|(?<![A-Z])(?:MODEL|SKU|BARCODE|LOT|IMEI|ISBN|UID|S/?N(?=[ :])))"
            + LABEL_END + "[0-9A-Z]+(?:-[0-9A-Z]+)*";

    private static final String LINKS = "(?:HTTPS?://|WWW\\.)[!-~]+|[0-9A-Z._%+-]+@[0-9A-Z.-]+\\.[A-Z]{2,}";

    /** Finds all of them; they may overlap. */
    static List<OtherNumber> in(NumberText text) {
        List<OtherNumber> found = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            kind.pattern
                    .matcher(text.clean())
                    .results()
                    .map((MatchResult match) -> new OtherNumber(kind, match.start(), match.end()))
                    .forEach(found::add);
        }
        return found;
    }

    boolean contains(int from, int to) {
        return start <= from && to <= end;
    }
}
