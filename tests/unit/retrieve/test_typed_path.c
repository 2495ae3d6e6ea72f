/* Chains whose answers hang together. */
#include "retrieve/typed_path.h"

#include "typed_view.h"

static cn_value value_of(const typed_town *town, const char *text, cairn_id chunk, size_t n)
{
    cn_value value = {.text = text, .len = strlen(text), .chunk = chunk, .n = n};
    uint32_t n_entities;
    const uint32_t *entities;

    value.key = fixture_key((fixture *)&town->t.a.f, text);
    entities = cn_snapshot_key(town->t.a.snapshot, value.key, &n_entities);
    value.entity = n_entities > 0 ? entities[0] : UINT32_MAX;
    return value;
}

static bool holds(const typed_town *town, const cn_value *values, size_t n)
{
    bool is_held;

    assert_int_equal(cn_path_holds(&town->t.a.view, &town->pool, values, n, &is_held, NULL),
                     CAIRN_OK);
    return is_held;
}

static void the_next_sentence_names_the_value_before(void **state)
{
    typed_town town;

    (void)state;
    typed_open(&town);
    typed_fetch(&town, town.red);
    typed_fetch(&town, town.lisk);
    {
        cn_value chain[2] = {value_of(&town, "Ada Lisk", town.red, 39),
                             value_of(&town, "4 May 1940", town.lisk, 30)};

        assert_true(holds(&town, chain, 2)); /* it is about her */
        chain[0].entity = UINT32_MAX;        /* her name is written there */
        assert_true(holds(&town, chain, 2));
        chain[0] = value_of(&town, "Karl Holt", town.red, 39);
        assert_false(holds(&town, chain, 2));
        chain[0].entity = UINT32_MAX;
        assert_false(holds(&town, chain, 2));
    }
    typed_close(&town);
}

static void what_is_said_nowhere_connects_to_nothing(void **state)
{
    typed_town town;

    (void)state;
    typed_open(&town);
    {
        cn_value chain[2] = {value_of(&town, "Ada Lisk", town.red, 39),
                             value_of(&town, "Ribe", 0, 0)};

        assert_false(holds(&town, chain, 2));
        assert_true(holds(&town, chain, 1));
        assert_true(holds(&town, chain, 0));
    }
    typed_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_sentence_names_the_value_before),
        cmocka_unit_test(what_is_said_nowhere_connects_to_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
