package com.mogplex.sanitize;

/** The two forms that sanitized text has. */
enum TextForm {
    /** Line breaks and tabs stay. */
    TEXT("\n"),
    /** Line breaks and tabs are spaces, and neither end has any. */
    LINE(" ");

    private final String beforeMark;

    TextForm(String beforeMark) {
        this.beforeMark = beforeMark;
    }

    /** What stands between a shortened text and its mark. */
    String beforeMark() {
        return beforeMark;
    }
}
