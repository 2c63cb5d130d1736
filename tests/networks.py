"""Small networks as ONNX files, of the shapes of those that people have, with weights that anybody can follow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="needs onnx, of requirements-dev.txt")
from onnx import TensorProto, helper, numpy_helper  # noqa: E402  after the check that it is there

WORDS = {"red": (1.0, 0.0, 0.0), "lime": (0.0, 1.0, 0.0), "blue": (0.0, 0.0, 1.0)}
"""What the little CLIP can read, and the colours that they are to it; all else is grey."""
MIDDLE = 95.0
"""Brightness of a face, of 255, that is neither bright nor dark."""
MEAN, SPREAD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
"""By which CLIP's preparation of pictures is undone again."""


def _save(path: Path, nodes: Sequence[Any], given: Sequence[Any], made: Sequence[Any], **constants: Any) -> Path:
    arrays = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, path.stem, given, made, arrays)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=7)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())
    return path


def _value(name: str, shape: Sequence[int | str | None], kind: int = TensorProto.FLOAT) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)


def yunet(path: Path) -> Path:
    """A face wherever 32 × 32 pixels, on a grid of that, are bright: its score is their mean."""
    nodes = [helper.make_node("Conv", ["input", "mix"], ["grey"], kernel_shape=[1, 1])]
    for stride in (8, 16, 32):
        scale = "scale" if stride == 32 else "zero"  # those of the finer grids find nothing
        pool, cells, none, half = (f"{part}{stride}" for part in ("pool", "cells", "none", "middle"))
        side = [stride, stride]
        nodes += [
            helper.make_node("AveragePool", ["grey"], [pool], kernel_shape=side, strides=side),
            helper.make_node("Reshape", [pool, "flat"], [cells]),
            helper.make_node("Mul", [cells, scale], [f"cls_{stride}"]),
            helper.make_node("Mul", [cells, scale], [f"obj_{stride}"]),
            helper.make_node("Mul", [cells, "zero"], [none]),
            helper.make_node("Add", [none, "half"], [half]),
            helper.make_node("Concat", [half, half, none, none], [f"bbox_{stride}"], axis=2),
            helper.make_node("Concat", 10 * [none], [f"kps_{stride}"], axis=2),
        ]
    sizes = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
    made = [_value(f"{kind}_{stride}", [1, None, size]) for kind, size in sizes.items() for stride in (8, 16, 32)]
    constants = {
        "flat": np.array([1, -1, 1], np.int64),
        "half": np.float32(0.5),
        "zero": np.float32(0),
        "scale": np.float32(1 / 255),
        "mix": np.full((1, 3, 1, 1), 1 / 3, np.float32),
    }
    return _save(path, nodes, [_value("input", [1, 3, "height", "width"])], made, **constants)


def clip(folder: Path, *, side: int = 224, size: int = 3) -> Path:
    """Pictures become their mean colour, words the colour that they name; other words, and no words, grey."""
    undo = [
        helper.make_node("Mul", ["pixel_values", "spread"], ["scaled"]),
        helper.make_node("Add", ["scaled", "mean"], ["colours"]),
        helper.make_node("ReduceMean", ["colours"], ["means"], axes=[2, 3], keepdims=0),
        helper.make_node("Add", ["means", "little"], ["image_embeds"]),
    ]
    mean, spread = (np.array(value, np.float32).reshape(1, 3, 1, 1) for value in (MEAN, SPREAD))
    little = np.float32(0.01)
    given = [_value("pixel_values", ["batch", 3, side, side])]
    made = [_value("image_embeds", ["batch", 3])]
    _save(folder / "vision_model.onnx", undo, given, made, mean=mean, spread=spread, little=little)
    tokens = _tokens()
    table = np.zeros((len(tokens), size), np.float32)
    for word, colour in WORDS.items():
        table[tokens[f"{word}</w>"], :3] = colour
    read = [
        helper.make_node("Gather", ["table", "input_ids"], ["found"]),
        helper.make_node("ReduceSum", ["found"], ["sum"], axes=[1], keepdims=0),
        helper.make_node("Add", ["sum", "little"], ["text_embeds"]),
    ]
    given = [_value("input_ids", ["batch", "length"], TensorProto.INT64)]
    made = [_value("text_embeds", ["batch", size])]
    _save(folder / "text_model.onnx", read, given, made, table=table, little=little)
    told = {"model": {"vocab": tokens, "merges": [" ".join(pair) for pair in _merges()]}}
    (folder / "tokenizer.json").write_text(json.dumps(told))
    return folder


def _merges() -> list[tuple[str, str]]:
    """What puts the words together from the left, letter by letter; no pair of one stands in another."""
    found: dict[tuple[str, str], None] = {}
    for word in WORDS:
        letters = [*word[:-1], f"{word[-1]}</w>"]
        for index in range(1, len(letters)):
            found["".join(letters[:index]), letters[index]] = None
    return list(found)


def _tokens() -> dict[str, int]:
    letters = [chr(code) for code in range(ord("!"), ord("~") + 1)]
    merged = ["".join(pair) for pair in _merges()]
    every = [*letters, *(f"{letter}</w>" for letter in letters), *merged, "<|startoftext|>", "<|endoftext|>"]
    return {token: number for number, token in enumerate(every)}


def expressions(path: Path, count: int = 8, *, colours: bool = False) -> Path:
    """Of a face brighter than MIDDLE the second expression, of a darker one the first; the redder for `colours`."""
    planes = 3 if colours else 1
    nodes = [
        helper.make_node("ReduceMean", ["Input3"], ["means"], axes=[2, 3], keepdims=0),
        helper.make_node("MatMul", ["means", "weights"], ["mixed"]),
        helper.make_node("Add", ["mixed", "bias"], ["Plus692_Output_0"]),
    ]
    weights, bias = np.zeros((planes, count), np.float32), np.zeros(count, np.float32)
    weights[0, :2] = (-1, 1)
    bias[:2] = (0, 0) if colours else (MIDDLE, -MIDDLE)
    given, made = [_value("Input3", [1, planes, 64, 64])], [_value("Plus692_Output_0", [1, count])]
    return _save(path, nodes, given, made, weights=weights, bias=bias)
