/* Any bytes as JSONL. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader("fuzz.jsonl", CAIRN_FORMAT_JSONL, data, size);
}
