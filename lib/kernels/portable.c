/* The portable row: what a C compiler makes of arrays.  It also says what the others must give. */
#include "base/cpu.h"
#include "kernels/kernels.h"

#define ROW portable
#define ROW_NEEDS 0
#define TILE_ROWS 2
#define TILE_VECS 1
#define TILE_HEIGHTS(X) X(1) X(2)

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

#include "kernels/words_portable.h"
#include "kernels/row.h"
