#!/usr/bin/env python3
"""Computes lib/kernels/coefficients.inc: every constant of the elementary functions.

    python3 scripts/elementary/coefficients.py > lib/kernels/coefficients.inc
    python3 scripts/elementary/coefficients.py --reduction     prints two_over_pi of elementary.c

Needs mpmath (Debian: python3-mpmath) and half a minute.  What each polynomial approximates is
beside it below; how it is used, in lib/kernels/elementary.inc.
"""
import struct
import sys

from mpmath import mp, erf, erfc, exp, expm1, floor, log, mpf, nstr, pi, sin, cos, sqrt, tanh
from fit import fit


def short(x, bits):
    """x cut to [bits] significant bits, so that products with small integers are exact."""
    scale = mpf(2) ** (bits - 1 - floor(log(x, 2)))
    return float(floor(x * scale) / scale)


def single(x):
    """x as a float of C; float() gives a double."""
    return struct.unpack("f", struct.pack("f", x))[0]


def exp_rest(r):
    return (expm1(r) - r) / r ** 2 if r else mpf(1) / 2


def log_rest(z):
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) - 2 * s) / (s * z) if z else mpf(2) / 3


def sin_rest(z):
    s = sqrt(z)
    return (sin(s) - s) / (s * z) if z else -mpf(1) / 6


def cos_rest(z):
    return (cos(sqrt(z)) - 1 + z / 2) / z ** 2 if z else mpf(1) / 24


def erf_rest(z):
    s = sqrt(z)
    return (erf(s) / s - 2 / sqrt(pi)) / z if z else -2 / (3 * sqrt(pi))


def tanh_rest(z):
    s = sqrt(z)
    return (tanh(s) - s) / (s * z) if z else -mpf(1) / 3


# name, comment, function, weight of its error in the result, interval, degree
POLYNOMIALS = [
    ("exp_c", "(e^r - 1 - r) / r^2 for |r| <= ln 2 / 2",
     exp_rest, lambda r: r * r / exp(r), "-0.34658", "0.34658", 9),
    ("log_c", "(log((1 + s) / (1 - s)) - 2 s) / s^3 of z = s^2, for |s| <= 0.1716",
     log_rest, lambda z: z, "0", "0.029447", 6),
    ("sin_c", "(sin r - r) / r^3 of z = r^2, for |r| <= pi / 4",
     sin_rest, lambda z: z, "0", "0.616851", 5),
    ("cos_c", "(cos r - 1 + r^2 / 2) / r^4 of z = r^2, for |r| <= pi / 4",
     cos_rest, lambda z: z * z, "0", "0.616851", 5),
    ("erf_c", "(erf(x) / x - 2 / sqrt pi) / x^2 of z = x^2, for |x| <= 0.9",
     erf_rest, lambda z: z, "0", "1", 11),
    ("erfc_c", "log(erfc x) for 1 <= x <= 6",
     lambda x: log(erfc(x)), lambda x: erfc(x), "1", "6", 18),
]
SINGLE_POLYNOMIALS = [
    ("exp_f", "(e^r - 1 - r) / r^2 for |r| <= ln 2 / 2",
     exp_rest, lambda r: r * r / exp(r), "-0.34658", "0.34658", 5),
    ("tanh_f", "(tanh x - x) / x^3 of z = x^2, for |x| <= 0.9",
     tanh_rest, lambda z: z, "0", "0.81", 6),
]


def constants():
    ln2, half_pi, slope = log(mpf(2)), pi / 2, 2 / sqrt(pi)
    yield "LOG2_E", float(1 / ln2), "1 / ln 2"
    yield "LN2_HIGH", short(ln2, 42), "ln 2 cut: n times it is exact, n < 2^11"
    yield "LN2_LOW", float(ln2 - short(ln2, 42)), "the rest"
    yield "TWO_OVER_PI", float(1 / half_pi), "2 / pi"
    for k in range(3):
        part = short(half_pi, 32)
        yield "HALF_PI_%d" % k, part, "pi / 2 in parts, as ln 2, n < 2^21"
        half_pi -= part
    yield "HALF_PI_3", float(half_pi), "the rest"
    yield "HALF_PI_HIGH", float(pi / 2), "pi / 2"
    yield "HALF_PI_LOW", float(pi / 2 - float(pi / 2)), "the rest"
    yield "ERF_SLOPE", float(slope), "2 / sqrt pi"
    yield "ERF_SLOPE_LOW", float(slope - float(slope)), "the rest"


def single_constants():
    ln2 = log(mpf(2))
    yield "LOG2_E_F", single(1 / ln2), "1 / ln 2"
    yield "LN2_HIGH_F", single(ln2), "ln 2"
    yield "LN2_LOW_F", single(ln2 - single(ln2)), "the rest"


def literal(x, c_type):
    """x in hexadecimal; a float has seven digits less than a double, all of them zeros."""
    text = float(x).hex()
    if c_type == "double":
        return text
    digits, power = text.split("p")
    return digits[:-7] + "p" + power + "f"


def print_constants(constants, c_type):
    for name, x, comment in constants:
        text = literal(x, c_type)
        print("#define %-14s %s%s/* %s */" % (name, text, " " * (24 - len(text)), comment))


def print_polynomials(polynomials, c_type, rounded):
    for name, comment, f, weight, a, b, degree in polynomials:
        c, error = fit(f, weight, a, b, degree, rounded)
        print("\n/* %s: error 2^%s */" % (comment, nstr(log(error, 2), 4)))
        print("static const %s %s[] = {" % (c_type, name))
        for k in range(0, len(c), 3):
            print("    " + ", ".join(literal(x, c_type) for x in c[k:k + 3]) + ",")
        print("};")


def print_two_over_pi():
    """64 zero bits, then the bits of 2 / pi after the point, as words of 32."""
    bits = int(floor(2 / pi * mpf(2) ** 1248))
    words = ["0x%08x" % (bits >> (32 * k) & 0xffffffff) for k in range(38, -1, -1)]
    words = ["0x00000000"] * 2 + words
    print("/* 2 / pi: 64 zero bits, then those after the point */")
    print("static const uint32_t two_over_pi[] = {")
    for k in range(0, len(words), 6):
        print("    " + ", ".join(words[k:k + 6]) + ",")
    print("};")


def main():
    if sys.argv[1:] == ["--reduction"]:
        mp.prec = 1400
        print_two_over_pi()
        return
    print("/* Computed by scripts/elementary/coefficients.py. */")
    print_constants(constants(), "double")
    print_polynomials(POLYNOMIALS, "double", float)
    print("\n/* ---- for floats in float arithmetic */")
    print_constants(single_constants(), "float")
    print_polynomials(SINGLE_POLYNOMIALS, "float", single)


main()
