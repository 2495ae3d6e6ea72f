/* The command line. One table of options for all commands: whether an option takes a value does
 * not depend on the command, so that options may stand before it. Which command takes which is
 * asked afterwards. */
#include "apps/cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "apps/cli/output.h"
#include "apps/cli/suggest.h"

static const uint64_t LIMIT_MAX = 1000;  /* cairn_search_options.limit */
static const uint64_t LEVEL_MAX = 4;     /* of topics */
static const uint64_t THREADS_MAX = 256; /* more only wait for each other */
enum { FOLDS_LEAST = 2, FOLDS_MAX = 20 };
static const char STORE_DEFAULT[] = "./cairn.db";

const cli_option cli_options[] = {
    {CLI_OPT_KB, "--kb", NULL, "FILE", "the store; else $CAIRN_KB, else ./cairn.db"},
    {CLI_OPT_JSON, "--json", NULL, NULL, "print one JSON object instead of text"},
    {CLI_OPT_LIMIT, "--limit", "-k", "N", "how many at most, 1 to 1000"},
    {CLI_OPT_MODE, "--mode", NULL, "MODE", "auto, text, vector, graph or global; default auto"},
    {CLI_OPT_THREADS, "--threads", NULL, "N", "threads that extract; default one per core"},
    {CLI_OPT_FORMAT, "--format", NULL, "FORMAT",
     "text, markdown, html, json, jsonl, csv or tsv; default by name and content"},
    {CLI_OPT_QUIET, "--quiet", "-q", NULL, "no progress, no summary; failures are still named"},
    {CLI_OPT_DIGEST, "--digest", NULL, NULL, "also a digest of everything published"},
    {CLI_OPT_QUERIES, "--queries", NULL, "FILE", "questions, one JSON object a line"},
    {CLI_OPT_RUN, "--run", NULL, "FILE", "write what was found and answered, one line a question"},
    {CLI_OPT_RANGE, "--range", NULL, "FIRST:LEN", "only LEN bytes from byte FIRST on"},
    {CLI_OPT_MENTIONS, "--mentions", NULL, NULL, "also what is named, and where"},
    {CLI_OPT_LINES, "--lines", NULL, NULL, "each line is a text on its own"},
    {CLI_OPT_TSV, "--tsv", NULL, NULL, "sentence, confidence, subject, relation, object, more"},
    {CLI_OPT_TITLE, "--title", NULL, "TEXT", "what the text is about, for \"he\", \"the film\""},
    {CLI_OPT_LABELS, "--labels", NULL, "FILE", "CSV of known pairs: two ids, and 1 or 0"},
    {CLI_OPT_ALL, "--all", NULL, NULL, "also pairs that were compared and are no match"},
    {CLI_OPT_SENSE, "--sense", NULL, "N", "of several entities of that name the Nth"},
    {CLI_OPT_UNDO, "--undo", NULL, NULL, "take back what was said of the two names"},
    {CLI_OPT_ENTITY, "--entity", NULL, "NAME", "only those of this entity"},
    {CLI_OPT_AS_OF, "--as-of", NULL, "DATE", "what held on that date: 2008, 2008-05 or 2008-05-31"},
    {CLI_OPT_RULES, "--rules", NULL, "FILE", "properties and rules of your own, one a line"},
    {CLI_OPT_MIN_SUPPORT, "--min-support", NULL, "N", "facts that bear a rule out; default 10"},
    {CLI_OPT_MIN_CONFIDENCE, "--min-confidence", NULL, "X", "of rules, 0 to 1; default 0.5"},
    {CLI_OPT_DRY_RUN, "--dry-run", NULL, NULL, "show what would be done, change nothing"},
    {CLI_OPT_FORGET, "--forget", NULL, NULL, "drop all that was learned and given"},
    {CLI_OPT_RESOLVER, "--resolver", NULL, "NAME", "who decides which claim to believe"},
    {CLI_OPT_COLUMNS, "--columns", NULL, "LIST",
     "of source, item, value[, time]: names or numbers"},
    {CLI_OPT_VACUUM, "--vacuum", NULL, NULL, "write the store anew, without a trace of what went"},
    {CLI_OPT_EXPLAIN, "--explain", NULL, NULL,
     "show how: the plan of an answer, why a hit is there"},
    {CLI_OPT_SET, "--set", NULL, "NAME=VALUE", "a setting for this run; may stand several times"},
    {CLI_OPT_FOLDS, "--folds", NULL, "N", "parts that settings are tested on, 2 to 20; default 5"},
    {CLI_OPT_ONLY, "--only", NULL, "LIST", "only settings that begin so: \"walk.,read.\""},
    {CLI_OPT_LEVEL, "--level", NULL, "N", "topics as fine as this: 0 the broadest, to 4"},
    {CLI_OPT_HELP, "--help", "-h", NULL, "explain the command"},
    {CLI_OPT_VERSION, "--version", NULL, NULL, "print the version"},
    {0, NULL, NULL, NULL, NULL}};

/* Digits only: strtoull alone takes blanks and signs. */
static bool read_number(const char *text, uint64_t min, uint64_t max, uint64_t *number)
{
    const size_t len = strlen(text);

    if (len == 0 || len > 19 || strspn(text, "0123456789") != len)
        return false;
    *number = strtoull(text, NULL, 10);
    return *number >= min && *number <= max;
}

static int take_number(const char *name, const char *text, uint64_t max, uint32_t *out)
{
    uint64_t number;

    if (!read_number(text, 1, max, &number)) {
        cli_say("%s: \"%s\" is not a number from 1 to %llu", name, text, (unsigned long long)max);
        return CLI_USAGE;
    }
    *out = (uint32_t)number;
    return CLI_DONE;
}

static int take_level(const char *name, const char *text, uint32_t *out)
{
    uint64_t number;

    if (!read_number(text, 0, LEVEL_MAX, &number)) {
        cli_say("%s: \"%s\" is not a number from 0 to %llu", name, text,
                (unsigned long long)LEVEL_MAX);
        return CLI_USAGE;
    }
    *out = (uint32_t)number;
    return CLI_DONE;
}

/* The index of text among the words, which NULL ends; with a sentence, CLI_USAGE. */
static int take_word(const char *name, const char *text, const char *const *words, unsigned *out)
{
    cli_suggestion meant = {text, NULL, 0};

    for (unsigned i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = i;
            return CLI_DONE;
        }
        cli_suggestion_offer(&meant, words[i]);
    }
    if (meant.nearest)
        cli_say("%s: there is no \"%s\"; did you mean %s?", name, text, meant.nearest);
    else
        cli_say("%s: there is no \"%s\"; see 'cairn help'", name, text);
    return CLI_USAGE;
}

static int take_range(const char *name, const char *text, cli_args *args)
{
    const char *colon = strchr(text, ':');
    char first[24];
    const size_t len = colon ? (size_t)(colon - text) : 0;

    if (len > 0 && len < sizeof(first)) {
        memcpy(first, text, len);
        first[len] = '\0';
        if (read_number(first, 0, INT64_MAX, &args->range_first) &&
            read_number(colon + 1, 1, INT64_MAX, &args->range_len))
            return CLI_DONE;
    }
    cli_say("%s: \"%s\" is not FIRST:LEN, two numbers of bytes such as 120:80", name, text);
    return CLI_USAGE;
}

/* "0", "1", "0.85". */
static int take_share(const char *name, const char *text, double *out)
{
    const size_t len = strlen(text);

    *out = strtod(text, NULL);
    if (len == 0 || len > 9 || strspn(text, "0123456789.") != len || *out < 0 || *out > 1) {
        cli_say("%s: \"%s\" is not a number from 0 to 1, such as 0.85", name, text);
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static int take_mode(const char *name, const char *text, cli_args *args)
{
    static const char *const words[] = {"auto", "text", "vector", "graph", "global", NULL};
    unsigned i = 0;
    const int rc = take_word(name, text, words, &i);

    args->mode = (cli_mode)i;
    return rc;
}

static int take_format(const char *name, const char *text, cli_args *args)
{
    static const char *const words[] = {"auto",  "text", "markdown", "html", "json",
                                        "jsonl", "csv",  "tsv",      NULL};
    unsigned i = 0;
    const int rc = take_word(name, text, words, &i);

    args->format = (cairn_format)i;
    return rc;
}

/* What is named and whether the value fits is for the store to say. */
static int take_set(const char *name, const char *text, cli_args *args)
{
    const char *sign = strchr(text, '=');

    if (!sign || sign == text || sign[1] == '\0') {
        cli_say("%s: \"%s\" is not NAME=VALUE, such as walk.keep=0.5", name, text);
        return CLI_USAGE;
    }
    if (args->n_sets == CLI_SETS_MAX) {
        cli_say("%s: more than %d settings", name, CLI_SETS_MAX);
        return CLI_USAGE;
    }
    args->sets[args->n_sets++] = text;
    return CLI_DONE;
}

static int take_folds(const char *name, const char *text, cli_args *args)
{
    uint64_t number;

    if (!read_number(text, FOLDS_LEAST, FOLDS_MAX, &number)) {
        cli_say("%s: \"%s\" is not a number from %d to %d", name, text, FOLDS_LEAST, FOLDS_MAX);
        return CLI_USAGE;
    }
    args->folds = (uint32_t)number;
    return CLI_DONE;
}

static int take_option(const cli_option *option, const char *name, const char *value,
                       cli_args *args)
{
    args->given |= option->bit;
    switch (option->bit) {
    case CLI_OPT_KB:
        args->kb = value;
        break;
    case CLI_OPT_JSON:
        args->json = true;
        break;
    case CLI_OPT_LIMIT:
        return take_number(name, value, LIMIT_MAX, &args->limit);
    case CLI_OPT_MODE:
        return take_mode(name, value, args);
    case CLI_OPT_THREADS:
        return take_number(name, value, THREADS_MAX, &args->n_threads);
    case CLI_OPT_FORMAT:
        return take_format(name, value, args);
    case CLI_OPT_QUIET:
        args->quiet = true;
        break;
    case CLI_OPT_DIGEST:
        args->digest = true;
        break;
    case CLI_OPT_QUERIES:
        args->queries = value;
        break;
    case CLI_OPT_RUN:
        args->run = value;
        break;
    case CLI_OPT_LABELS:
        args->labels = value;
        break;
    case CLI_OPT_TITLE:
        args->title = value;
        break;
    case CLI_OPT_SENSE:
        return take_number(name, value, LIMIT_MAX, &args->sense);
    case CLI_OPT_ENTITY:
        args->entity = value;
        break;
    case CLI_OPT_LEVEL:
        return take_level(name, value, &args->level);
    case CLI_OPT_AS_OF:
        args->as_of = value;
        break;
    case CLI_OPT_RANGE:
        return take_range(name, value, args);
    case CLI_OPT_RULES:
        args->rules = value;
        break;
    case CLI_OPT_MIN_SUPPORT:
        return take_number(name, value, UINT32_MAX, &args->min_support);
    case CLI_OPT_MIN_CONFIDENCE:
        return take_share(name, value, &args->min_confidence);
    case CLI_OPT_RESOLVER:
        args->resolver = value;
        break;
    case CLI_OPT_COLUMNS:
        args->columns = value;
        break;
    case CLI_OPT_SET:
        return take_set(name, value, args);
    case CLI_OPT_FOLDS:
        return take_folds(name, value, args);
    case CLI_OPT_ONLY:
        args->only = value;
        break;
    default:
        break;
    }
    return CLI_DONE;
}

/* The option that `word` spells, and the value written in the same word ("--kb=FILE", "-k5"). */
static const cli_option *find_option(const char *word, size_t *name_len, const char **value)
{
    const bool is_long = word[1] == '-';

    *name_len = is_long ? strcspn(word, "=") : 2;
    *value = word[*name_len] ? word + *name_len + (is_long ? 1 : 0) : NULL;
    for (const cli_option *option = cli_options; option->name; option++) {
        const char *name = is_long ? option->name : option->letter;
        if (name && strlen(name) == *name_len && strncmp(name, word, *name_len) == 0)
            return option;
    }
    return NULL;
}

static int refuse_option(const char *word)
{
    /* Without the dashes, which every name has in common. */
    cli_suggestion meant = {word + strspn(word, "-"), NULL, 0};

    for (const cli_option *option = cli_options; option->name; option++)
        cli_suggestion_offer(&meant, option->name + 2);
    if (meant.nearest)
        cli_say("there is no option %s; did you mean --%s?", word, meant.nearest);
    else
        cli_say("there is no option %s; see 'cairn help'", word);
    return CLI_USAGE;
}

/* Reads the option at argv[*i]; moves *i on when its value is the next word. */
static int read_option(int argc, char **argv, int *i, cli_args *args)
{
    const char *word = argv[*i], *value;
    size_t name_len;
    const cli_option *option = find_option(word, &name_len, &value);
    const char *name;

    if (!option)
        return refuse_option(word);
    name = word[1] == '-' ? option->name : option->letter;
    if (!option->value && value) {
        cli_say("%s takes no value", name);
        return CLI_USAGE;
    }
    if (option->value && !value) {
        if (*i + 1 == argc) {
            cli_say("%s needs a value: %s %s", name, name, option->value);
            return CLI_USAGE;
        }
        value = argv[++*i];
    }
    return take_option(option, name, value, args);
}

int cli_options_parse(int argc, char **argv, cli_args *args)
{
    const char *store = getenv("CAIRN_KB");
    bool is_over = false;
    size_t n = 0;
    int rc = CLI_DONE;

    *args = (cli_args){.kb = store && *store ? store : STORE_DEFAULT};
    for (int i = 1; rc == CLI_DONE && i < argc; i++) {
        if (!is_over && strcmp(argv[i], "--") == 0)
            is_over = true;
        else if (is_over || argv[i][0] != '-' || argv[i][1] == '\0')
            argv[n++] = argv[i];
        else
            rc = read_option(argc, argv, &i, args);
    }
    if (n > 0) {
        args->command = argv[0];
        args->operands = argv + 1;
        args->n_operands = n - 1;
    }
    return rc;
}

int cli_options_allow(const cli_args *args, uint64_t allowed)
{
    const uint64_t refused = args->given & ~(allowed | CLI_OPTIONS_ALWAYS);

    for (const cli_option *option = cli_options; option->name; option++) {
        if (refused & option->bit) {
            cli_say("%s takes no %s; see 'cairn help %s'", args->command, option->name,
                    args->command);
            return CLI_USAGE;
        }
    }
    return CLI_DONE;
}
