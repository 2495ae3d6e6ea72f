/* Any bytes as JSON. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader("fuzz.json", CAIRN_FORMAT_JSON, data, size);
}
