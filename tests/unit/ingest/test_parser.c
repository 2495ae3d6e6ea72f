/* The English parser on sentences of our own, on nonsense, and files that are no parser. */
#include "unit/ingest/tokens_fixture.h"
#include "unit/ingest/weights_fixture.h"

#include "base/hash.h"
#include "ingest/parser.h"
#include "ingest/parser_tables.h"

#define TAGGER CAIRN_SOURCE_DIR "/data/models/en/tagger.weights"
#define PARSER CAIRN_SOURCE_DIR "/data/models/en/parser.weights"

static temp_dir dir; /* of this program */

static int open_all(void **state)
{
    return temp_dir_make(&dir) ? tokens_open(state) : -1;
}

static int close_all(void **state)
{
    temp_dir_remove(&dir);
    return tokens_close(state);
}

static void expect_tree(const cn_tree *tree)
{
    uint32_t n_roots = 0;

    for (uint32_t i = 0; i < tree->n; i++) {
        uint32_t at = i + 1, n_steps = 0;

        assert_true(tree->tokens[i].head <= tree->n);
        assert_true(tree->tokens[i].label < CN_DEP_COUNT);
        assert_int_equal(tree->tokens[i].head == 0, tree->tokens[i].label == CN_DEP_ROOT);
        n_roots += tree->tokens[i].head == 0;
        while (at != 0 && n_steps++ <= tree->n)
            at = tree->tokens[at - 1].head;
        assert_int_equal(at, 0);
    }
    assert_int_equal(n_roots, tree->n > 0);
}

static void every_sentence_gets_one_root_and_no_cycle(void **state)
{
    cn_token tokens[CN_TREE_MAX];
    cn_parser *parser;
    cn_tagger *tagger;
    uint64_t seed = 1;

    (void)state;
    assert_int_equal(cn_tagger_open(&tagger, TAGGER, NULL), CAIRN_OK);
    assert_int_equal(cn_parser_open(&parser, PARSER, NULL), CAIRN_OK);
    for (uint32_t n = 0; n <= CN_TREE_MAX; n++) {
        cn_tree tree = {.text = "", .tokens = tokens, .n = n};

        memset(tokens, 0, sizeof tokens);
        for (uint32_t i = 0; i < n; i++) {
            seed = cn_hash_mix(seed, i);
            tokens[i].key = seed % 50;
            tokens[i].upos = (uint8_t)(seed >> 8) % CN_UPOS_COUNT;
            tokens[i].morph = (uint32_t)(seed >> 16) & CN_MORPH_PAST;
        }
        cn_parser_run(parser, n % 2 ? tagger : NULL, &tree);
        expect_tree(&tree);
    }
    cn_parser_close(parser);
    cn_tagger_close(tagger);
}

/* expected: "head:label" of each token, parted by blanks. */
static void expect_parse(tokens_fixture *f, const cn_parser *parser, const cn_tagger *tagger,
                         const char *text, const char *expected)
{
    tokens_cut(f, text, strlen(text));
    cn_tagger_run(tagger, &f->trees.trees[0]);
    cn_parser_run(parser, tagger, &f->trees.trees[0]);
    expect_tree(&f->trees.trees[0]);
    cn_buf_clear(&f->joined);
    for (uint32_t i = 0; i < f->trees.trees[0].n; i++) {
        const cn_token *token = &f->trees.tokens[i];

        assert_int_equal(cn_buf_printf(&f->joined, "%s%u:%s", i > 0 ? " " : "", token->head,
                                       cn_dep_name(token->label)),
                         CAIRN_OK);
    }
    assert_string_equal(cn_buf_str(&f->joined), expected);
}

static void plain_sentences_are_parsed(void **state)
{
    tokens_fixture *f = *state;
    cn_parser *parser;
    cn_tagger *tagger;

    assert_int_equal(cn_tagger_open(&tagger, TAGGER, NULL), CAIRN_OK);
    assert_int_equal(cn_parser_open(&parser, PARSER, NULL), CAIRN_OK);
    expect_parse(f, parser, tagger, "The old dog sleeps in the garden.",
                 "3:det 3:amod 4:nsubj 0:root 7:case 7:det 4:obl 4:punct");
    expect_parse(f, parser, tagger, "She sold her house to a young doctor.",
                 "2:nsubj 0:root 4:nmod:poss 2:obj 8:case 8:det 8:amod 2:obl 2:punct");
    expect_parse(f, parser, tagger, "The bridge was built by the king.",
                 "2:det 4:nsubj:pass 4:aux:pass 0:root 7:case 7:det 4:obl:agent 4:punct");
    expect_parse(f, parser, tagger, "Paris is the capital of France.",
                 "4:nsubj 4:cop 4:det 0:root 6:case 4:nmod 4:punct");
    expect_parse(f, parser, tagger, "He knows that Anna wrote the letter.",
                 "2:nsubj 0:root 5:mark 5:nsubj 2:ccomp 7:det 5:obj 2:punct");
    expect_parse(f, parser, tagger, "They bought apples and pears.",
                 "2:nsubj 0:root 2:obj 5:cc 3:conj 2:punct");
    cn_parser_close(parser);
    cn_tagger_close(tagger);
}

/* Writes bytes to a file and expects that it cannot be opened for a reason. */
static void expect_refused(const char *bytes, size_t len, const char *reason)
{
    cairn_error err = {0};
    cn_parser *parser;

    put_bytes(&dir, "bad.weights", bytes, len);
    assert_int_equal(cn_parser_open(&parser, temp_name(&dir, "bad.weights"), &err), CAIRN_EPARSE);
    assert_null(parser);
    assert_non_null(strstr(err.message, reason));
}

static void a_damaged_or_foreign_file_is_refused(void **state)
{
    cn_parser *parser;
    cairn_error err = {0};
    cn_buf bytes;

    (void)state;
    assert_int_equal(cn_parser_open(&parser, "/nowhere/parser.weights", &err), CAIRN_ENOTFOUND);
    assert_int_equal(cn_parser_open(&parser, TAGGER, &err), CAIRN_EPARSE);
    cn_buf_init(&bytes, SIZE_MAX);
    assert_int_equal(cn_file_read(PARSER, SIZE_MAX, &bytes, NULL), CAIRN_OK);
    expect_refused(bytes.data, bytes.len / 2, "");
    bytes.data[bytes.len / 2] ^= 1;
    expect_refused(bytes.data, bytes.len, "");
    cn_buf_done(&bytes);
}

/* Writes a parser of these tables and expects that it is refused. */
static void expect_tables_refused(cn_parser_about about, size_t n_slots, const char *reason)
{
    const uint64_t slots[4] = {0};
    const cn_weights_part parts[] = {{"about", &about, sizeof about},
                                     {"moves", slots, n_slots * sizeof(uint32_t)},
                                     {"labels", slots, sizeof slots}};
    cairn_error err = {0};
    cn_parser *parser;

    assert_int_equal(
        cn_weights_write(temp_name(&dir, "odd.weights"), "parser", "xx", parts, 3, NULL), CAIRN_OK);
    assert_int_equal(cn_parser_open(&parser, temp_name(&dir, "odd.weights"), &err), CAIRN_EPARSE);
    assert_non_null(strstr(err.message, reason));
}

static void tables_the_code_cannot_read_are_refused(void **state)
{
    cn_weights *weights;
    const void *data;
    cn_parser_about about;
    size_t len;

    (void)state;
    assert_int_equal(cn_weights_open(&weights, PARSER, "parser", NULL), CAIRN_OK);
    assert_int_equal(cn_weights_section(weights, "about", sizeof about, &data, &len, NULL),
                     CAIRN_OK);
    memcpy(&about, data, sizeof about);
    cn_weights_close(weights);
    expect_tables_refused(about, 3, "no even number");
    about.n_move_features++;
    expect_tables_refused(about, 2, "features of moves and labels");
}

static int open_parser(void *user)
{
    cn_parser *parser;
    const int rc = cn_parser_open(&parser, PARSER, NULL);

    (void)user;
    cn_parser_close(parser);
    return rc;
}

static void running_out_of_memory_leaves_nothing(void **state)
{
    (void)state;
    walk_failures(open_parser, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_gets_one_root_and_no_cycle),
        cmocka_unit_test(plain_sentences_are_parsed),
        cmocka_unit_test(a_damaged_or_foreign_file_is_refused),
        cmocka_unit_test(tables_the_code_cannot_read_are_refused),
        cmocka_unit_test(running_out_of_memory_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
