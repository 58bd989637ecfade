"""A page of the site before it is built: a title and a fragment of HTML, and how pages are linked."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page.

    Parameters
    ----------
    title : plain text; whoever builds the site escapes it.
    body : HTML, already escaped (templates with autoescape); headings begin at ``h2``.
    """

    title: str
    body: str


Pages = Mapping[str, Page]
"""Address without ending (see `addresses`) -> page."""


def link(from_: str, to: str) -> str:
    """The relative address of another page of the same language, with its ending.

    >>> link("provinces/01", "indicators/1-1-1"), link("index", "provinces/01")
    ('../indicators/1-1-1.html', 'provinces/01.html')
    """
    return f"{file(from_, to)}.html"


def file(from_: str, to: str) -> str:
    """The relative address of a file of the same language.

    >>> file("provinces/01", "profiles/01.pdf")
    '../profiles/01.pdf'
    """
    return posixpath.relpath(to, posixpath.dirname(from_) or ".")


def beyond(from_: str, to: str) -> str:
    """The relative address of a file that is the same for every language, such as ``data/scores.csv``.

    >>> beyond("provinces/01", "data/scores.csv")
    '../../data/scores.csv'
    """
    return posixpath.relpath(f"../{to}", posixpath.dirname(from_) or ".")
