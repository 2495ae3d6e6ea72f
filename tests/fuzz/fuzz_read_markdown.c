/* Any bytes as Markdown. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader("fuzz.md", CAIRN_FORMAT_MARKDOWN, data, size);
}
