/* .npz archives from anyone. */
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    gradus_data_free(read_table(GRADUS_NPZ, bytes, size, NULL, 0, NULL));
    return 0;
}
