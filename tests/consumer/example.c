#include <cairn.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    const char *ada = "Ada Lovelace was born in London in 1815.";
    const char *engine = "Charles Babbage designed the Analytical Engine.";
    cairn *kb = NULL;
    cairn_answer *answer = NULL;
    cairn_error err = CAIRN_ERROR_INIT;
    size_t n = 0;

    if (cairn_open("example.db", NULL, &kb, &err) < 0 ||
        cairn_ingest_text(kb, "memory:ada", ada, strlen(ada), CAIRN_FORMAT_TEXT, &err) < 0 ||
        cairn_ingest_text(kb, "memory:engine", engine, strlen(engine), CAIRN_FORMAT_TEXT, &err) <
            0 ||
        cairn_build(kb, NULL, NULL, &err) < 0 ||
        cairn_ask(kb, "When was Ada Lovelace born?", NULL, &answer, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        cairn_close(kb);
        return 1;
    }
    const cairn_citation *cited = cairn_answer_citations(answer, &n);
    printf("%s\n", cairn_answer_text(answer) ? cairn_answer_text(answer) : "I do not know");
    if (n > 0)
        printf("  \"%s\" (%s)\n", cited[0].quote, cited[0].uri);
    cairn_answer_free(answer);
    cairn_close(kb);
}
