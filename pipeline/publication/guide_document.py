"""The data collection guide as a PDF; what it says comes from `pipeline.collection.guide` as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.publication import house, typesetting
from pipeline.reporting import words


def pdf(content: Mapping[str, Any]) -> bytes:
    """Typeset a guide.

    Parameters
    ----------
    content : ``language``, ``title``, ``edition``, ``note``, ``lead``, ``warning``, ``contents``, ``writing``, ``rules``,
        ``foot``, and ``entries``: dataclasses with code, name, place and items of head, texts and missing.
    """
    language = content["language"]
    return typesetting.pdf(
        "guide.typ",
        {
            **{name: content[name] for name in ("title", "edition", "note", "lead", "warning", "contents", "writing")},
            "rules": list(content["rules"]),
            "entries": [asdict(entry) for entry in content["entries"]],
            "house": {
                "language": language,
                "title": f"{content['title']} · {content['edition']}",
                "colours": house.COLOURS,
                "edition": content["edition"],
                "short_note": content["title"],
                "provenance": content["foot"],
                "page_of": words.word("document_page_of", language),
                "figure_word": words.word("document_figure", language),
                "table_word": words.word("document_table", language),
            },
        },
    )
