/* Operations and limits in the words of a step, see tables_ask.h. */
#include "retrieve/tables_ask.h"

#include <math.h>
#include <string.h>

#include "base/quantity.h"
#include "retrieve/facts_names.h"

enum { YEAR_MIN = 1000, YEAR_MAX = 2199 };

typedef struct op_word {
    const char *words; /* one or two */
    cn_table_op op;
    const char *columns;
} op_word;

static const char LARGE[] = "size|area|population|inhabitants|total";
static const char LONG[] = "length|long|span|distance|duration";
static const char HIGH[] = "height|elevation|altitude|high|level";
static const char BEGUN[] = "built|founded|opened|launched|established|completed|released|born|"
                            "published|year|date|inception|first";

static const op_word op_words[] = {
    {"how many", CN_TABLE_COUNT, ""},
    {"number of", CN_TABLE_COUNT, ""},
    {"total", CN_TABLE_SUM, ""},
    {"sum", CN_TABLE_SUM, ""},
    {"altogether", CN_TABLE_SUM, ""},
    {"combined", CN_TABLE_SUM, ""},
    {"average", CN_TABLE_AVERAGE, ""},
    {"mean", CN_TABLE_AVERAGE, ""},
    {"largest", CN_TABLE_MOST, LARGE},
    {"biggest", CN_TABLE_MOST, LARGE},
    {"greatest", CN_TABLE_MOST, LARGE},
    {"most", CN_TABLE_MOST, ""},
    {"highest", CN_TABLE_MOST, HIGH},
    {"tallest", CN_TABLE_MOST, HIGH},
    {"longest", CN_TABLE_MOST, LONG},
    {"deepest", CN_TABLE_MOST, "depth|deep"},
    {"heaviest", CN_TABLE_MOST, "weight|mass"},
    {"fastest", CN_TABLE_MOST, "speed"},
    {"latest", CN_TABLE_MOST, BEGUN},
    {"newest", CN_TABLE_MOST, BEGUN},
    {"youngest", CN_TABLE_MOST, BEGUN},
    {"last", CN_TABLE_MOST, ""},
    {"recent", CN_TABLE_MOST, BEGUN},
    {"smallest", CN_TABLE_LEAST, LARGE},
    {"least", CN_TABLE_LEAST, ""},
    {"fewest", CN_TABLE_LEAST, ""},
    {"lowest", CN_TABLE_LEAST, HIGH},
    {"shortest", CN_TABLE_LEAST, LONG},
    {"oldest", CN_TABLE_LEAST, BEGUN},
    {"earliest", CN_TABLE_LEAST, BEGUN},
    {"first", CN_TABLE_LEAST, ""},
};

typedef struct bound_word {
    const char *words;
    cn_table_bound number, year; /* before a quantity, before a year */
    const char *columns;
} bound_word;

static const bound_word bound_words[] = {
    {"more than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, ""},
    {"less than", CN_TABLE_BELOW, CN_TABLE_BELOW, ""},
    {"fewer than", CN_TABLE_BELOW, CN_TABLE_BELOW, ""},
    {"longer than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, LONG},
    {"shorter than", CN_TABLE_BELOW, CN_TABLE_BELOW, LONG},
    {"larger than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, LARGE},
    {"bigger than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, LARGE},
    {"smaller than", CN_TABLE_BELOW, CN_TABLE_BELOW, LARGE},
    {"higher than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, HIGH},
    {"taller than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, HIGH},
    {"lower than", CN_TABLE_BELOW, CN_TABLE_BELOW, HIGH},
    {"older than", CN_TABLE_BELOW, CN_TABLE_BELOW, BEGUN},
    {"later than", CN_TABLE_ABOVE, CN_TABLE_ABOVE, ""},
    {"earlier than", CN_TABLE_BELOW, CN_TABLE_BELOW, ""},
    {"at least", CN_TABLE_FROM, CN_TABLE_FROM, ""},
    {"at most", CN_TABLE_TO, CN_TABLE_TO, ""},
    {"up to", CN_TABLE_TO, CN_TABLE_TO, ""},
    {"between", CN_TABLE_BETWEEN, CN_TABLE_BETWEEN, ""},
    {"from", CN_TABLE_BETWEEN, CN_TABLE_BETWEEN, ""},
    {"over", CN_TABLE_ABOVE, CN_TABLE_ABOVE, ""},
    {"above", CN_TABLE_ABOVE, CN_TABLE_ABOVE, ""},
    {"under", CN_TABLE_BELOW, CN_TABLE_BELOW, ""},
    {"below", CN_TABLE_BELOW, CN_TABLE_BELOW, ""},
    {"after", CN_TABLE_ABOVE, CN_TABLE_ABOVE, ""},
    {"since", CN_TABLE_FROM, CN_TABLE_FROM, ""},
    {"before", CN_TABLE_BELOW, CN_TABLE_BELOW, ""},
    {"until", CN_TABLE_TO, CN_TABLE_TO, ""},
    {"by", CN_TABLE_TO, CN_TABLE_TO, ""},
    {"in", CN_TABLE_ANY, CN_TABLE_EQUAL, ""},
    {"during", CN_TABLE_ANY, CN_TABLE_EQUAL, ""},
    {"of", CN_TABLE_ANY, CN_TABLE_EQUAL, ""},
};

bool cn_table_limit_holds(const cn_table_limit *limit, double number, double last)
{
    if (limit->is_year) { /* "after 1950" is not in 1950 */
        number = floor(number);
        last = floor(last);
    }
    switch (limit->bound) {
    case CN_TABLE_EQUAL:
        return number <= limit->low && last >= limit->low;
    case CN_TABLE_ABOVE:
        return number > limit->low;
    case CN_TABLE_FROM:
        return number >= limit->low;
    case CN_TABLE_BELOW:
        return number < limit->low;
    case CN_TABLE_TO:
        return number <= limit->low;
    case CN_TABLE_BETWEEN:
        return number >= limit->low && last <= limit->high;
    default:
        return true;
    }
}

/* The words of the question from word i on are these, in any case. Returns how many; 0: no. */
static size_t words_are(const cn_question *question, size_t i, const char *words)
{
    size_t n = 0;

    for (const char *at = words; *at; n++) {
        const size_t len = strcspn(at, " ");
        const cn_word *word = i + n < question->words.n ? &question->words.items[i + n] : NULL;

        if (!word || word->len != len)
            return 0;
        for (size_t k = 0; k < len; k++)
            if ((question->text[word->first + k] | 0x20) != at[k])
                return 0;
        at += len + (at[len] == ' ');
    }
    return n;
}

/* A number of words at word i with its unit; 0: none. */
static size_t read_number(const cn_question *question, size_t i, double *number, bool *is_year)
{
    const cn_word *word = &question->words.items[i];
    const char *text = question->text + word->first;
    cn_quantity_value value;
    size_t len, n = 0;

    if (!(word->flags & CN_WORD_DIGIT))
        return 0;
    len = cn_quantity_at(question->text, question->len, word->first, false, &value, &(size_t){0});
    if (len == 0 || !value.is_there || value.is_ordinal)
        return 0;
    *number = (double)value.low.digits * pow(10, value.low.exponent);
    *is_year = word->len == 4 && !value.is_grouped && !value.is_scaled && !*value.unit.symbol &&
               *number >= YEAR_MIN && *number <= YEAR_MAX && text[3] >= '0' && text[3] <= '9';
    while (i + n < question->words.n && question->words.items[i + n].first < len)
        n++;
    return n > 0 ? n : 1;
}

static const bound_word *bound_before(const cn_question *question, size_t i, size_t *n)
{
    for (size_t b = 0; b < sizeof bound_words / sizeof *bound_words; b++) {
        const char *words = bound_words[b].words;
        const size_t len = strchr(words, ' ') ? 2 : 1;

        if (i >= len && words_are(question, i - len, words) > 0) {
            *n = len;
            return &bound_words[b];
        }
    }
    *n = 0;
    return NULL;
}

typedef struct reading {
    const cn_question *question;
    const cn_step *step;
    cn_table_ask *ask;
    bool is_used[CN_TABLE_WORDS_MAX * 4]; /* words of the question: operations and numbers */
} reading;

static void use_words(reading *r, size_t first, size_t n)
{
    for (size_t i = first; i < first + n && i < sizeof r->is_used; i++)
        r->is_used[i] = true;
}

/* The number at word i, with the word before it. Returns the words it takes. */
static size_t read_limit(reading *r, size_t i)
{
    double number = 0;
    bool is_year = false;
    size_t n_before;
    const size_t n = read_number(r->question, i, &number, &is_year);
    const bound_word *bound = n > 0 ? bound_before(r->question, i, &n_before) : NULL;
    cn_table_ask *ask = r->ask;
    cn_table_limit *limit = &ask->limits[ask->n_limits];

    if (n == 0)
        return 1;
    if (ask->n_limits > 0 && i > 0 &&
        (words_are(r->question, i - 1, "and") > 0 || words_are(r->question, i - 1, "to") > 0) &&
        limit[-1].bound == CN_TABLE_BETWEEN && limit[-1].high <= 0) {
        limit[-1].high = number;
        use_words(r, i, n);
        return n;
    }
    if (!bound || ask->n_limits == CN_TABLE_LIMITS_MAX)
        return n;
    limit->bound = is_year ? bound->year : bound->number;
    if (limit->bound == CN_TABLE_ANY)
        return n;
    *limit = (cn_table_limit){limit->bound, number, 0, is_year};
    ask->n_limits++;
    if (*bound->columns && !*ask->columns)
        ask->columns = bound->columns;
    use_words(r, i - n_before, n + n_before);
    return n;
}

static void read_op(reading *r, size_t i)
{
    for (size_t o = 0; o < sizeof op_words / sizeof *op_words; o++) {
        const size_t n = words_are(r->question, i, op_words[o].words);

        if (n == 0 || (i < sizeof r->is_used && r->is_used[i]))
            continue;
        /* "the total number of", "the largest average": the first one says it. */
        if (r->ask->op == CN_TABLE_CELLS || r->ask->op == CN_TABLE_COUNT)
            r->ask->op = op_words[o].op;
        if (*op_words[o].columns)
            r->ask->columns = op_words[o].columns;
        use_words(r, i, n);
        return;
    }
}

static bool is_asking(const cn_question *question, size_t i)
{
    static const char *const verbs[] = {"list", "name", "give", "show", "tell", "find", "count"};

    for (size_t v = 0; i == 0 && v < sizeof verbs / sizeof *verbs; v++)
        if (words_are(question, i, verbs[v]) > 0)
            return true;
    return false;
}

/* The head of the step's noun, else the last word of the first run of common words. */
static void read_noun(reading *r)
{
    cn_table_ask *ask = r->ask;
    const cn_words_range noun = r->step->noun;

    ask->noun = UINT32_MAX;
    for (size_t i = 0; i < ask->n_words; i++)
        if (noun.n > 0 && ask->words[i] >= noun.first && ask->words[i] < noun.first + noun.n)
            ask->noun = ask->words[i];
    for (size_t i = 0; ask->noun == UINT32_MAX && i < ask->n_words; i++) {
        const bool is_name =
            r->question->words.items[ask->words[i]].flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
        const bool goes_on = i + 1 < ask->n_words && ask->words[i + 1] == ask->words[i] + 1;

        if (!is_name && !goes_on)
            ask->noun = ask->words[i];
        else if (!is_name && r->question->words.items[ask->words[i + 1]].flags & CN_WORD_UPPER)
            ask->noun = ask->words[i];
    }
}

void cn_table_ask_read(const cn_question *question, unsigned step, cn_table_ask *ask)
{
    reading r = {.question = question, .step = &question->plan.steps[step], .ask = ask};
    const size_t n = question->words.n < sizeof r.is_used ? question->words.n : sizeof r.is_used;

    *ask = (cn_table_ask){.columns = ""};
    for (size_t i = 0; i < n;)
        i += cn_step_has_word(r.step, i) ? read_limit(&r, i) : 1;
    for (size_t i = 0; i < n; i++)
        if (cn_step_has_word(r.step, i))
            read_op(&r, i);
    for (size_t i = 0; i < n && ask->n_words < CN_TABLE_WORDS_MAX; i++)
        if (cn_step_has_word(r.step, i) && !r.is_used[i] && !is_asking(question, i) &&
            !(question->words.items[i].flags & CN_WORD_STOP))
            ask->words[ask->n_words++] = (uint32_t)i;
    read_noun(&r);
}
