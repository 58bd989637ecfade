"""Pages from templates: every text is escaped, an unknown name is an error, words come from the catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from pipeline.reporting import words

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> jinja2.Environment:
    """Templates of ``pipeline/publication/templates``, with ``word(key, language)``."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["word"] = words.word
    return made


def render(template: str, **values: Any) -> str:
    """A template filled in; texts in ``values`` are escaped unless they are `markupsafe.Markup` or know ``__html__``."""
    return environment().get_template(template).render(**values)
