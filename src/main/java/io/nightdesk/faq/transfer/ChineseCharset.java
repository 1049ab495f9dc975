package io.nightdesk.faq.transfer;

import java.nio.charset.Charset;

/**
 * The charset in which spreadsheet programs save Chinese files; a superset of GBK. A native image can look up only a few
 * charsets by name at run time. Therefore this class is initialised at build time, see {@code application.properties}.
 */
final class ChineseCharset {

    static final Charset GB18030 = Charset.forName("GB18030");

    private ChineseCharset() {}
}
