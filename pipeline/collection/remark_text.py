"""A remark as a sentence."""

from __future__ import annotations

from pipeline.collection import line_reading
from pipeline.collection.cell_reading import Remark
from pipeline.reporting import words_collection


def sentence(remark: Remark, language: str) -> str:
    """What is said of a cell, a line or a file, in ``vi`` or ``en``.

    >>> sentence(Remark("negative", {"found": "-1"}), "en")
    'This cannot be negative; found -1. Check it.'
    """
    pair = words_collection.REMARKS[remark.key]
    shown = {name: line_reading.cleaned(text) for name, text in remark.shown.items()}
    return pair[0 if language == "vi" else 1].format(**shown)
