package com.mogplex.sanitize;

/** How large a sanitized thing may be, and the marks that show where something was taken away. */
final class Limits {
    /** Characters (UTF-16) of one string, its mark included. Source: the v1 documents, "List run events". */
    static final int STRING_CHARACTERS = 2_000;
    /** Items of one list and fields of one object, the mark included. Source: the same. */
    static final int ITEMS = 25;
    /** Objects and lists that may stand in one another, the payload itself being the first. Source: the same. */
    static final int DEPTH = 3;
    /** Characters of a payload's compact JSON. Source: the same, as the API's own server counts its 20 KB. */
    static final int PAYLOAD_CHARACTERS = 20_000;
    /** Bytes of the same in UTF-8: 20 KB literally, so that other scripts than Latin are bounded too. */
    static final int PAYLOAD_BYTES = 20 * 1024;
    /** Characters of a field's name. Not in the documents; a longer one is text, not a name. */
    static final int NAME_CHARACTERS = 200;

    /** Stands where a secret stood. Source: the API's own server, as the next three. */
    static final String REDACTED = "[redacted]";
    /** Stands where an object or a list lay too deep. */
    static final String TOO_DEEP = "[truncated]";
    /** The fields of what stands for a payload that was too large. */
    static final String TRUNCATED_FIELD = "truncated";

    static final String PREVIEW_FIELD = "payloadPreview";

    /** The name of the field that counts the fields left out, and the start of the item that counts items. */
    static final String MORE = "…";

    private Limits() {}

    /** Ends a shortened text; {@code omitted} counts characters. */
    static String textMark(TextForm form, long omitted) {
        return form.beforeMark() + "...[truncated " + omitted + " chars]";
    }

    /** Ends a shortened list. */
    static String itemsMark(int omitted) {
        return MORE + " " + omitted + " more items";
    }

    /** The value of the field that ends a shortened object. */
    static String fieldsMark(int omitted) {
        return MORE + " " + omitted + " more fields";
    }

    /** Whether a string is one of the marks above, so that a second pass leaves it alone. */
    static boolean isMark(String value) {
        return value.equals(REDACTED) || value.equals(TOO_DEEP) || isCountMark(value);
    }

    /** To the letter: a string that only begins and ends like a mark may hold anything in between. */
    private static boolean isCountMark(String value) {
        int digits = MORE.length() + 1;
        int end = digits;
        while (end < value.length() && end < digits + 9 && Alphabet.isDigit(value.charAt(end))) {
            end++;
        }
        if (end == digits || !value.startsWith(MORE + " ")) {
            return false;
        }
        int count = Integer.parseInt(value.substring(digits, end));
        return value.equals(itemsMark(count)) || value.equals(fieldsMark(count));
    }
}
