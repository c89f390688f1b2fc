/* Processor features by what the compiler's run time asks of it (which includes whether the
 * operating system saves the wide registers), and the floating-point control word.           */
#include "base/cpu.h"

#if defined(__x86_64__)
#include <xmmintrin.h>

unsigned gr_cpu_features(void)
{
    unsigned f = 0;
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2"))
        f |= GR_CPU_AVX2;
    if (__builtin_cpu_supports("fma"))
        f |= GR_CPU_FMA;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        f |= GR_CPU_AVX512;
    return f;
}

/* The old floating-point unit has a control word of its own, and it is there that the C library's
 * printf and strtod look how to round.                                                       */
enum { PLAIN_SSE = 0x1f80, PLAIN_X87 = 0x037f };    /* all masked, to nearest, denormals kept */

static void set_x87(uint16_t word)
{
    __asm__ volatile("fldcw %0" : : "m"(word));
}

uint64_t gr_float_enter(void)
{
    uint16_t x87;
    unsigned sse = _mm_getcsr();
    __asm__ volatile("fnstcw %0" : "=m"(x87));
    _mm_setcsr(PLAIN_SSE);
    if (x87 != PLAIN_X87)
        set_x87(PLAIN_X87);
    return (uint64_t)x87 << 32 | sse;
}

void gr_float_leave(uint64_t before)
{
    uint16_t x87 = (uint16_t)(before >> 32);
    _mm_setcsr((unsigned)before);
    if (x87 != PLAIN_X87)
        set_x87(x87);
}

#elif defined(__aarch64__)

unsigned gr_cpu_features(void)
{
    return GR_CPU_NEON;
}

uint64_t gr_float_enter(void)
{
    uint64_t before, plain = 0;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before));
    __asm__ volatile("msr fpcr, %0" : : "r"(plain));
    return before;
}

void gr_float_leave(uint64_t before)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(before));
}

#else
#include <fenv.h>

unsigned gr_cpu_features(void)
{
    return 0;
}

uint64_t gr_float_enter(void)
{
    int before = fegetround();
    fesetround(FE_TONEAREST);
    return (uint64_t)before;
}

void gr_float_leave(uint64_t before)
{
    fesetround((int)before);
}
#endif
