"""Pages of a round from its templates; every text is escaped."""

from __future__ import annotations

import functools
from typing import Any

import jinja2

STYLE = "round.css"


@functools.cache
def _templates() -> jinja2.Environment:
    loader = jinja2.PackageLoader("pipeline.collection", "templates")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)


def page(template: str, **shown: Any) -> str:
    """A page as HTML, complete in one file."""
    environment = _templates()
    loader = environment.loader
    if loader is None:  # never: it is given above
        raise LookupError(template)
    style = loader.get_source(environment, STYLE)[0]
    return environment.get_template(template).render(style=style, **shown)
