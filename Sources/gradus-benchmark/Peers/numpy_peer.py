"""The benchmark's tasks in NumPy: numpy_peer.py float64|float32 THREADS

The threads are set by OPENBLAS_NUM_THREADS and its like, before NumPy is loaded.
"""

import sys

import numpy as np

from peer import serve

kind = np.dtype(sys.argv[1])
rng = np.random.default_rng(1)


def matrix(rows, columns):
    return rng.standard_normal((rows, columns)).astype(kind)


def product(m, k, n, transpose_a, transpose_b):
    a = matrix(k, m).T if transpose_a else matrix(m, k)
    b = matrix(n, k).T if transpose_b else matrix(k, n)
    return lambda: a @ b


def softmax(x):
    shifted = x - x.max(axis=1, keepdims=True)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis=1, keepdims=True)
    return shifted


def elementwise(function):
    def make(rows, columns):
        x, y, row = matrix(rows, columns), matrix(rows, columns), matrix(1, columns)[0]
        return lambda: function(x, y, row)

    return make


def update(x, y, row):
    x -= kind.type(1e-9) * y


def epoch():
    """784-128-64-10 with ReLU, softmax cross-entropy, SGD 0.1, batches of 64 out of 60,000."""
    inputs = rng.random((60_000, 784)).astype(kind)
    labels = rng.integers(0, 10, 60_000)
    sizes = [784, 128, 64, 10]
    weights = [
        (rng.standard_normal((m, n)) * np.sqrt(2 / (n + m))).astype(kind)
        for n, m in zip(sizes, sizes[1:])
    ]
    biases = [np.zeros(n, kind) for n in sizes[1:]]
    rate = kind.type(0.1)

    def run():
        order = rng.permutation(len(inputs))
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            activations = [inputs[batch]]
            for w, b in zip(weights[:-1], biases):
                z = activations[-1] @ w.T
                z += b
                np.maximum(z, 0, out=z)
                activations.append(z)
            g = activations[-1] @ weights[-1].T
            g += biases[-1]
            g -= g.max(axis=1, keepdims=True)
            np.exp(g, out=g)
            g /= g.sum(axis=1, keepdims=True)
            g[np.arange(len(batch)), labels[batch]] -= 1
            g /= len(batch)
            for i in (2, 1, 0):
                slope = g.T @ activations[i]
                bias_slope = g.sum(axis=0)
                if i > 0:
                    g = g @ weights[i]
                    g *= activations[i] > 0
                slope *= rate
                weights[i] -= slope
                biases[i] -= rate * bias_slope

    return run


def sigmoid(z):
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)


# What changes pre-activations to activations, in place, and the derivative, from the activations.
ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda a: a * (1 - a)),
    "tanh": (lambda z: np.tanh(z, out=z), lambda a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0, out=z), lambda a: a > 0),
}


class Adam:
    def __init__(self, parameters, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.numbers = rate, beta1, beta2, epsilon
        self.moments = [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]
        self.steps = 0

    def step(self, parameters, gradients):
        rate, beta1, beta2, epsilon = map(kind.type, self.numbers)
        self.steps += 1
        first, second = 1 - beta1**self.steps, 1 - beta2**self.steps
        for p, g, (m, v) in zip(parameters, gradients, self.moments):
            m *= beta1
            m += (1 - beta1) * g
            v *= beta2
            g *= g
            g *= 1 - beta2
            v += g
            # g has done its duty: its memory holds the step.
            np.divide(v, second, out=g)
            np.sqrt(g, out=g)
            g += epsilon
            np.divide(m, g, out=g)
            g *= rate / first
            p -= g


# The networks of labs 7 and 8; lab 3's for all other tasks.
SIZES = {"letters": [784, 256, 26], "regularized": [784, 256, 26], "cells": [2352, 256, 128, 8]}


def network(task, images):
    """Networks of labs 3, 7 and 8: softmax cross-entropy, batches of 64."""
    apply, derivative = ACTIVATIONS[task if task in ACTIVATIONS else "relu"]
    factor = {"penalty": 0.01, "regularized": 0.001}.get(task)
    penalty = kind.type(factor) if factor else None
    dropout = kind.type(0.3) if task == "regularized" else None
    sizes = SIZES.get(task, [784, 500, 250, 100, 10])
    inputs = rng.random((images, sizes[0])).astype(kind)
    labels = rng.integers(0, sizes[-1], images)
    weights = [
        ((2 * rng.random((m, n)) - 1) * np.sqrt(6 / (n + m))).astype(kind)
        for n, m in zip(sizes, sizes[1:])
    ]
    biases = [np.zeros(n, kind) for n in sizes[1:]]
    rate = kind.type(0.01)
    adam = Adam(weights + biases) if task == "adam" or task in SIZES else None

    def run():
        order = rng.permutation(len(inputs))
        for start in range(0, len(order), 64):
            rows = order[start : start + 64]
            batch, right = np.arange(len(rows)), labels[rows]
            activations, masks = [inputs[rows]], [None]
            for w, b in zip(weights[:-1], biases):
                z = activations[-1] @ w.T
                z += b
                apply(z)
                if dropout:
                    mask = (rng.random(z.shape, kind) >= dropout).astype(kind)
                    mask /= 1 - dropout
                    z *= mask
                    masks.append(mask)
                activations.append(z)
            g = activations[-1] @ weights[-1].T
            g += biases[-1]
            g -= g.max(axis=1, keepdims=True)
            logits = g[batch, right]
            np.exp(g, out=g)
            sums = g.sum(axis=1, keepdims=True)
            (np.log(sums[:, 0]) - logits).mean()  # the loss
            g /= sums
            g[batch, right] -= 1
            g /= len(batch)
            slopes, bias_slopes = [None] * len(weights), [None] * len(weights)
            for i in reversed(range(len(weights))):
                slopes[i] = g.T @ activations[i]
                bias_slopes[i] = g.sum(axis=0)
                if penalty:
                    slopes[i] += penalty * weights[i]
                if i > 0:
                    g = g @ weights[i]
                    if dropout:
                        g *= masks[i]
                    g *= derivative(activations[i])
            if adam:
                adam.step(weights + biases, slopes + bias_slopes)
            else:
                for p, slope in zip(weights + biases, slopes + bias_slopes):
                    slope *= rate
                    p -= slope

    return run


serve(
    np.__version__,
    {
        "product": product,
        "exp": elementwise(lambda x, y, row: np.exp(x)),
        "log": elementwise(lambda x, y, row: np.log(np.abs(x))),
        "tanh": elementwise(lambda x, y, row: np.tanh(x)),
        "sigmoid": elementwise(lambda x, y, row: 1 / (1 + np.exp(-x))),
        "softmax": elementwise(lambda x, y, row: softmax(x)),
        "relu": elementwise(lambda x, y, row: np.maximum(x, 0)),
        "mask": elementwise(lambda x, y, row: np.where(y > 0, x, 0)),
        "bias": elementwise(lambda x, y, row: x + row),
        "rowSums": elementwise(lambda x, y, row: x.sum(axis=1)),
        "columnSums": elementwise(lambda x, y, row: x.sum(axis=0)),
        "update": elementwise(update),
        "epoch": epoch,
        "network": network,
    },
)
