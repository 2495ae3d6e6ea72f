/* Any bytes as plain text. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader("fuzz.txt", CAIRN_FORMAT_TEXT, data, size);
}
