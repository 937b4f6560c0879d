package com.mogplex.sanitize;

import static com.mogplex.sanitize.Alphabet.ALPHANUMERIC;
import static com.mogplex.sanitize.Alphabet.BASE64;
import static com.mogplex.sanitize.Alphabet.BASE64URL;
import static com.mogplex.sanitize.Alphabet.DOTTED;
import static com.mogplex.sanitize.Alphabet.PATH;
import static com.mogplex.sanitize.Alphabet.WORD;
import static com.mogplex.sanitize.SecretRules.Evidence.DIGIT;
import static com.mogplex.sanitize.SecretRules.Evidence.LENGTH;
import static com.mogplex.sanitize.SecretRules.Evidence.RANDOM;
import static com.mogplex.sanitize.SecretRules.Evidence.UPPER_CASE;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a secret is: by the name it stands under, and by its own look. This file is the specification; the scanner only
 * carries it out.
 *
 * <p>Names are compared without case and punctuation: {@code X-Api-Key}, {@code x_api_key} and {@code xApiKey} are one.
 */
final class SecretRules {
    private SecretRules() {}

    // ---------------------------------------------------------------- names of fields, in JSON

    /** Fields whose whole value goes, whatever it is. Source: the v1 documents and the API's own server. */
    static final Set<String> REDACTED_FIELDS = Set.of(
            "env",
            "environment",
            "envvars",
            "environmentvariables",
            "runtimeenv",
            "runtimeenvironment",
            "githubtoken",
            "ghtoken",
            "aibillingsource",
            "mogplexaibillingsource",
            // Docker's and npm's configuration files: base64 of user:password.
            "auth");

    /**
     * A field whose name contains one of these goes, whole; but {@code true}, {@code false} and null stay, and so does
     * a number unless the name ends with the word ({@code password: 12345678} goes, {@code passwordLength: 12} stays).
     */
    static final List<String> SECRET_WORDS = List.of(
            // Source: the API's own server.
            "authorization",
            "apikey",
            "secret",
            "password",
            "cookie",
            "credential",
            "jwt",
            // The usual others.
            "passwd",
            "passphrase",
            "passcode",
            "privatekey",
            "accesskey",
            "accountkey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "connectionstring",
            "pgpass",
            "mysqlpwd",
            "bearer");

    /**
     * A field whose name contains one of these (source: the API's own server) loses every string in it, however deep.
     * Numbers stay: {@code max_tokens}, {@code sessionSeconds} and a model's usage counters are not secrets.
     */
    static final List<String> STRING_SECRET_WORDS = List.of("token", "session");

    // ---------------------------------------------------------------- names before a value, in text

    /** In text a name must END with one of these to make what follows it a secret: {@code DB_PASSWORD=…}. */
    static final List<String> NAMES_IN_TEXT = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "pgpass",
            "secret",
            "secretkey",
            "secretaccesskey",
            "apikey",
            "apisecret",
            "privatekey",
            "accesskey",
            "accountkey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "credential",
            "credentials",
            "connectionstring",
            "bearer",
            "jwt",
            // A token that is said to be one for access, and no parser's.
            "accesstoken",
            "authtoken",
            "refreshtoken",
            "bearertoken",
            "apitoken",
            "idtoken",
            "sessiontoken",
            "deploytoken",
            "bottoken",
            "githubtoken",
            "ghtoken",
            "gitlabtoken",
            "npmtoken",
            "slacktoken",
            "mogplextoken");

    /** These too, but they also name parsers' tokens and pages' cursors: what follows must look random. */
    static final List<String> DOUBTFUL_NAMES_IN_TEXT = List.of("token", "sessionid", "sessionkey", "accesscode");

    /** What follows one of these is a type, a word of prose or a placeholder, and no secret. */
    static final Set<String> HARMLESS_VALUES = Set.of("""
            null none nil undefined true false yes no on off required optional string str text number int \
            integer bytes byte boolean bool any unknown object char void never value default empty unset missing \
            invalid expired changeme example redacted hidden masked removed flag option options argument \
            parameter field instead is was are and or to from for with if not can must will should may has in as \
            at of the a an when where which that this prompt stdin file env enabled disabled buffer include omit \
            same-origin base64 base64url utf8 sha1 sha256 sha512 md5 hs256 rs256 es256 uint8array bytes32 oauth2 \
            ed25519 x25519 argon2 argon2id pbkdf2""".split(" "));

    // ---------------------------------------------------------------- secrets by their own look

    /** What, beside its prefix and its length, shows that a candidate is a secret and no ordinary word. */
    enum Evidence {
        /** Nothing: the prefix is telling enough. */
        LENGTH,
        /** A digit among the first characters. */
        DIGIT,
        /** Capitals and digits only. */
        UPPER_CASE,
        /** Sixteen letters and digits in a row, some of each; and no letter, digit or dash before the prefix. */
        RANDOM
    }

    /**
     * One published token format.
     *
     * @param prefix how it begins, to the letter
     * @param alphabet what follows the prefix
     * @param minimum how many characters must follow; below what is issued, so that a piece of a token goes too
     * @param evidence what else must hold
     */
    record Shape(String prefix, Alphabet alphabet, int minimum, Evidence evidence) {}

    /** The formats, by issuer; each from the issuer's own documentation or its entry in secret-scanning catalogues. */
    static final List<Shape> SHAPES = List.of(
            // Mogplex: mog_ and 24 to 34 base62 characters; the length is not to be relied on (the v1 documents).
            shape("mog_", ALPHANUMERIC, 20, LENGTH),
            shape("mog_", ALPHANUMERIC, 8, DIGIT),
            // GitHub: "Authentication token formats".
            shape("ghp_", WORD, 16, LENGTH),
            shape("gho_", WORD, 16, LENGTH),
            shape("ghu_", WORD, 16, LENGTH),
            shape("ghs_", WORD, 16, LENGTH),
            shape("ghr_", WORD, 16, LENGTH),
            shape("github_pat_", WORD, 16, LENGTH),
            // GitLab: "Token overview, token prefixes".
            shape("glpat-", DOTTED, 16, LENGTH),
            shape("gldt-", DOTTED, 16, LENGTH),
            shape("glrt-", DOTTED, 16, LENGTH),
            shape("glrtr-", DOTTED, 16, LENGTH),
            shape("glcbt-", DOTTED, 16, LENGTH),
            shape("glptt-", DOTTED, 16, LENGTH),
            shape("glft-", DOTTED, 16, LENGTH),
            shape("glimt-", DOTTED, 16, LENGTH),
            shape("glagent-", DOTTED, 16, LENGTH),
            shape("glsoat-", DOTTED, 16, LENGTH),
            shape("glffct-", DOTTED, 16, LENGTH),
            shape("gloas-", DOTTED, 16, LENGTH),
            // Slack: "Token types", "Incoming webhooks". Of a webhook the host stays.
            shape("xoxb-", BASE64URL, 10, DIGIT),
            shape("xoxa-", BASE64URL, 10, DIGIT),
            shape("xoxp-", BASE64URL, 10, DIGIT),
            shape("xoxr-", BASE64URL, 10, DIGIT),
            shape("xoxs-", BASE64URL, 10, DIGIT),
            shape("xoxc-", BASE64URL, 10, DIGIT),
            shape("xoxd-", BASE64URL, 10, DIGIT),
            shape("xoxe-", BASE64URL, 10, DIGIT),
            shape("xoxe.xox", BASE64URL, 10, DIGIT),
            shape("xapp-", BASE64URL, 10, DIGIT),
            shape("hooks.slack.com/services/", PATH, 16, LENGTH),
            shape("hooks.slack.com/workflows/", PATH, 16, LENGTH),
            shape("hooks.slack.com/triggers/", PATH, 16, LENGTH),
            // Discord: webhooks.
            shape("discord.com/api/webhooks/", PATH, 24, DIGIT),
            shape("discordapp.com/api/webhooks/", PATH, 24, DIGIT),
            // Stripe: "API keys"; publishable keys (pk_) are public.
            shape("sk_live_", ALPHANUMERIC, 10, LENGTH),
            shape("sk_test_", ALPHANUMERIC, 10, LENGTH),
            shape("rk_live_", ALPHANUMERIC, 10, LENGTH),
            shape("rk_test_", ALPHANUMERIC, 10, LENGTH),
            shape("whsec_", BASE64, 16, LENGTH),
            // Package registries: npm, PyPI, RubyGems, Docker Hub.
            shape("npm_", ALPHANUMERIC, 24, LENGTH),
            shape("pypi-AgE", BASE64URL, 16, LENGTH),
            shape("rubygems_", ALPHANUMERIC, 32, LENGTH),
            shape("dckr_pat_", BASE64URL, 16, LENGTH),
            shape("dckr_oat_", BASE64URL, 16, LENGTH),
            // AWS: "IAM identifiers". The secret half has no look of its own; it goes by the name before it.
            shape("AKIA", ALPHANUMERIC, 16, UPPER_CASE),
            shape("ASIA", ALPHANUMERIC, 16, UPPER_CASE),
            shape("ABIA", ALPHANUMERIC, 16, UPPER_CASE),
            shape("ACCA", ALPHANUMERIC, 16, UPPER_CASE),
            // Google: API keys, OAuth access tokens, OAuth client secrets.
            shape("AIza", BASE64URL, 30, LENGTH),
            shape("ya29.", DOTTED, 16, LENGTH),
            shape("GOCSPX-", BASE64URL, 16, LENGTH),
            // Anthropic, OpenAI, and those who took over the prefix.
            shape("sk-ant-", BASE64URL, 16, DIGIT),
            shape("sk-proj-", BASE64URL, 16, DIGIT),
            shape("sk-svcacct-", BASE64URL, 16, DIGIT),
            shape("sk-admin-", BASE64URL, 16, RANDOM),
            shape("sk-or-v1-", BASE64URL, 16, LENGTH),
            shape("sk-", BASE64URL, 20, RANDOM),
            // Other model services: Hugging Face, Groq, xAI, Replicate, Perplexity.
            shape("hf_", ALPHANUMERIC, 30, LENGTH),
            shape("gsk_", ALPHANUMERIC, 30, LENGTH),
            shape("xai-", ALPHANUMERIC, 30, LENGTH),
            shape("r8_", ALPHANUMERIC, 30, LENGTH),
            shape("pplx-", ALPHANUMERIC, 30, LENGTH),
            // Hosting and operations: DigitalOcean, Vault, Grafana, Sentry, Supabase, Tailscale, PlanetScale, Netlify.
            shape("dop_v1_", ALPHANUMERIC, 32, LENGTH),
            shape("doo_v1_", ALPHANUMERIC, 32, LENGTH),
            shape("dor_v1_", ALPHANUMERIC, 32, LENGTH),
            shape("hvs.", BASE64URL, 24, RANDOM),
            shape("hvb.", BASE64URL, 24, RANDOM),
            shape("glsa_", WORD, 24, LENGTH),
            shape("glc_eyJ", BASE64, 24, LENGTH),
            shape("sntrys_", WORD, 24, LENGTH),
            shape("sntryu_", ALPHANUMERIC, 32, LENGTH),
            shape("sbp_", ALPHANUMERIC, 32, LENGTH),
            shape("sb_secret_", BASE64URL, 16, LENGTH),
            shape("tskey-", BASE64URL, 16, DIGIT),
            shape("pscale_tkn_", DOTTED, 24, LENGTH),
            shape("pscale_pw_", DOTTED, 24, LENGTH),
            shape("nfp_", ALPHANUMERIC, 30, LENGTH),
            // Collaboration: Linear, Notion, Figma, Atlassian, Postman, Shopify, SendGrid.
            shape("lin_api_", ALPHANUMERIC, 24, LENGTH),
            shape("ntn_", ALPHANUMERIC, 30, LENGTH),
            shape("figd_", BASE64URL, 24, LENGTH),
            shape("ATATT3x", BASE64URL, 24, LENGTH),
            shape("PMAK-", BASE64URL, 24, LENGTH),
            shape("shpat_", ALPHANUMERIC, 24, LENGTH),
            shape("shpca_", ALPHANUMERIC, 24, LENGTH),
            shape("shppa_", ALPHANUMERIC, 24, LENGTH),
            shape("shpss_", ALPHANUMERIC, 24, LENGTH),
            shape("SG.", DOTTED, 50, RANDOM),
            // Keys of tools: age.
            shape("AGE-SECRET-KEY-1", ALPHANUMERIC, 24, LENGTH));

    /** Whether a name that ends like this can be one of those above: a cheap look that spares the many others. */
    static boolean mayEndName(String text, int start, int end) {
        int last = lastAlphanumeric(text, start, end);
        int secondLast = lastAlphanumeric(text, start, last);
        return secondLast >= start && NAME_ENDINGS.get(ending(text.charAt(secondLast), text.charAt(last)));
    }

    private static final BitSet NAME_ENDINGS = nameEndings();

    private static BitSet nameEndings() {
        BitSet endings = new BitSet();
        Stream.of(NAMES_IN_TEXT, DOUBTFUL_NAMES_IN_TEXT, List.of("authorization", "cookie"))
                .flatMap(List::stream)
                .forEach(name -> endings.set(ending(name.charAt(name.length() - 2), name.charAt(name.length() - 1))));
        return endings;
    }

    private static int ending(char secondLast, char last) {
        return (secondLast | 0x20) << 7 | (last | 0x20);
    }

    private static int lastAlphanumeric(String text, int start, int end) {
        int at = end - 1;
        while (at >= start && !Alphabet.isAlphanumeric(text.charAt(at))) {
            at--;
        }
        return at;
    }

    /** Of these shapes the prefix stays: it is a public address. */
    static boolean keepsPrefix(Shape shape) {
        return shape.alphabet() == PATH;
    }

    private static Shape shape(String prefix, Alphabet alphabet, int minimum, Evidence evidence) {
        return new Shape(prefix, alphabet, minimum, evidence);
    }
}
