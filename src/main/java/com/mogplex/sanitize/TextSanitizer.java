package com.mogplex.sanitize;

import com.mogplex.sanitize.HiddenText.Visible;

/** What is hidden goes, then what is secret, then what is too much: in this order, so that no cut spares a secret. */
final class TextSanitizer {
    /**
     * How far past the cut a text must be looked at, so that a secret that begins before the cut is recognized by what
     * follows: a quoted value ends within half of this, and the header of a web token never fills it.
     */
    private static final int LOOKAHEAD = 8_192;
    /** Read beyond that at first, so that a few secrets that shrink to marks do not make it too little. */
    private static final int SPARE = 2_048;

    private final SecretScanner scanner;

    TextSanitizer(SecretScanner scanner) {
        this.scanner = scanner;
    }

    /** Text of at most {@code bound} characters, its mark included. */
    String sanitize(String untrusted, TextForm form, int bound, Tally tally) {
        int enough = bound + LOOKAHEAD + SPARE;
        while (true) {
            Tally attempt = new Tally();
            Visible visible = HiddenText.reveal(untrusted, form, enough);
            String settled = settle(visible.text(), form, attempt);
            int unread = untrusted.length() - visible.read();
            // Where secrets shrank to marks the beginning may no longer fill the bound; then more is read. The last
            // stretch does not count: a secret in it may go on in what is unread.
            if (unread == 0 || settled.length() >= bound + LOOKAHEAD) {
                tally.add(attempt);
                return limit(settled, unread, form, bound, tally);
            }
            enough = (int) Math.min(Integer.MAX_VALUE - 8, 4L * enough);
        }
    }

    /** Takes away hidden text and secrets until there are none. A mark may bring together what was apart; not often. */
    private String settle(String text, TextForm form, Tally tally) {
        String current = HiddenText.reveal(text, form);
        while (true) {
            String redacted = scanner.redact(current, tally);
            // Ends, because every round but the last replaces something that was not yet a mark.
            if (redacted.equals(current)) {
                return current;
            }
            current = HiddenText.reveal(redacted, form);
        }
    }

    private String limit(String text, long unread, TextForm form, int bound, Tally tally) {
        if (unread == 0 && text.length() <= bound) {
            return text;
        }
        tally.cut();
        String kept = text;
        long omitted = unread;
        while (true) {
            int end = TextCut.end(kept, form, omitted, bound);
            omitted += kept.length() - end;
            // The cut itself may make something of what is left: an emoji's joiner without its second half.
            String settled = settle(kept.substring(0, end), form, tally);
            String limited = settled + Limits.textMark(form, omitted);
            if (limited.length() <= bound) {
                return limited;
            }
            kept = settled;
        }
    }
}
