/* The NEON row: of 32 registers a tile of the matrix product takes 24. */
#if defined(__aarch64__) && !defined(GRADUS_PORTABLE)
#include "base/cpu.h"
#include "kernels/kernels.h"

#define ROW neon
#define ROW_NEEDS GR_CPU_NEON
#define TILE_ROWS 6
#define TILE_VECS 4
#define TILE_HEIGHTS(X) X(1) X(2) X(3) X(4) X(5) X(6)

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

#include "kernels/words_neon.h"
#include "kernels/row.h"
#else
typedef int gr_no_neon_here;            /* a translation unit is not empty */
#endif
