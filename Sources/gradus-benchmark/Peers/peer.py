"""What the Python peers of the benchmark share: they read one task a line and answer with the
seconds that it took.

    product M K N transposeA transposeB    exp ROWS COLUMNS    epoch    network KIND IMAGES
"""

import sys
import time


def seconds_per_run(body, budget=0.05):
    """The mean time of a run, after two to warm up, over as many runs as fit the budget."""
    body()
    begin = time.perf_counter()
    body()
    runs = max(1, int(budget / max(time.perf_counter() - begin, 1e-7)))
    begin = time.perf_counter()
    for _ in range(runs):
        body()
    return (time.perf_counter() - begin) / runs


def serve(version, tasks):
    """Answers until the input ends. `tasks` maps a name to a function that makes a body."""
    print("ready", version, flush=True)
    bodies = {}
    for line in sys.stdin:
        name, *words = line.split()
        words = [int(word) if word.isdigit() else word for word in words]
        if name in ("epoch", "network"):
            # An epoch goes on from the weights of the one before.
            if line not in bodies:
                bodies = {line: tasks[name](*words)}
            begin = time.perf_counter()
            bodies[line]()
            print(time.perf_counter() - begin, flush=True)
        else:
            print(seconds_per_run(tasks[name](*words)), flush=True)
