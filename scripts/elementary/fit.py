"""Nearly minimax polynomials whose coefficients are doubles or floats.

fit(f, w, a, b, degree) is the polynomial p that makes max |w (f - p)| over [a, b] small: weighted
least squares over Chebyshev points, the weights raised where the error is large until it levels
out (Lawson's algorithm).  Coefficients are then rounded to double, or to what [rounded] says, one
by one from the lowest, and the rest is fitted again each time, so that the later ones make up for
the rounding of the first.
"""
from mpmath import mp, mpf, matrix, lu_solve, cos, pi

mp.prec = 300
LAWSON_STEPS = 60


def value(c, x):
    r = mpf(0)
    for k in reversed(c):
        r = r * x + k
    return r


def least_squares(points, fixed, degree):
    """Adds the coefficients above the fixed ones; points are (x, f, weight of the square)."""
    n, size = len(fixed), degree - len(fixed) + 1
    moments = [mpf(0)] * (2 * size - 1)
    right = matrix(size, 1)
    for x, f, w in points:
        rest = f - value(fixed, x)
        power = w * x ** n
        for k in range(size):
            right[k] += power * rest
            power *= x
        power = w * x ** (2 * n)
        for k in range(2 * size - 1):
            moments[k] += power
            power *= x
    left = matrix(size, size)
    for i in range(size):
        for j in range(size):
            left[i, j] = moments[i + j]
    s = lu_solve(left, right)
    return fixed + [s[i] for i in range(size)]


def fit(f, w, a, b, degree, rounded=float):
    """Coefficients (lowest first) and the largest weighted error that they reach."""
    a, b, n = mpf(a), mpf(b), 12 * degree
    xs = [(a + b) / 2 - (b - a) / 2 * cos(pi * (i + mpf(1) / 2) / n) for i in range(n)]
    fs, ws = [f(x) for x in xs], [abs(w(x)) for x in xs]
    weight = [mpf(1)] * n

    def errors(c):
        return [w * abs(f - value(c, x)) for x, f, w in zip(xs, fs, ws)]

    def solve(fixed):
        squares = [(x, f, w * w * k) for x, f, w, k in zip(xs, fs, ws, weight)]
        return least_squares(squares, fixed, degree)

    for _ in range(LAWSON_STEPS):
        e = errors(solve([]))
        weight = [k * x for k, x in zip(weight, e)]
        total = sum(weight)
        weight = [k / total for k in weight]
    fixed = []
    while len(fixed) <= degree:
        fixed.append(mpf(rounded(solve(fixed)[len(fixed)])))
    return [float(c) for c in fixed], max(errors(fixed))
