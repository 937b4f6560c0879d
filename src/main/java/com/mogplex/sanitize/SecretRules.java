package com.mogplex.sanitize;

import static com.mogplex.sanitize.Alphabet.ALPHANUMERIC;
import static com.mogplex.sanitize.Alphabet.BASE64;
import static com.mogplex.sanitize.Alphabet.BASE64URL;
import static com.mogplex.sanitize.Alphabet.DOTTED;
import static com.mogplex.sanitize.Alphabet.PATH;
import static com.mogplex.sanitize.Alphabet.WORD;
import static com.mogplex.sanitize.SecretRules.Evidence.DIGIT;
import static com.mogplex.sanitize.SecretRules.Evidence.LENGTH;
import static com.mogplex.sanitize.SecretRules.Evidence.MIXED;
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
            "privatetoken",
            "securitytoken",
            "jobtoken",
            "mogplextoken");

    /** These too, but they also name parsers' tokens and pages' cursors: what follows must look random. */
    static final List<String> DOUBTFUL_NAMES_IN_TEXT = List.of("token", "sessionid", "sessionkey", "accesscode");

    /** These, in the query of a URL: what follows signs or opens the whole request. Source: Azure, AWS, Google. */
    static final Set<String> NAMES_IN_QUERIES =
            Set.of("sig", "signature", "xamzsignature", "xgoogsignature", "key", "subscriptionkey");

    /** What follows one of these is a type, a word of prose or a placeholder, and no secret. */
    static final Set<String> HARMLESS_VALUES = Set.of("""
            null none nil undefined true false yes no on off required optional string str text number int \
            integer bytes byte boolean bool any unknown object char void never value default empty unset missing \
            invalid expired changeme example redacted hidden masked removed flag option options argument \
            parameter field instead is was are and or to from for with if not can must will should may has in as \
            at of the a an when where which that this prompt stdin file env enabled disabled buffer include omit \
            same-origin base64 base64url utf8 sha1 sha256 sha512 md5 hs256 rs256 es256 uint8array bytes32 oauth2 \
            ed25519 x25519 argon2 argon2id pbkdf2""".split(" "));

    /** A lone word after {@code name:} is none either if it tells of a secret's state, or names a variable. */
    static final Set<String> WORDS_OF_PROGRAMS = Set.of("""
            incorrect correct wrong found present absent valid weak strong blank same hashed encrypted plaintext \
            updated changed rotated created deleted added generated provided configured supplied needed mandatory \
            expected allowed denied rejected accepted failed passed missed skipped stored saved cached managed hash \
            input value user username test data sensitive private public protected internal external local global \
            dummy read write inherit manual automatic auto always different identical""".split(" "));

    /** A quoted value in which one of these stands is prose, and no pass phrase; so are a few words of programs. */
    static final Set<String> PROSE_WORDS = Set.of("""
            a an the is are was were be been has have had must should can cannot could may might will would not no \
            and or of to in on at for from with by as if than then when your you our we it its this that these those \
            please enter too least more less do does did don't isn't only all any use used new void await typeof \
            return function delete throw de la le du des el los las der die das und""".split(" "));

    /** An unquoted value that begins with one of these is an expression. */
    static final Set<String> KEYWORDS =
            Set.of("new", "void", "await", "typeof", "return", "function", "delete", "throw", "yield", "null", "this");

    // ---------------------------------------------------------------- options of commands

    /** What an option's value is. */
    enum Holds {
        /** {@code user:password}. */
        USER_AND_PASSWORD,
        /** {@code name=value}; a file's name has no {@code =}. */
        COOKIE,
        PASSWORD,
        /** The password if it touches the option; alone the option asks for it. */
        ATTACHED_PASSWORD,
        /** {@code pass:password}. */
        PASSWORD_OF_SCHEME,
        /** No option: a secret's name and its value follow. */
        NAME_AND_VALUE,
        /** No option: the pairs of words of a .netrc file follow. */
        NETRC
    }

    /**
     * A command whose options hold secrets.
     *
     * @param words how it begins
     * @param options what its secrets stand behind, with their dashes
     */
    record Command(String words, Holds holds, List<String> options) {}

    /** Options without a telling name; those with one are found by it. Source: the commands' manuals. */
    static final List<Command> COMMANDS = List.of(
            command("curl", Holds.USER_AND_PASSWORD, "-u", "-U", "--user", "--proxy-user"),
            command("curl", Holds.COOKIE, "-b", "--cookie"),
            command("http", Holds.USER_AND_PASSWORD, "-a", "--auth"),
            command("https", Holds.USER_AND_PASSWORD, "-a", "--auth"),
            command("mysql", Holds.ATTACHED_PASSWORD, "-p"),
            command("mysqldump", Holds.ATTACHED_PASSWORD, "-p"),
            command("mysqladmin", Holds.ATTACHED_PASSWORD, "-p"),
            command("mariadb", Holds.ATTACHED_PASSWORD, "-p"),
            command("mariadb-dump", Holds.ATTACHED_PASSWORD, "-p"),
            command("7z", Holds.ATTACHED_PASSWORD, "-p"),
            command("sshpass", Holds.PASSWORD, "-p"),
            command("docker login", Holds.PASSWORD, "-p"),
            command("podman login", Holds.PASSWORD, "-p"),
            command("helm registry login", Holds.PASSWORD, "-p"),
            command("az login", Holds.PASSWORD, "-p"),
            command("redis-cli", Holds.PASSWORD, "-a"),
            command("mongosh", Holds.PASSWORD, "-p"),
            command("mongodump", Holds.PASSWORD, "-p"),
            command("ldapsearch", Holds.PASSWORD, "-w"),
            command("sqlcmd", Holds.PASSWORD, "-P"),
            command("zip", Holds.PASSWORD, "-P"),
            command("unzip", Holds.PASSWORD, "-P"),
            command("openssl", Holds.PASSWORD_OF_SCHEME, "-passin", "-passout", "-pass"),
            command("ENV", Holds.NAME_AND_VALUE),
            command("setenv", Holds.NAME_AND_VALUE),
            command("setx", Holds.NAME_AND_VALUE),
            command("set -x", Holds.NAME_AND_VALUE),
            command("set -gx", Holds.NAME_AND_VALUE),
            command("set -Ux", Holds.NAME_AND_VALUE),
            command("config set", Holds.NAME_AND_VALUE),
            command("configure set", Holds.NAME_AND_VALUE),
            command("machine", Holds.NETRC));

    /** What manuals write where a password goes. */
    static final Set<String> NAMES_FOR_PASSWORDS =
            Set.of("password", "passwd", "pass", "pwd", "token", "api_token", "api-token", "api_key", "apikey", "key");

    private static Command command(String words, Holds holds, String... options) {
        return new Command(words, holds, List.of(options));
    }

    // ---------------------------------------------------------------- Authorization headers

    /** Whatever follows one of these schemes at the end of a header is its secret. Source: IANA's registry, GitHub. */
    static final Set<String> SCHEMES =
            Set.of("basic", "bearer", "token", "apikey", "api-key", "key", "negotiate", "ntlm", "dpop", "sso-key");

    /** Of these schemes all parameters go, and one of them is the proof. Source: IANA's registry, AWS, OAuth 1. */
    static final Set<String> PARAMETER_SCHEMES =
            Set.of("digest", "oauth", "hawk", "hmac", "signature", "aws4-hmac-sha256", "scram-sha-256", "mutual");

    // ---------------------------------------------------------------- secrets by their own look

    /** What, beside its prefix and its length, shows that a candidate is a secret and no ordinary word. */
    enum Evidence {
        /** Nothing: the prefix is telling enough. */
        LENGTH,
        /** A digit among the first characters. */
        DIGIT,
        /** A digit among the first characters, or capitals and small letters, or sixteen letters in a row. */
        MIXED,
        /** Capitals and digits only. */
        UPPER_CASE,
        /**
         * Sixteen letters and digits in a row, some of each or a third of them capitals; and no letter, digit or dash
         * before the prefix.
         */
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
            shape("glwt-", DOTTED, 16, LENGTH),
            shape("GR1348941", BASE64URL, 16, LENGTH),
            // Slack: "Token types", "Incoming webhooks". Of a webhook the host stays.
            shape("xoxb-", BASE64URL, 10, DIGIT),
            shape("xoxa-", BASE64URL, 10, DIGIT),
            shape("xoxp-", BASE64URL, 10, DIGIT),
            shape("xoxr-", BASE64URL, 10, DIGIT),
            shape("xoxs-", BASE64URL, 10, DIGIT),
            shape("xoxc-", BASE64URL, 10, DIGIT),
            shape("xoxd-", BASE64URL, 10, DIGIT),
            shape("xoxo-", BASE64URL, 10, DIGIT),
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
            shape("sk_prod_", ALPHANUMERIC, 10, LENGTH),
            shape("rk_live_", ALPHANUMERIC, 10, LENGTH),
            shape("rk_test_", ALPHANUMERIC, 10, LENGTH),
            shape("rk_prod_", ALPHANUMERIC, 10, LENGTH),
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
            shape("ABSK", BASE64, 64, LENGTH),
            shape("bedrock-api-key-", BASE64, 24, LENGTH),
            // Google: API keys, old and new; OAuth access and refresh tokens, OAuth client secrets.
            shape("AQ.Ab", BASE64URL, 30, RANDOM),
            shape("1//0", BASE64URL, 30, RANDOM),
            shape("AIza", BASE64URL, 30, LENGTH),
            shape("ya29.", DOTTED, 16, LENGTH),
            shape("GOCSPX-", BASE64URL, 16, LENGTH),
            // Anthropic, OpenAI, and those who took over the prefix.
            shape("sk-ant-", BASE64URL, 16, MIXED),
            shape("sk-proj-", BASE64URL, 16, MIXED),
            shape("sk-svcacct-", BASE64URL, 16, MIXED),
            shape("sk-admin-", BASE64URL, 16, MIXED),
            shape("sk-None-", BASE64URL, 16, MIXED),
            shape("sk-or-v1-", BASE64URL, 16, LENGTH),
            shape("sk-", BASE64URL, 20, RANDOM),
            shape("sess-", ALPHANUMERIC, 30, RANDOM),
            // Other model services: Hugging Face, Groq, xAI, Replicate, Perplexity.
            shape("hf_", ALPHANUMERIC, 30, LENGTH),
            shape("api_org_", ALPHANUMERIC, 30, LENGTH),
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
            shape("pscale_oauth_", DOTTED, 24, LENGTH),
            // Databricks, Doppler, Dynatrace, Fly, Heroku, Pulumi, Sourcegraph.
            shape("dapi", ALPHANUMERIC, 32, RANDOM),
            shape("dp.pt.", ALPHANUMERIC, 32, LENGTH),
            shape("dt0c01.", DOTTED, 64, LENGTH),
            shape("fm2_", BASE64, 64, LENGTH),
            shape("HRKU-AA", BASE64URL, 40, LENGTH),
            shape("pul-", ALPHANUMERIC, 40, RANDOM),
            shape("sgp_", WORD, 40, LENGTH),
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
            // Square, Brevo, 1Password.
            shape("sq0atp-", BASE64URL, 22, LENGTH),
            shape("sq0csp-", BASE64URL, 22, LENGTH),
            shape("xkeysib-", BASE64URL, 64, LENGTH),
            shape("ops_eyJ", BASE64, 64, LENGTH),
            // Keys in PEM that were encoded once more, as Kubernetes keeps them: each label has a beginning of its own.
            shape("LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0t", BASE64, 16, LENGTH),
            shape("LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBL", BASE64, 16, LENGTH),
            shape("LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtF", BASE64, 16, LENGTH),
            shape("LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZB", BASE64, 16, LENGTH),
            shape("LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJ", BASE64, 16, LENGTH),
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
