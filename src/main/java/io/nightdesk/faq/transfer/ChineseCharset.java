package io.nightdesk.faq.transfer;

import java.nio.charset.Charset;

/**
 * The charset of spreadsheets that are saved in Chinese, a superset of GBK. A native image knows few charsets by name; this
 * class is initialised while the image is built (application.properties), so the charset itself is in it.
 */
final class ChineseCharset {

    static final Charset GB18030 = Charset.forName("GB18030");

    private ChineseCharset() {}
}
