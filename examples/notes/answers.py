#!/usr/bin/env python3
"""The worksheet's numbers, as its reader would compute them: all weights 1, plain sums, no gradus.

    answers.py 1          question 11, the first example alone
    answers.py 3          questions 16 and 17, all three

Prints JSON with the worksheet's names, which gradus check --against reads.
"""
import json
import math
import sys

EXAMPLES = (((0.3, 1.0), 0.75), ((0.5, 0.2), 0.82), ((1.0, 0.4), 0.93))
HIDDEN = 3


def f(z):
    return 1 / (1 + math.exp(-z))


def f_prime(z):
    return f(z) * (1 - f(z))


def main():
    rows = {name: [] for name in ("z2", "a2", "z3", "yHat", "delta3", "delta2")}
    cost, by_w2, by_w1 = 0.0, 0.0, [0.0, 0.0]
    for x, y in EXAMPLES[:int(sys.argv[1])]:
        z2 = x[0] + x[1]                # the same in each hidden unit, since their weights are
        z3 = HIDDEN * f(z2)
        delta3 = -(y - f(z3)) * f_prime(z3)
        delta2 = delta3 * f_prime(z2)
        cost += (y - f(z3)) ** 2 / 2
        by_w2 += f(z2) * delta3
        by_w1 = [g + v * delta2 for g, v in zip(by_w1, x)]
        for name, value, units in (("z2", z2, HIDDEN), ("a2", f(z2), HIDDEN), ("z3", z3, 1),
                                   ("yHat", f(z3), 1), ("delta3", delta3, 1),
                                   ("delta2", delta2, HIDDEN)):
            rows[name].append([value] * units)
    print(json.dumps(dict(rows, J=cost, dJdW2=[[by_w2]] * HIDDEN,
                          dJdW1=[[g] * HIDDEN for g in by_w1])))


main()
