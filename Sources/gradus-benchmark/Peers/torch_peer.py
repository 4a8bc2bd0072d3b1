"""The benchmark's tasks in PyTorch: torch_peer.py float64|float32 THREADS"""

import sys

import torch

from peer import serve

kind = getattr(torch, sys.argv[1])
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)


def matrix(rows, columns):
    return torch.randn(rows, columns, dtype=kind)


def product(m, k, n, transpose_a, transpose_b):
    a = matrix(k, m).T if transpose_a else matrix(m, k)
    b = matrix(n, k).T if transpose_b else matrix(k, n)
    return lambda: a @ b


def elementwise(function):
    def make(rows, columns):
        x, y, row = matrix(rows, columns), matrix(rows, columns), matrix(1, columns)[0]
        return lambda: function(x, y, row)

    return make


def epoch():
    """784-128-64-10 with ReLU, softmax cross-entropy, SGD 0.1, batches of 64 out of 60,000."""
    inputs = torch.rand(60_000, 784, dtype=kind)
    labels = torch.randint(0, 10, (60_000,))
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 128),
        torch.nn.ReLU(),
        torch.nn.Linear(128, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 10),
    ).to(kind)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = torch.nn.CrossEntropyLoss()

    def run():
        for batch in torch.randperm(len(inputs)).split(64):
            optimizer.zero_grad()
            loss(model(inputs[batch]), labels[batch]).backward()
            optimizer.step()

    return run


ACTIVATIONS = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh}


# The networks of labs 7 and 8; lab 3's for all other tasks.
SIZES = {"letters": [784, 256, 26], "regularized": [784, 256, 26], "cells": [2352, 256, 128, 8]}


def network(task, images):
    """Networks of labs 3, 7 and 8: softmax cross-entropy, batches of 64."""
    sizes = SIZES.get(task, [784, 500, 250, 100, 10])
    inputs = torch.rand(images, sizes[0], dtype=kind)
    labels = torch.randint(0, sizes[-1], (images,))
    activation = ACTIVATIONS.get(task, torch.nn.ReLU)
    layers = [torch.nn.Linear(n, m) for n, m in zip(sizes, sizes[1:])]
    for layer in layers:
        torch.nn.init.xavier_uniform_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    modules = [layers[0]]
    for layer in layers[1:]:
        modules.append(activation())
        if task == "regularized":
            modules.append(torch.nn.Dropout(0.3))
        modules.append(layer)
    model = torch.nn.Sequential(*modules).to(kind)
    # The gradient of λ/2 ‖W‖² is λW; biases have no penalty.
    decay = {"penalty": 0.01, "regularized": 0.001}.get(task, 0)
    groups = [
        {"params": [layer.weight for layer in layers], "weight_decay": decay},
        {"params": [layer.bias for layer in layers]},
    ]
    if task == "adam" or task in SIZES:
        optimizer = torch.optim.Adam(groups, lr=0.001)
    else:
        optimizer = torch.optim.SGD(groups, lr=0.01)
    loss = torch.nn.CrossEntropyLoss()

    def run():
        for batch in torch.randperm(len(inputs)).split(64):
            optimizer.zero_grad()
            loss(model(inputs[batch]), labels[batch]).backward()
            optimizer.step()

    return run


serve(
    torch.__version__,
    {
        "product": product,
        "exp": elementwise(lambda x, y, row: torch.exp(x)),
        "log": elementwise(lambda x, y, row: torch.log(torch.abs(x))),
        "tanh": elementwise(lambda x, y, row: torch.tanh(x)),
        "sigmoid": elementwise(lambda x, y, row: torch.sigmoid(x)),
        "softmax": elementwise(lambda x, y, row: torch.softmax(x, 1)),
        "relu": elementwise(lambda x, y, row: torch.relu(x)),
        "mask": elementwise(lambda x, y, row: torch.where(y > 0, x, 0)),
        "bias": elementwise(lambda x, y, row: x + row),
        "rowSums": elementwise(lambda x, y, row: x.sum(1)),
        "columnSums": elementwise(lambda x, y, row: x.sum(0)),
        "update": elementwise(lambda x, y, row: x.add_(y, alpha=-1e-9)),
        "epoch": epoch,
        "network": network,
    },
)
