package com.mogplex.sanitize;

import com.mogplex.sanitize.SecretRules.Command;
import com.mogplex.sanitize.SecretRules.Holds;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the secrets on the command lines of {@link SecretRules#COMMANDS}: {@code curl -u user:password}. */
final class CommandSecrets {
    private static final Command[][] BY_FIRST_CHARACTER = byFirstCharacter();
    /** A cluster of one-letter options is not longer. */
    private static final int CLUSTER_CHARACTERS = 8;

    private static final String WORD_ENDS = "\"'`;|&<>()";
    private static final int WORD_CHARACTERS = 4_096;

    private final String text;
    private final TextRuns runs;
    private final SecretScanner.Found found;
    private @Nullable String command;
    private int lineEnd;

    CommandSecrets(String text, TextRuns runs, SecretScanner.Found found) {
        this.text = text;
        this.runs = runs;
        this.found = found;
    }

    /** Whether a command can begin with this character. */
    static boolean mayBegin(char character) {
        return character < 128 && BY_FIRST_CHARACTER[character].length > 0;
    }

    /** Remembers the command that begins here. */
    void at(int start) {
        char before = runs.charAt(start - 1);
        if (Alphabet.isAlphanumeric(before) || "-_.@".indexOf(before) >= 0) {
            return;
        }
        for (Command candidate : BY_FIRST_CHARACTER[text.charAt(start)]) {
            int end = start + candidate.words().length();
            if (text.startsWith(candidate.words(), start) && " \t".indexOf(runs.charAt(end)) >= 0) {
                switch (candidate.holds()) {
                    case NAME_AND_VALUE -> nameAndValue(end);
                    case NETRC -> netrc(end);
                    default -> {
                        command = candidate.words();
                        lineEnd = endOfLine(end);
                    }
                }
                return;
            }
        }
    }

    /** Looks at the option of the remembered command that begins here. */
    void atOption(int dash) {
        if (command == null || dash >= lineEnd || runs.charAt(dash - 1) > ' ') {
            return;
        }
        for (Command candidate : SecretRules.COMMANDS) {
            if (candidate.words().equals(command)) {
                for (String option : candidate.options()) {
                    int value = valueOf(option, dash, candidate.holds());
                    if (value > 0) {
                        judge(candidate.holds(), value);
                        return;
                    }
                }
            }
        }
    }

    /** Where the value of this option begins; -1 if another option stands here. */
    private int valueOf(String option, int dash, Holds holds) {
        if (option.length() > 2) {
            int end = dash + option.length();
            boolean isIt = text.startsWith(option, dash) && " =".indexOf(runs.charAt(end)) >= 0;
            return isIt ? runs.skipSpaces(end + 1) : -1;
        }
        char letter = option.charAt(1);
        if (runs.charAt(dash + 1) == letter) {
            boolean isAttached = runs.charAt(dash + 2) > ' ';
            boolean mayBeApart = holds != Holds.ATTACHED_PASSWORD;
            return isAttached ? dash + 2 : mayBeApart ? runs.skipSpaces(dash + 2) : -1;
        }
        int end = dash + 1;
        while (end < dash + CLUSTER_CHARACTERS && Alphabet.isLetter(runs.charAt(end))) {
            end++;
        }
        boolean endsCluster = runs.charAt(end) == ' ' && runs.charAt(end - 1) == letter;
        return endsCluster && holds != Holds.ATTACHED_PASSWORD ? runs.skipSpaces(end) : -1;
    }

    private void judge(Holds holds, int at) {
        boolean isQuoted = TextRuns.isQuote(runs.charAt(at));
        int start = isQuoted ? at + 1 : at;
        int end = isQuoted ? runs.closingQuote(at) : endOfWord(at);
        if (end <= start) {
            return;
        }
        String value = text.substring(start, end);
        int colon = value.indexOf(':');
        boolean isSecret = switch (holds) {
            case USER_AND_PASSWORD -> colon >= 0 && isPassword(value.substring(colon + 1));
            case COOKIE -> value.indexOf('=') > 0 && isPassword(value.substring(value.indexOf('=') + 1));
            case PASSWORD_OF_SCHEME -> value.startsWith("pass:") && isPassword(value.substring(colon + 1));
            case PASSWORD, ATTACHED_PASSWORD -> isPassword(value) && !isPorts(value);
            case NAME_AND_VALUE, NETRC -> false;
        };
        if (isSecret) {
            found.secret(start, end);
        }
    }

    private static boolean isPassword(String value) {
        NamedValue judged = NamedValue.of(value, 0, value.length());
        return value.length() >= 3
                && !NamedValue.isPlaceholder(value)
                && !judged.isCode()
                && !SecretRules.NAMES_FOR_PASSWORDS.contains(value.toLowerCase(Locale.ROOT));
    }

    /** {@code docker run mysql -p3306:3306}. */
    private static boolean isPorts(String value) {
        return value.chars().allMatch(character -> Alphabet.isDigit((char) character) || character == ':');
    }

    /** {@code ENV DB_PASSWORD letmein}. */
    private void nameAndValue(int from) {
        int start = runs.skipSpaces(from);
        int end = endOfWord(start);
        SecretName name = SecretName.before(text, end);
        int value = runs.skipSpaces(end);
        if (name.kind() == SecretName.Kind.PLAIN && value > end && runs.charAt(value) > ' ') {
            boolean isQuoted = TextRuns.isQuote(runs.charAt(value));
            int valueStart = isQuoted ? value + 1 : value;
            int valueEnd = isQuoted ? runs.closingQuote(value) : endOfWord(value);
            if (valueEnd > valueStart
                    && !NamedValue.of(text, valueStart, valueEnd).isHarmlessUnder(name)
                    && isPassword(text.substring(valueStart, valueEnd))) {
                found.secret(valueStart, valueEnd);
            }
        }
    }

    /** {@code machine host login user password letmein}, on one line or three. */
    private void netrc(int from) {
        int at = from;
        boolean isPassword = false;
        for (int words = 0; words < 6; words++) {
            while (at < text.length() && at < from + WORD_CHARACTERS && text.charAt(at) <= ' ') {
                at++;
            }
            int end = endOfWord(at);
            if (isPassword && isPassword(text.substring(at, end))) {
                found.secret(at, end);
            }
            isPassword = words > 0 && text.substring(at, end).equals("password");
            at = end;
        }
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < text.length()
                && end - from <= WORD_CHARACTERS
                && text.charAt(end) > ' '
                && WORD_ENDS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Of the command's line, with those that a backslash adds to it; another command may end it before. */
    private int endOfLine(int from) {
        int end = runs.next('\n', from);
        for (int lines = 0; lines < 16 && end < text.length() && text.charAt(end - 1) == '\\'; lines++) {
            end = runs.next('\n', end + 1);
        }
        for (char sign : new char[] {'|', ';'}) {
            int at = runs.next(sign, from);
            if (at < end && (runs.charAt(at + 1) == ' ' || runs.charAt(at + 1) == sign)) {
                end = at;
            }
        }
        return end;
    }

    private static Command[][] byFirstCharacter() {
        Command[][] commands = new Command[128][0];
        for (Command command : SecretRules.COMMANDS) {
            char first = command.words().charAt(0);
            commands[first] = Arrays.copyOf(commands[first], commands[first].length + 1);
            commands[first][commands[first].length - 1] = command;
        }
        return commands;
    }
}
