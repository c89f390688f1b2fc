/* The AVX-512 row: of 32 registers a tile of the matrix product takes 28. */
#if defined(__x86_64__) && !defined(GRADUS_PORTABLE)
#include "base/cpu.h"
#include "kernels/kernels.h"

#define ROW avx512
#define ROW_NEEDS (GR_CPU_AVX512 | GR_CPU_AVX2 | GR_CPU_FMA)
#define TILE_ROWS 14
#define TILE_VECS 2
#define TILE_HEIGHTS(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) \
                        X(14)

#include <immintrin.h>
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#pragma clang attribute push(                                                                  \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")
#endif

#include "kernels/words_avx512.h"
#include "kernels/row.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif
#else
typedef int gr_no_avx512_here;          /* a translation unit is not empty */
#endif
