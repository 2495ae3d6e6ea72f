/* Any bytes as CSV, and as TSV. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader("fuzz.csv", CAIRN_FORMAT_CSV, data, size);
    return fuzz_reader("fuzz.tsv", CAIRN_FORMAT_TSV, data, size);
}
