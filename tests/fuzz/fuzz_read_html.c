/* Any bytes as HTML. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader("fuzz.html", CAIRN_FORMAT_HTML, data, size);
}
