/* The AVX2 row, with FMA: of 16 registers a tile of the matrix product takes 12. */
#if defined(__x86_64__) && !defined(GRADUS_PORTABLE)
#include "base/cpu.h"
#include "kernels/kernels.h"

#define ROW avx2
#define ROW_NEEDS (GR_CPU_AVX2 | GR_CPU_FMA)
#define TILE_ROWS 6
#define TILE_VECS 2
#define TILE_HEIGHTS(X) X(1) X(2) X(3) X(4) X(5) X(6)

#include <immintrin.h>
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif

#include "kernels/words_avx2.h"
#include "kernels/row.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif
#else
typedef int gr_no_avx2_here;            /* a translation unit is not empty */
#endif
