/* The rare part of the cosine, shared by all rows. */
#ifndef GR_ELEMENTARY_H
#define GR_ELEMENTARY_H

/* x = n pi/2 + r for any finite x with |x| > 4:  returns n modulo 4,  r = *high + *low within
 * pi/4 and with an error below 2^-100 |r|.  Of infinity and NaN something finite.              */
unsigned gr_reduce_large(double x, double *high, double *low);

#endif
