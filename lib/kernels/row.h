/* The end of an instruction-set file.  It has defined
 *
 *     ROW, ROW_NEEDS       the row's name, and the GR_CPU_ bits that it needs
 *     TILE_ROWS, TILE_VECS rows, and vectors side by side, in a tile of the matrix product
 *     TILE_HEIGHTS(X)      X(1) X(2) ... as many as there are rows in a tile
 *     the words            words_portable.h tells what they are
 *
 * and gets the elementary functions and all kernels over those words, for double and then for
 * float; only the row  gr_row_ROW  leaves the file.                                           */
#include "base/cpu.h"
#include "kernels/kernels.h"

#include <string.h>

#if defined(__FAST_MATH__)
#error "the bits would change: build without -ffast-math"
#endif

#include "kernels/elementary.inc"
#include "kernels/elementary_float.inc"

#define INLINE static inline __attribute__((always_inline))
#define GLUE_(a, b) a##b
#define GLUE(a, b) GLUE_(a, b)
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#define UNROLL_4 _Pragma("clang loop unroll_count(4)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#define UNROLL_4 _Pragma("GCC unroll 4")
#endif
/* Of what is read in order, the part to ask for now: far enough for the third cache to answer. */
#define AHEAD(p) __builtin_prefetch((const char *)(p) + 2048)

/* The words of activations.def, losses.def and optimizers.def, of the type at hand. */
#define ADD(x, y) W(add)(x, y)
#define SUB(x, y) W(sub)(x, y)
#define MUL(x, y) W(mul)(x, y)
#define DIV(x, y) W(div)(x, y)
#define FMA(x, y, z) W(fma)(x, y, z)
#define FNMA(x, y, z) W(fnma)(x, y, z)
#define NEG(x) W(neg)(x)
#define ABS(x) W(abs)(x)
#define SQRT(x) W(sqrt)(x)
#define LE(x, y) W(le)(x, y)
#define GT(x, y) W(lt)(y, x)
#define WHERE(mask, x, y) W(select)(mask, x, y)
#define NUM(x) W(all)((real)(x))
#define EXP(x) W(exp)(x)
#define EXPM1(x) W(expm1)(x)
#define LOG(x) W(log)(x)
#define LOG1P(x) W(log1p)(x)
#define TANH(x) W(tanh)(x)
#define SIGMOID(x) W(sigmoid)(x)
#define ERF(x) W(erf)(x)
#define COS(x) W(cos)(x)

/* Losses are summed in double: WIDE gives the first D_LANES of n elements as doubles.  Bytes are
 * scaled in double: PUT_WIDE stores F_LANES elements.                                         */
#define real double
#define TYPE f64
#define vec d
#define LANES D_LANES
#define W(name) d_##name
#define K(name) f64_##name
#define WIDE(p, n) f64_get(p, n)
#define PUT_WIDE(p, low, high) (d_store(p, low), d_store((p) + D_LANES, high))
#include "kernels/body.inc"
#include "kernels/take.inc"
#include "kernels/transpose.inc"
#include "kernels/product.inc"
#include "kernels/softmax.inc"
#include "kernels/tiny.inc"
#include "kernels/tables.inc"
#undef real
#undef TYPE
#undef vec
#undef LANES
#undef W
#undef K
#undef WIDE
#undef PUT_WIDE

#define real float
#define TYPE f32
#define vec f
#define LANES F_LANES
#define W(name) f_##name
#define K(name) f32_##name
#if defined(F_SQUARE)
#define BIG_SQUARE f_square
#endif
#define WIDE(p, n) f_low(n >= F_LANES ? f_load(p) : f_load_part(p, n))
#define PUT_WIDE(p, low, high) f_store(p, f_join(low, high))
#include "kernels/body.inc"
#include "kernels/take.inc"
#include "kernels/transpose.inc"
#include "kernels/product.inc"
#include "kernels/softmax.inc"
#include "kernels/tiny.inc"
#include "kernels/tables.inc"

extern const struct gr_kernels GLUE(gr_row_, ROW);
const struct gr_kernels GLUE(gr_row_, ROW) = { TEXT(ROW), ROW_NEEDS, &f32_table, &f64_table };
