/* What this processor can do, and the floating-point mode that the rules of the numbers need. */
#ifndef GR_CPU_H
#define GR_CPU_H
#include <stdint.h>

enum { GR_CPU_AVX2 = 1, GR_CPU_FMA = 2, GR_CPU_AVX512 = 4, GR_CPU_NEON = 8 };

unsigned gr_cpu_features(void);

/* Sets rounding to nearest and denormals to be kept, and gives the mode before; restore it. */
uint64_t gr_float_enter(void);
void gr_float_leave(uint64_t before);

#endif
