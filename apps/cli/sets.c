/* A setting's name and value stand in one word, so that the option may be repeated. */
#include "apps/cli/sets.h"

#include <stdlib.h>
#include <string.h>

#include "apps/cli/output.h"
#include "apps/cli/suggest.h"

enum { NAME_SIZE = 64 };

/* strtod alone takes blanks, hexadecimal numbers, "inf" and "nan". */
static bool read_value(const char *text, double *value)
{
    const size_t len = strlen(text);
    char *end;

    if (len == 0 || len > 24 || strspn(text, "0123456789.-e") != len)
        return false;
    *value = strtod(text, &end);
    return *end == '\0';
}

static int refuse_name(cairn *kb, const char *name)
{
    cli_suggestion meant = {name, NULL, 0};
    cairn_setting setting;

    for (size_t i = 0; cairn_setting_get(kb, i, &setting, NULL) == CAIRN_ROW; i++)
        cli_suggestion_offer(&meant, setting.name);
    if (meant.nearest)
        cli_say("--set: there is no setting \"%s\"; did you mean %s?", name, meant.nearest);
    else
        cli_say("--set: there is no setting \"%s\"; 'cairn tune' lists them", name);
    return CLI_USAGE;
}

static int use_named(cairn *kb, const char *name, double value)
{
    cairn_error err = CAIRN_ERROR_INIT;
    const int rc = cairn_setting_use(kb, name, value, &err);

    if (rc == CAIRN_ENOTFOUND)
        return refuse_name(kb, name);
    if (rc < 0)
        cli_say("--set: %s", err.message);
    return rc < 0 ? CLI_USAGE : CLI_DONE;
}

/* All that begin with the first len bytes of name. */
static int use_kind(cairn *kb, const char *name, size_t len, double value)
{
    cairn_setting setting;
    int code = CLI_DONE;
    size_t n = 0;

    for (size_t i = 0; code == CLI_DONE && cairn_setting_get(kb, i, &setting, NULL) == CAIRN_ROW;
         i++) {
        if (strncmp(setting.name, name, len) != 0)
            continue;
        n++;
        code = use_named(kb, setting.name, value);
    }
    return n > 0 ? code : refuse_name(kb, name);
}

static int use_one(cairn *kb, const char *given)
{
    const size_t len = strcspn(given, "=");
    char name[NAME_SIZE];
    double value;

    if (len == 0 || len >= NAME_SIZE || !read_value(given + len + 1, &value)) {
        cli_say("--set: \"%s\" is not NAME=VALUE, such as walk.keep=0.5", given);
        return CLI_USAGE;
    }
    memcpy(name, given, len);
    name[len] = '\0';
    return name[len - 1] == '*' ? use_kind(kb, name, len - 1, value) : use_named(kb, name, value);
}

int cli_sets_use(const cli_args *args, cairn *kb)
{
    int code = CLI_DONE;

    for (size_t i = 0; code == CLI_DONE && i < args->n_sets; i++)
        code = use_one(kb, args->sets[i]);
    return code;
}
