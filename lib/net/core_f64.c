/* The numeric core in double. */
#include "net/core.h"
#include "net/names.h"

#define real double
#define KERNELS(net) ((net)->kernels->f64)
#define CORE gr_core_f64
#include "net/core.inc"
