/* Opening language packs, and telling the language of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "unit/base/temp_dir.h"
#include "unit/ingest/languages.h"

static const char *code_of(const cn_languages *languages, const char *text)
{
    const cn_language *language;
    cn_tokenizer *tokenizer;
    cn_words words = {.n = 0};

    assert_int_equal(cn_tokenizer_new(&tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_tokenizer_scan(tokenizer, text, strlen(text), &words, NULL), CAIRN_OK);
    language = cn_languages_choose(languages, text, &words);
    cn_words_done(&words);
    cn_tokenizer_free(tokenizer);
    return language ? language->code : "";
}

static void a_text_is_told_by_its_function_words(void **state)
{
    cn_languages *languages = open_languages();

    (void)state;
    assert_string_equal(code_of(languages, "The mill was built by a carpenter from the valley, and "
                                           "it burned down in the spring of that year."),
                        "en");
    assert_string_equal(code_of(languages, "Die Mühle wurde von einem Zimmermann aus dem Tal "
                                           "gebaut und brannte noch im selben Frühjahr ab."),
                        "");
    assert_string_equal(code_of(languages, "Le moulin fut construit par un charpentier de la "
                                           "vallée et brûla au printemps de cette année."),
                        "");
    assert_string_equal(code_of(languages, "Elena Marsh, Rome"), "en");
    assert_string_equal(code_of(languages, "水車は谷の大工が建てた。"), "");
    cn_languages_close(languages);
}

static void without_packs_no_text_has_a_language(void **state)
{
    const cn_languages none = {.n = 0};

    (void)state;
    assert_string_equal(code_of(&none, "The mill was built by a carpenter."), "");
    assert_string_equal(code_of(NULL, "The mill was built by a carpenter."), "");
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_languages *languages;

    (void)state;
    assert_int_equal(cn_languages_open(&languages, "/nowhere/at/all", &err), CAIRN_ENOTFOUND);
    assert_null(languages);
    assert_non_null(strstr(err.message, "/nowhere/at/all/models"));
}

static void a_pack_that_lacks_a_part_is_an_error_that_names_the_file(void **state)
{
    static const char words[] = "the of and";
    static const char *const made[] = {"models/xx/words.txt", "models/xx", "models"};
    temp_dir dir;
    cairn_error err = CAIRN_ERROR_INIT;
    cn_languages *languages;
    FILE *file;

    (void)state;
    assert_true(temp_dir_make(&dir));
    assert_int_equal(cn_file_make_dir(temp_name(&dir, "models"), NULL), CAIRN_OK);
    assert_int_equal(cn_languages_open(&languages, dir.path, &err), CAIRN_OK);
    assert_int_equal(languages->n, 0);
    cn_languages_close(languages);
    assert_int_equal(cn_file_make_dir(temp_name(&dir, "models/xx"), NULL), CAIRN_OK);
    file = fopen(temp_name(&dir, "models/xx/words.txt"), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(words, 1, sizeof(words) - 1, file), sizeof(words) - 1);
    assert_int_equal(fclose(file), 0);
    assert_true(cn_languages_open(&languages, dir.path, &err) < 0);
    assert_null(languages);
    assert_non_null(strstr(err.message, "xx/tagger.weights"));
    for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
        assert_int_equal(remove(temp_name(&dir, made[i])), 0);
    temp_dir_remove(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_told_by_its_function_words),
        cmocka_unit_test(without_packs_no_text_has_a_language),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
        cmocka_unit_test(a_pack_that_lacks_a_part_is_an_error_that_names_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
