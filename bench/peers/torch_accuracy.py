#!/usr/bin/python3
"""PyTorch's side of bench/accuracy: answers "train SEED EPOCHS" with the seconds of the training
and the share of right answers on the test pictures; "version" and "check" as all peers.

    torch_accuracy.py FOLDER HIDDEN BATCH RATE BETA2
"""
import gzip
import math
import os
import sys
import time

import torch

import peer
import torch_net


def read(folder, name, header):
    with gzip.open(os.path.join(folder, name)) as f:
        return torch.frombuffer(bytearray(f.read()[header:]), dtype=torch.uint8)


def one_cycle(rate, steps):
    """From r/25 up to r in 0.3 of the steps, then down to r/250000, along cosines."""
    def slope(a, b, x):
        return b + (a - b) * 0.5 * (1 + math.cos(math.pi * x))
    return [slope(rate / 25, rate, x / 0.3) if x < 0.3 else
            slope(rate, rate / 25e4, (x - 0.3) / 0.7) for x in (k / steps for k in range(steps))]


class Pictures:
    """All that is trained and judged on; scaled as gradus does, by one mean and one deviation."""

    def __init__(self, folder):
        self.x, self.test = (read(folder, part + "-images-idx3-ubyte.gz", 16).view(-1, 784).float()
                             for part in ("train", "t10k"))
        self.y, self.truth = (read(folder, part + "-labels-idx1-ubyte.gz", 8).long()
                              for part in ("train", "t10k"))
        mean, deviation = self.x.mean(), self.x.std()
        self.x, self.test = (self.x - mean) / deviation, (self.test - mean) / deviation
        self.rows = torch.nn.functional.one_hot(self.y, 10).float()

    def right(self, p):
        with torch.no_grad():
            a = self.test
            for k in range(0, len(p), 2):
                a = torch.nn.functional.linear(a if k == 0 else torch.relu(a), p[k], p[k + 1])
        return float((a.argmax(1) == self.truth).double().mean())


class Recipe:
    def __init__(self, data, hidden, batch, rate, beta2):
        self.data, self.batch, self.rate, self.beta2 = data, int(batch), float(rate), float(beta2)
        self.sizes = [784] + [int(n) for n in hidden.split(",")] + [10]
        self.form = max(torch_net.FORMS, key=self.speed)

    def start(self, form):
        net = torch_net.Net(form, self.sizes, "relu", "softmax", "cross-entropy", "adam",
                            self.beta2)
        return net, self.data.y if net.by_class else self.data.rows

    def speed(self, form):
        net, y = self.start(form)

        def steps(n):
            net.learn(self.data.x, y, torch.randperm(len(y)), self.batch, [1e-4] * n)
        for _ in range(3):                      # TorchScript compiles in its first calls
            steps(2)
        return peer.rate(steps, 0.5)

    def train(self, seed, epochs):
        """(seconds, share of right answers)"""
        torch.manual_seed(seed)
        net, y = self.start(self.form)
        start = time.perf_counter()
        order = torch.cat([torch.randperm(len(y)) for _ in range(math.ceil(epochs))])
        net.learn(self.data.x, y, order, self.batch,
                  one_cycle(self.rate, round(epochs * len(y) / self.batch)))
        return time.perf_counter() - start, self.data.right(net.p)


def main():
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    recipe = Recipe(Pictures(sys.argv[1]), *sys.argv[2:])
    for line in sys.stdin:
        words = line.split()
        if words[0] == "version":
            print("PyTorch %s, form %s" % (torch.__version__, recipe.form), flush=True)
        elif words[0] == "check":
            print("ok by the accuracy", flush=True)
        else:
            print("%.6f %.4f" % recipe.train(int(words[1]), float(words[2])), flush=True)


if __name__ == "__main__":
    main()
