/* Reading lists of names, see claims_names.h.
 *
 * First the text is cleaned into words, commas and separators; then each run between separators is
 * read by the shape of its comma parts: "Last, First", "First Last, First Last", "Last, First Last,
 * First" with names run together. */
#include "fusion/claims_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { WORDS_MAX = 256, PARTS_MAX = 64, PART_SEPARATOR = ',' };

typedef enum token_kind { TOKEN_WORD, TOKEN_COMMA, TOKEN_BREAK, TOKEN_DROP } token_kind;

typedef struct token {
    token_kind kind;
    const char *text; /* in the cleaned text */
    size_t len;
    char folded[CN_NAME_PART_MAX];
} token;

typedef struct part {
    size_t first, n; /* words */
} part;

typedef struct reading {
    cn_buf clean, folded;
    token *tokens;
    size_t n_tokens;
    cn_names *names;
} reading;

static bool is_in(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(word, list[i]) == 0)
            return true;
    }
    return false;
}
#define IS_IN(word, list) is_in(word, list, sizeof(list) / sizeof(*(list)))

static const char *const breaks[] = {"and",    "with",   "by",      "author", "authors",
                                     "editor", "edited", "editors", "edt",    "eds",
                                     "ed",     "joint",  "und",     "et",     "compiled"};
static const char *const ignored[] = {"jr", "sr", "ii", "iii", "phd", "dr", "prof", "professor"};
static const char *const helpers[] = {"foreword", "frw",         "illustrator", "illustrated",
                                      "preface",  "ilt",         "translator",  "translated",
                                      "narrator", "introduction"};
static const char *const nobody[] = {"none", "unknown",   "anonymous", "null", "various",
                                     "na",   "available", "staff",     "not"};
static const char *const particles[] = {"von", "van", "der", "den", "de",  "del", "della",
                                        "di",  "da",  "du",  "la",  "le",  "ter", "ten",
                                        "dos", "el",  "al",  "bin", "ibn", "zu"};

/* ---- Cleaning ---------------------------------------------------------------- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* An HTML reference at text: its length, 0 when it is none. *letter: what it stands for. "&uuml;"
 * is u, which is what folding makes of it. */
static size_t read_reference(const char *text, size_t len, char *letter)
{
    static const char *const marks[] = {"acute;", "grave;", "uml;",   "circ;", "tilde;",
                                        "cedil;", "ring;",  "slash;", "caron;"};
    size_t end = 1;

    while (end < len && end < 12 && text[end] != ';' && text[end] != ' ')
        end++;
    if (end >= len || text[end] != ';' || end == 1)
        return 0;
    *letter = ' ';
    if (strncmp(text, "&amp;", 5) == 0)
        *letter = '&';
    else if (strncmp(text, "&apos;", 6) == 0 || strncmp(text, "&#39;", 5) == 0)
        *letter = '\'';
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        if (strncmp(text + 2, marks[i], strlen(marks[i])) == 0)
            *letter = text[1];
    }
    return end + 1;
}

/* "(Author)" ends a name, "(Foreword by)" takes the name before it away. Returns the bytes. */
static size_t skip_bracket(reading *r, const char *text, size_t len, char close)
{
    size_t end = 1;
    bool is_helper = false;

    while (end < len && text[end] != close)
        end++;
    cn_buf_clear(&r->folded);
    if (cn_utf8_fold(text + 1, end - 1, &r->folded, NULL) == CAIRN_OK) {
        for (size_t i = 0; i < sizeof(helpers) / sizeof(*helpers); i++)
            is_helper |= strstr(cn_buf_str(&r->folded), helpers[i]) != NULL;
    }
    cn_buf_add_char(&r->clean, is_helper ? '\x02' : '\x01');
    return end < len ? end + 1 : len;
}

/* "AnnMiller" is two words, "McDoe", "MacRoe" and "LaPorte" are one. */
static bool is_glued(const char *word, size_t len)
{
    static const char *const prefixes[] = {"mac", "fitz", "van", "von",
                                           "del", "dela", "san", "vander"};
    char lower[8];

    if (len < 3)
        return false;
    if (len >= sizeof(lower))
        return true;
    for (size_t i = 0; i < len; i++)
        lower[i] = (char)(is_upper(word[i]) ? word[i] + ('a' - 'A') : word[i]);
    lower[len] = '\0';
    return !IS_IN(lower, prefixes);
}

/* Adds a letter and cuts words that are glued together before it. */
static void add_letter(reading *r, const char *text, size_t i, size_t len)
{
    size_t first = r->clean.len;

    if (is_upper(text[i]) && i > 0 && is_lower(text[i - 1])) {
        while (first > 0 &&
               (is_lower(r->clean.data[first - 1]) || is_upper(r->clean.data[first - 1])))
            first--;
        if (is_glued(r->clean.data + first, r->clean.len - first))
            cn_buf_add_char(&r->clean, '\x01');
    }
    (void)len;
    cn_buf_add_char(&r->clean, text[i]);
}

/* Between names: ";", "/", "&". A hyphen with white space behind it is one when there is white
 * space before it, too, else a comma ("Doe- Jane Q."). */
static bool add_separator(reading *r, const char *text, size_t i, size_t len)
{
    if (strchr(";/|~+&:\n", text[i])) {
        cn_buf_add_char(&r->clean, '\x01');
    } else if (text[i] == '-' && i + 1 < len && text[i + 1] == ' ') {
        cn_buf_add_char(&r->clean, i > 0 && text[i - 1] == ' ' ? '\x01' : PART_SEPARATOR);
    } else if (text[i] == '.' || text[i] == '"' || text[i] == '*' || text[i] == '\t' ||
               text[i] == '\r') {
        cn_buf_add_char(&r->clean, ' ');
    } else if (text[i] == '_') {
        cn_buf_add_char(&r->clean, '-');
    } else {
        return false;
    }
    return true;
}

static void clean_text(reading *r, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        char letter;
        size_t n = text[i] == '&' ? read_reference(text + i, len - i, &letter) : 0;

        if (n > 0) {
            cn_buf_add_char(&r->clean, letter == '&' ? '\x01' : letter);
            i += n;
        } else if (strncmp(text + i, "andapos;", len - i < 8 ? len - i : 8) == 0 && len - i >= 8) {
            cn_buf_add_char(&r->clean, '\'');
            i += 8;
        } else if (text[i] == '(' || text[i] == '[') {
            i += skip_bracket(r, text + i, len - i, text[i] == '(' ? ')' : ']');
        } else if (i > 0 && is_lower(text[i - 1]) && i + 2 < len && text[i] == 'B' &&
                   text[i + 1] == 'R' && is_upper(text[i + 2])) {
            cn_buf_add_char(&r->clean, '\x01'); /* what is left of a line break tag */
            i += 2;
        } else {
            if (!add_separator(r, text, i, len))
                add_letter(r, text, i, len);
            i++;
        }
    }
}

/* ---- Tokens ------------------------------------------------------------------ */

/* Folded, letters, hyphens and apostrophes apart: "o'hara" -> "ohara", "miller-stone" stays. */
static void fold_word(reading *r, const char *text, size_t len, char out[CN_NAME_PART_MAX])
{
    size_t n = 0;

    cn_buf_clear(&r->folded);
    if (cn_utf8_fold(text, len, &r->folded, NULL) < 0)
        cn_buf_clear(&r->folded);
    for (size_t i = 0; i < r->folded.len && n + 1 < CN_NAME_PART_MAX; i++) {
        const char c = r->folded.data[i];

        if (c != '\'' && c != '`' && (unsigned char)c >= ' ')
            out[n++] = c;
    }
    out[cn_utf8_floor(out, n)] = '\0';
}

static bool has_letter(const char *word)
{
    for (; *word; word++) {
        if (is_lower(*word) || (unsigned char)*word >= 0x80)
            return true;
    }
    return false;
}

static token_kind kind_of_word(reading *r, const char *word)
{
    if (strcmp(word, "al") == 0 || strcmp(word, "etc") == 0 || strcmp(word, "others") == 0) {
        r->names->is_open = true;
        return TOKEN_BREAK;
    }
    if (IS_IN(word, helpers))
        return TOKEN_DROP;
    return IS_IN(word, breaks) || IS_IN(word, nobody) ? TOKEN_BREAK : TOKEN_WORD;
}

static void add_token(reading *r, token_kind kind, const char *text, size_t len)
{
    token *t = &r->tokens[r->n_tokens];

    if (r->n_tokens == WORDS_MAX)
        return;
    *t = (token){.kind = kind, .text = text, .len = len};
    if (kind == TOKEN_WORD) {
        fold_word(r, text, len, t->folded);
        if (!has_letter(t->folded) || IS_IN(t->folded, ignored))
            return;
        t->kind = kind_of_word(r, t->folded);
    }
    r->n_tokens++;
}

static void cut_tokens(reading *r)
{
    const char *text = cn_buf_str(&r->clean);
    size_t len = r->clean.len;

    for (size_t i = 0, end; i < len; i = end) {
        end = i + 1;
        if (text[i] == '\x01' || text[i] == '\x02') {
            add_token(r, text[i] == '\x01' ? TOKEN_BREAK : TOKEN_DROP, text + i, 1);
        } else if (text[i] == ',') {
            add_token(r, TOKEN_COMMA, text + i, 1);
        } else if (text[i] != ' ') {
            while (end < len && !strchr(" ,\x01\x02", text[end]))
                end++;
            add_token(r, TOKEN_WORD, text + i, end - i);
        }
    }
}

/* ---- Persons ----------------------------------------------------------------- */

static void append(char *out, size_t size, const char *text, size_t len, const char *glue)
{
    size_t at = strlen(out), n_glue = at > 0 ? strlen(glue) : 0;

    if (at + n_glue + 1 >= size)
        return;
    memcpy(out + at, glue, n_glue);
    at += n_glue;
    len = len < size - at - 1 ? len : cn_utf8_floor(text, size - at - 1);
    memcpy(out + at, text, len);
    out[at + len] = '\0';
}

/* "DOE" -> "Doe", for names in capitals; others as they are. */
static void append_shown(char *out, const token *t, const char *glue)
{
    char shown[CN_NAME_SHOWN_MAX];
    size_t len = t->len < sizeof(shown) ? t->len : sizeof(shown) - 1;
    bool is_capitals = len > 2;

    memcpy(shown, t->text, len);
    for (size_t i = 0; i < len; i++)
        is_capitals = is_capitals && !is_lower(shown[i]);
    for (size_t i = 1; is_capitals && i < len; i++) {
        if (is_upper(shown[i]) && shown[i - 1] != '-' && shown[i - 1] != '\'')
            shown[i] = (char)(shown[i] + ('a' - 'A'));
    }
    append(out, CN_NAME_SHOWN_MAX, shown, len, glue);
}

bool cn_person_same(const cn_person *a, const cn_person *b)
{
    return strcmp(a->last, b->last) == 0 &&
           (!a->given[0] || !b->given[0] || a->given[0] == b->given[0]);
}

/* Adds a person once: of two spellings the one with longer given names. */
static void keep_person(cn_names *names, const cn_person *person)
{
    for (size_t i = 0; i < names->n; i++) {
        if (cn_person_same(&names->persons[i], person)) {
            if (strlen(person->given) > strlen(names->persons[i].given))
                names->persons[i] = *person;
            return;
        }
    }
    if (names->n < CN_NAMES_MAX && strlen(person->last) > 1)
        names->persons[names->n++] = *person;
}

static void add_person(reading *r, part last, part given)
{
    cn_person person = {.last = ""};

    for (size_t i = last.first; i < last.first + last.n; i++) {
        append(person.last, sizeof(person.last), r->tokens[i].folded, strlen(r->tokens[i].folded),
               " ");
        append_shown(person.shown, &r->tokens[i], " ");
    }
    for (size_t i = given.first; i < given.first + given.n; i++) {
        append(person.given, sizeof(person.given), r->tokens[i].folded, strlen(r->tokens[i].folded),
               " ");
        append_shown(person.shown, &r->tokens[i], i == given.first ? ", " : " ");
    }
    keep_person(r->names, &person);
}

static bool is_initial(const token *t)
{
    return strlen(t->folded) == 1;
}

/* Words of the last name at the end of [first, first + n): one, with the particles before it. */
static size_t last_words(const reading *r, size_t first, size_t n)
{
    size_t k = 1;

    while (k < n && IS_IN(r->tokens[first + n - 1 - k].folded, particles))
        k++;
    return k;
}

/* "Donald Ervin Knuth"; "Knuth". */
static void read_forward(reading *r, part p)
{
    size_t k = last_words(r, p.first, p.n);

    if (p.n > 2 && is_initial(&r->tokens[p.first + p.n - 1]) && !is_initial(&r->tokens[p.first])) {
        /* "Doe Jane Q" */
        add_person(r, (part){p.first, 1}, (part){p.first + 1, p.n - 1});
        return;
    }
    add_person(r, (part){p.first + p.n - k, k}, (part){p.first, p.n - k});
}

/* "Ann Miller Bo Stone Cy Young": names of a word, initials and a word, or one name. */
static void read_chain(reading *r, part p)
{
    part names[PARTS_MAX];
    size_t n = 0, i = p.first, end = p.first + p.n;

    while (i < end && n < PARTS_MAX) {
        size_t first = i++;

        while (i < end && (is_initial(&r->tokens[i]) || IS_IN(r->tokens[i].folded, particles)))
            i++;
        if (i >= end)
            break;
        i++;
        names[n++] = (part){first, i - first};
    }
    if (p.n < 4 || n < 2 || names[n - 1].first + names[n - 1].n != end) {
        read_forward(r, p);
        return;
    }
    for (i = 0; i < n; i++)
        read_forward(r, names[i]);
}

/* "Doe, Jane Roe, Richard X. Poe, Edgar": in the middle, given names and the next last
 * name stand together. */
static void read_glued(reading *r, const part *parts, size_t n)
{
    part last = parts[0];

    for (size_t i = 1; i < n; i++) {
        size_t k = i + 1 < n ? last_words(r, parts[i].first, parts[i].n) : 0;

        add_person(r, last, (part){parts[i].first, parts[i].n - k});
        last = (part){parts[i].first + parts[i].n - k, k};
    }
}

static bool is_last_name(const reading *r, part p)
{
    return p.n == 1 || last_words(r, p.first, p.n) == p.n;
}

static bool are_pairs(const reading *r, const part *parts, size_t n)
{
    for (size_t i = 0; i < n; i += 2) {
        if (!is_last_name(r, parts[i]) && !(n == 2 && parts[0].n == 2 && parts[1].n == 1))
            return false;
    }
    return n % 2 == 0;
}

static bool are_glued(const part *parts, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++) {
        if (parts[i].n < 2)
            return false;
    }
    return n > 2 && parts[0].n == 1 && parts[n - 1].n <= 2;
}

static bool are_forward(const part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (parts[i].n < 2)
            return false;
    }
    return true;
}

static void read_parts(reading *r, const part *parts, size_t n)
{
    if (are_forward(parts, n)) {
        for (size_t i = 0; i < n; i++)
            read_chain(r, parts[i]);
    } else if (are_pairs(r, parts, n)) {
        for (size_t i = 0; i < n; i += 2)
            add_person(r, parts[i], parts[i + 1]);
    } else if (are_glued(parts, n)) {
        read_glued(r, parts, n);
    } else {
        for (size_t i = 0; i < n; i++) {
            const bool is_pair =
                parts[i].n == 1 && i + 1 < n && parts[i + 1].n <= 2 &&
                (parts[i + 1].n == 1 || is_initial(&r->tokens[parts[i + 1].first + 1]));

            if (is_pair)
                add_person(r, parts[i], parts[i + 1]);
            else
                read_chain(r, parts[i]);
            i += is_pair;
        }
    }
}

/* Reads the run of words and commas [first, end). */
static void read_run(reading *r, size_t first, size_t end)
{
    part parts[PARTS_MAX];
    size_t n = 0;

    for (size_t i = first; i < end && n < PARTS_MAX; i++) {
        size_t start = i;

        while (i < end && r->tokens[i].kind == TOKEN_WORD)
            i++;
        if (i > start)
            parts[n++] = (part){start, i - start};
    }
    if (n > 0)
        read_parts(r, parts, n);
}

static int compare_persons(const void *a, const void *b)
{
    const cn_person *x = a;
    const cn_person *y = b;
    int order = strcmp(x->last, y->last);

    return order ? order : strcmp(x->given, y->given);
}

static void read_runs(reading *r)
{
    bool is_dropped = false; /* after "foreword by" */

    for (size_t i = 0, end; i < r->n_tokens; i = end + 1) {
        const size_t n_before = r->names->n;

        for (end = i; end < r->n_tokens && r->tokens[end].kind <= TOKEN_COMMA; end++)
            ;
        if (end > i && !is_dropped)
            read_run(r, i, end);
        if (end < r->n_tokens && r->tokens[end].kind == TOKEN_DROP) {
            /* "(Foreword by)" stands behind its name, "foreword by" before it. */
            if (r->tokens[end].text[0] == '\x02')
                r->names->n = n_before;
            else
                is_dropped = true;
        } else if (end > i) {
            is_dropped = false;
        }
    }
    if (r->names->n > 1)
        qsort(r->names->persons, r->names->n, sizeof(*r->names->persons), compare_persons);
}

/* Copies what was read into a list of just that size. */
static int keep_list(cn_names *names, const cn_names *all, cairn_error *err)
{
    if (!cn_grow((void **)&names->persons, &names->cap, all->n, CN_NAMES_MAX,
                 sizeof(*names->persons)))
        return cn_fail_memory(err, sizeof(*names->persons));
    if (all->n > 0)
        memcpy(names->persons, all->persons, all->n * sizeof(*names->persons));
    names->n = all->n;
    names->is_open = all->is_open;
    return CAIRN_OK;
}

int cn_names_read(const char *text, size_t len, cn_names *names, cairn_error *err)
{
    cn_names all = {.persons = NULL};
    reading r = {.names = &all};
    int rc;

    len = len > CN_NAMES_TEXT_MAX ? cn_utf8_floor(text, CN_NAMES_TEXT_MAX) : len;
    names->n = 0;
    names->is_open = false;
    cn_buf_init(&r.clean, (size_t)4 * CN_NAMES_TEXT_MAX);
    cn_buf_init(&r.folded, (size_t)64 * CN_NAMES_TEXT_MAX);
    r.tokens = cn_alloc_zero(WORDS_MAX, sizeof(*r.tokens));
    all.persons = cn_alloc_zero(CN_NAMES_MAX, sizeof(*all.persons));
    if (!r.tokens || !all.persons) {
        rc = cn_fail_memory(err, WORDS_MAX * sizeof(*r.tokens));
    } else {
        clean_text(&r, text, len);
        cut_tokens(&r);
        read_runs(&r);
        rc = r.clean.status < 0 ? cn_fail_memory(err, len) : keep_list(names, &all, err);
    }
    cn_free(all.persons);
    cn_buf_done(&r.clean);
    cn_buf_done(&r.folded);
    cn_free(r.tokens);
    return rc;
}

void cn_names_done(cn_names *names)
{
    cn_free(names->persons);
    *names = (cn_names){.persons = NULL};
}

size_t cn_names_shared(const cn_names *a, const cn_names *b)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = 0; j < b->n; j++) {
            if (cn_person_same(&a->persons[i], &b->persons[j])) {
                n++;
                break;
            }
        }
    }
    return n;
}
