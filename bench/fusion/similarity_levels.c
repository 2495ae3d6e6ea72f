/* Levels of the features of pairs of names, for similarity.py, so that it learns from what the
 * program computes. Reads lines
 *
 *     stated TAB name TAB mentions,titles,about,type 1,...,type 7 TAB name TAB the same of it
 *
 * and answers each with: veto, score, levels, blanks between them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fusion/similarity.h"

enum { LINE_MAX_LEN = 1 << 16, COUNTS = 3 + CN_PROFILE_TYPES };

static char *next_field(char **rest)
{
    char *field = *rest;
    size_t len = strcspn(field, "\t\n");

    *rest = field + len + (field[len] != '\0');
    field[len] = '\0';
    return field;
}

static void read_profile(cn_former *former, char **rest, cn_profile *profile, cn_name_form *form)
{
    unsigned long counts[COUNTS] = {0};
    char *at;

    *profile = (cn_profile){.name = next_field(rest), .form = form};
    profile->name_len = (uint32_t)strlen(profile->name);
    at = next_field(rest);
    for (size_t i = 0; i < COUNTS; i++) {
        counts[i] = strtoul(at, &at, 10);
        at += *at == ',';
    }
    profile->mentions = (uint32_t)counts[0];
    profile->titles = (uint32_t)counts[1];
    profile->about = (uint32_t)counts[2];
    for (size_t i = 0; i < CN_PROFILE_TYPES; i++)
        profile->types[i] = (uint32_t)counts[3 + i];
    if (cn_name_form_read(former, profile->name, profile->name_len, form, NULL) < 0)
        memset(form, 0, sizeof(*form));
    profile->key = form->name_key;
}

int main(void)
{
    static char line[LINE_MAX_LEN];
    cn_former *former = NULL;

    if (cn_former_new(&former, NULL) < 0)
        return 3;
    while (fgets(line, sizeof(line), stdin)) {
        cn_similarity_context context = {0, 0};
        cn_name_form forms[2];
        cn_similarity found;
        cn_profile a, b;
        char *rest = line;

        context.stated = (uint32_t)strtoul(next_field(&rest), NULL, 10);
        read_profile(former, &rest, &a, &forms[0]);
        read_profile(former, &rest, &b, &forms[1]);
        cn_similarity_of(&a, &b, &context, &found);
        printf("%d %d", found.veto, found.veto == CN_VETO_NONE ? found.score : 0);
        for (size_t i = 0; i < CN_FEATURES; i++)
            printf(" %d", found.levels[i]);
        printf("\n");
    }
    cn_former_free(former);
    return 0;
}
