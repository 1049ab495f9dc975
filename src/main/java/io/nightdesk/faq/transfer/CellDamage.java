package io.nightdesk.faq.transfer;

import io.nightdesk.LocalizedMessage;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what was lost when a program saved a cell. The file is well-formed then, and the rest of the text would be stored. */
final class CellDamage {

    private static final Pattern SPREADSHEET_ERROR =
            Pattern.compile("#(NAME\\?|REF!|VALUE!|DIV/0!|N/A|NULL!|NUM!|SPILL!|CALC!)|#{3,}");

    /** U+FFFD stands for bytes that could not be decoded. In UTF-8 but read as GBK, two of them are the other text. */
    private static final Pattern REPLACEMENT = Pattern.compile("\uFFFD|锟斤拷");

    /** A program that saves Chinese in a Western encoding writes a question mark for each character. */
    private static final int MIN_QUESTION_MARKS = 3;

    private CellDamage() {}

    /**
     * What is wrong with the cell, to be read after the name of its column.
     *
     * @param column question marks belong to the syntax of {@code regexes}
     */
    static Optional<LocalizedMessage> of(String column, String cell) {
        if (REPLACEMENT.matcher(cell).find()) {
            return Optional.of(LocalizedMessage.of(
                    "has a character that was lost when the file was saved (U+FFFD): save the original in UTF-8",
                    "有乱码（U+FFFD），是保存文件时丢失的字：请把原文件另存为 UTF-8 编码"));
        }
        if (SPREADSHEET_ERROR.matcher(cell.strip()).matches()) {
            return Optional.of(LocalizedMessage.of(
                    "is an error or a cell too narrow to be shown, as the spreadsheet program saved it: mend the cell",
                    "是表格软件的错误值，或因列太窄而存成了 ###：请改正这个单元格"));
        }
        if (isCutOff(cell)) {
            return Optional.of(LocalizedMessage.of(
                    "must not have blanks before its quotation mark: the cell was cut at a delimiter within",
                    "引号前面不能有空格：单元格在其中的分隔符处被截断了"));
        }
        if (!column.equals("regexes") && isOfQuestionMarks(cell)) {
            return Optional.of(LocalizedMessage.of(
                    "has question marks in place of its letters: save the original in UTF-8",
                    "文字变成了问号：请把原文件另存为 UTF-8 编码"));
        }
        return Optional.empty();
    }

    /** Blanks in front of a quotation mark make it a part of the text, so that the next delimiter ends the cell. */
    private static boolean isCutOff(String cell) {
        return (cell.startsWith(" ") || cell.startsWith("\t"))
                && cell.stripLeading().startsWith("\"")
                && count(cell, '"') % 2 == 1;
    }

    private static boolean isOfQuestionMarks(String cell) {
        long marks = count(cell, '?');
        return marks >= MIN_QUESTION_MARKS
                && marks > cell.codePoints().filter(Character::isLetterOrDigit).count();
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }
}
