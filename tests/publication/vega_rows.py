"""What Vega computes of an explorer's specification, without a browser: its data are written as text and read back."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import vl_convert

NUMBERS = ("live", "place", "move")


def computed(specification: dict[str, Any], **signals: object) -> dict[str, dict[str, float | None]]:
    """Unit -> ``live``, ``place`` and ``move`` when the sliders stand at ``signals`` (``w0=50``, ``aggregation="geometric"``).

    Every number is written with all its digits.
    """
    packed = " + '|' + ".join(f"datum.{name}" for name in ("unit", *NUMBERS))
    rows = [text.split("|") for text in _written(specification, packed, signals)]
    return {row[0]: dict(zip(NUMBERS, map(_number, row[1:]), strict=True)) for row in rows}


def expressions(specification: dict[str, Any], of: Sequence[str], **signals: object) -> list[float | None]:
    """What expressions of the sliders come to."""
    text = _written(specification, " + '|' + ".join(["''", *(f"({expression})" for expression in of)]), signals)[0]
    return [_number(part) for part in text.split("|")[1:]]


def _written(specification: dict[str, Any], expression: str, signals: Mapping[str, object]) -> list[str]:
    """An expression as text, for every row."""
    spec = copy.deepcopy(specification)
    spec["params"] = [
        {"name": given["name"], "value": signals.get(given["name"], given["value"])}
        for given in spec["params"]
        if "value" in given
    ]
    spec["transform"].append({"calculate": expression, "as": "packed"})
    spec["layer"] = [{"mark": "text", "encoding": {"text": {"field": "packed", "type": "nominal"}}}]
    spec["width"] = 300
    spec.pop("height")
    return list(_texts(vl_convert.vegalite_to_scenegraph(spec)))


def _number(text: str) -> float | None:
    return None if text == "null" else float(text)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
