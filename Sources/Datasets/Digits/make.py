"""Draws the kit's digits from MNIST; README.md beside this file says how it was run.

usage: python3 make.py <folder with MNIST's four files> <folder to write to>
"""

import gzip
import random
import struct
import sys

SIZES = {"train": 6000, "t10k": 1000}
SEED = 2026


def read(folder, name):
    try:
        with gzip.open(f"{folder}/{name}.gz") as file:
            return file.read()
    except FileNotFoundError:
        with open(f"{folder}/{name}", "rb") as file:
            return file.read()


def write(folder, name, header, elements):
    # No name and no date in the file, so that the same draw gives the same bytes.
    with open(f"{folder}/{name}.gz", "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(header + elements)


def shares(labels, size):
    """How many of each class: in proportion, the largest remainders rounded up."""
    exact = [size * labels.count(digit) / len(labels) for digit in range(10)]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(10), key=lambda digit: counts[digit] - exact[digit])
    for digit in by_remainder[: size - sum(counts)]:
        counts[digit] += 1
    return counts


def main(source, target):
    generator = random.Random(SEED)
    for part, size in SIZES.items():
        images_name, labels_name = f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"
        images, labels = read(source, images_name), read(source, labels_name)[8:]
        pixels = 28 * 28
        chosen = []
        for digit, count in enumerate(shares(labels, size)):
            places = [place for place, label in enumerate(labels) if label == digit]
            chosen += generator.sample(places, count)
        # In MNIST's own order, in which the classes are mixed.
        chosen.sort()
        rows = [images[16 + pixels * place : 16 + pixels * (place + 1)] for place in chosen]
        write(target, images_name, struct.pack(">4I", 0x803, size, 28, 28), b"".join(rows))
        write(target, labels_name, struct.pack(">2I", 0x801, size),
              bytes(labels[place] for place in chosen))


main(*sys.argv[1:])
