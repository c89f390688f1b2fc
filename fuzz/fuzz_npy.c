/* .npy arrays from anyone, alone and as their own labels. */
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    gradus_data_free(read_table(GRADUS_NPY, bytes, size, NULL, 0, NULL));
    gradus_data_free(read_table(GRADUS_NPY, bytes, size, bytes, size, NULL));
    return 0;
}
