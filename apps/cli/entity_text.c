/* A card is read from the top: who it is, in a sentence; then facts, the best supported first; then
 * what is disputed, what was merged, who else is near. Empty parts are left out. */
#include "apps/cli/entity_text.h"

#include <inttypes.h>
#include <string.h>

#include "apps/cli/fact_text.h"

/* Of a part of the card; relations stand closer together. */
static void print_title(const cli_page *page, const char *title)
{
    fputc('\n', page->file);
    cli_print_styled(page, CLI_BOLD, title);
    fputc('\n', page->file);
}

static void add_summary(cn_buf *out, const cairn_entity *entity)
{
    cn_buf_add_str(out, entity->type);
    if (*entity->type && entity->mentions > 0)
        cn_buf_add_str(out, ", ");
    if (entity->mentions > 0 || !*entity->type)
        cli_add_count(out, entity->mentions, "mention");
}

/* ---- The head ---- */

/* Other names than the one above: "A. Marsh (4); Marsh (2, others too) and 3 more". */
static void print_names(const cli_page *page, const cairn_card *card)
{
    bool is_first = true;
    uint64_t n_shown = 0;
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    for (size_t i = 0; i < card->n_names; i++) {
        const cairn_alias *name = &card->names[i];

        n_shown++;
        if (strcmp(name->name, card->entity.name) == 0)
            continue;
        cn_buf_printf(&line, "%s%s", is_first ? "also called " : "; ", name->name);
        if (name->uses > 0)
            cn_buf_printf(&line, " (%" PRIu64 "%s)", name->uses,
                          name->is_shared ? ", others too" : "");
        is_first = false;
    }
    if (card->all_names > n_shown)
        cn_buf_printf(&line, " and %" PRIu64 " more", card->all_names - n_shown);
    if (!is_first)
        cli_print_paragraph(page, CLI_PLAIN, 0, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

static void print_head(const cli_page *page, const cairn_card *card)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    add_summary(&line, &card->entity);
    cli_print_styled(page, CLI_BOLD, card->entity.name);
    fprintf(page->file, "\n%s\n", cn_buf_str(&line));
    print_names(page, card);
    if (card->description) {
        const cairn_citation *cited = card->description;

        cn_buf_clear(&line);
        cn_buf_printf(&line, "%s, bytes %" PRIu64 "-%" PRIu64, cited->uri, cited->first_byte,
                      cited->first_byte + (cited->len > 0 ? cited->len - 1 : 0));
        fputc('\n', page->file);
        cli_print_paragraph(page, CLI_PLAIN, 2, cited->quote, strlen(cited->quote));
        cli_print_cut(page, CLI_DIM, 2, cn_buf_str(&line));
    }
    cn_buf_done(&line);
}

/* ---- Facts ---- */

/* "born in", or "... born in Port Vale" where the entity is the object. */
static void print_relation(const cli_page *page, const cairn_fact_group *group, const char *name)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    if (group->is_subject)
        cn_buf_add_str(&line, group->relation);
    else
        cn_buf_printf(&line, "... %s %s", group->relation, name);
    cli_print_styled(page, CLI_BOLD, cn_buf_str(&line));
    fputc('\n', page->file);
    cn_buf_done(&line);
}

static void print_facts(const cli_page *page, const cairn_card *card)
{
    if (card->all_facts == 0 && card->n_groups == 0)
        fputs("\nNo facts are known\n", page->file);
    else
        fputc('\n', page->file);
    for (size_t i = 0; i < card->n_groups; i++) {
        const cairn_fact_group *group = &card->groups[i];

        print_relation(page, group, card->entity.name);
        for (size_t j = 0; j < group->n; j++)
            cli_print_fact(page, 2, &group->facts[j], group->is_subject);
        cli_print_more(page, 2, group->n, group->all, "fact");
    }
    cli_print_more(page, 0, card->n_groups, card->all_groups, "relation");
    if (card->not_valid > 0)
        fprintf(page->file, "\n%" PRIu64 " fact%s left out: not valid then\n", card->not_valid,
                card->not_valid == 1 ? "" : "s");
}

/* ---- The rest ---- */

void cli_print_conflict_line(const cli_page *page, size_t indent, const cairn_conflict *conflict)
{
    size_t n_shown = 0;
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%s: %s", conflict->relation, conflict->decision);
    for (size_t i = 0; i < conflict->n_claims && n_shown < 3; i++)
        if (!conflict->claims[i].believed)
            cn_buf_printf(&line, "%s%s", n_shown++ == 0 ? ", not " : " or ",
                          conflict->claims[i].object_name);
    if (*conflict->reason)
        cn_buf_printf(&line, " (%s)", conflict->reason);
    cli_print_paragraph(page, CLI_PLAIN, indent, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

static void print_conflicts(const cli_page *page, const cairn_card *card)
{
    if (card->n_conflicts == 0)
        return;
    print_title(page, "Conflicts");
    for (size_t i = 0; i < card->n_conflicts; i++)
        cli_print_conflict_line(page, 2, &card->conflicts[i]);
    cli_print_more(page, 2, card->n_conflicts, card->all_conflicts, "conflict");
}

void cli_print_merge(const cli_page *page, size_t indent, const cairn_merged *merged)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%s %s %s", *merged->name ? merged->name : "(a name no longer written)",
                  merged->is_undecided ? "may be" : "is", merged->target);
    if (strcmp(merged->target, merged->entity_name) != 0)
        cn_buf_printf(&line, ", so %s", merged->entity_name);
    cli_print_paragraph(page, CLI_PLAIN, indent, cn_buf_str(&line), line.len);
    cn_buf_clear(&line);
    if (merged->by_hand)
        cn_buf_add_str(&line, "merged by hand");
    else
        cn_buf_printf(&line, "score %.2f", merged->score);
    if (*merged->reason && !merged->by_hand)
        cn_buf_printf(&line, ": %s", merged->reason);
    cn_buf_printf(&line, "; build %" PRIu64, merged->run);
    if (*merged->day)
        cn_buf_printf(&line, " of %.10s", merged->day);
    cli_print_paragraph(page, CLI_DIM, indent + 2, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

static void print_merges(const cli_page *page, const cairn_card *card)
{
    if (card->n_merges == 0)
        return;
    print_title(page, "Merged names");
    for (size_t i = 0; i < card->n_merges; i++)
        cli_print_merge(page, 2, &card->merges[i]);
    cli_print_more(page, 2, card->n_merges, card->all_merges, "merge");
}

static void print_neighbours(const cli_page *page, const cairn_card *card)
{
    cn_buf line;

    if (card->n_neighbours == 0)
        return;
    cn_buf_init(&line, SIZE_MAX / 2);
    for (size_t i = 0; i < card->n_neighbours; i++)
        cn_buf_printf(&line, "%s%s", i > 0 ? "; " : "", card->neighbours[i].name);
    print_title(page, "Often with");
    cli_print_paragraph(page, CLI_PLAIN, 2, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

void cli_print_card(const cli_page *page, const cairn_card *card)
{
    print_head(page, card);
    print_facts(page, card);
    print_conflicts(page, card);
    print_merges(page, card);
    print_neighbours(page, card);
}

void cli_print_sense(const cli_page *page, size_t number, const cairn_card *card)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%zu. %s, ", number, card->entity.name);
    add_summary(&line, &card->entity);
    cli_print_cut(page, CLI_PLAIN, 2, cn_buf_str(&line));
    cn_buf_clear(&line);
    if (card->description) {
        cli_print_cut(page, CLI_DIM, 5, card->description->quote);
    } else if (card->n_groups > 0 && card->groups[0].n > 0) {
        const cairn_fact *fact = &card->groups[0].facts[0];

        cn_buf_printf(&line, "%s %s %s", fact->subject_name, fact->relation, fact->object_name);
        cli_print_cut(page, CLI_DIM, 5, cn_buf_str(&line));
    }
    cn_buf_done(&line);
}
