/* The numeric core in float. */
#include "net/core.h"
#include "net/names.h"

#define real float
#define KERNELS(net) ((net)->kernels->f32)
#define CORE gr_core_f32
#include "net/core.inc"
