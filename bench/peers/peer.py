"""What peers in Python share: the lines of peer.h in which bench/compare asks, and the clock."""
import statistics
import sys
import time

SAMPLES = 5


class Work:
    """A row of bench/compare's table; of no rows where it is prediction."""

    def __init__(self, name, layers, hidden, output, loss, optimizer, batch, rows):
        self.name, self.sizes = name, [int(n) for n in layers.split("-")]
        self.hidden, self.output, self.loss, self.optimizer = hidden, output, loss, optimizer
        self.batch, self.rows = int(batch), int(rows)


def rate(steps, seconds):
    """Steps a second: the median of five samples, each a fifth of the time and a call at least;
    of fewer where calls take long."""
    samples, n, spent = [], 1, 0
    while not samples or len(samples) < SAMPLES and spent < 2 * seconds:
        start = time.perf_counter()
        done = steps(n) or n
        took = time.perf_counter() - start
        if not samples and took < seconds / SAMPLES:
            n = max(2 * done, int(0.9 * done * seconds / SAMPLES / took))
        else:
            samples.append(done / took)
            spent += took
    return statistics.median_low(samples)


def serve(version, check, prepare):
    """Answers lines until there are no more.  check() gives (is it right, what was checked);
    prepare(work) gives (steps, form): a function of the number of steps, which may do more and then
    returns how many; or None and why not."""
    steps = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == "version":
            said = version
        elif words[0] == "check":
            right, what = check()
            said = ("ok " if right else "wrong ") + what
        elif words[0] == "work":
            steps = None                        # its memory is free before the next is made
            steps, form = prepare(Work(*words[1:]))
            said = ("ok " if steps else "no ") + form
        else:
            said = "%.9g" % rate(steps, float(words[1]))
        print(said, flush=True)
