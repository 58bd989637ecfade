"""Pages of a site as a test reads them: links, ids, what is loaded, and the text that a reader sees or hears."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
UNSEEN = frozenset(("script", "style", "code", "pre"))
SPOKEN = ("alt", "title", "aria-label", "placeholder")
LOADED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("object", "data")}


@dataclass
class Read(HTMLParser):
    """One page."""

    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        hidden = (bool(self.open) and self.open[-1][1]) or tag in UNSEEN or self._is_english(tag, given)
        self.tags.add(tag)
        self.handlers += [name for name in given if name.startswith("on")]
        self.ids |= {given["id"]} if "id" in given else set()
        for name, value in given.items():
            if (tag, name) in LOADED and given.get("rel") != "alternate":
                self.loaded.append(value)
            elif name == "href":
                self.links.append(value)
            if name in SPOKEN and not hidden:
                self.texts.append(value)
        if tag not in VOID:
            self.open.append((tag, hidden))

    @staticmethod
    def _is_english(tag: str, given: dict[str, str]) -> bool:
        """Declared to be English inside a page: the name of the other language, a licence as its producer words it."""
        return tag != "html" and given.get("lang") == "en"

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.open and self.open[-1][1]):
            self.texts.append(data)


def read(path: Path) -> Read:
    """The page in a file."""
    page = Read()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def pages(folder: Path) -> list[Path]:
    """Every page of a publication but the audit's own, which has both languages and no part in the site."""
    return sorted(path for path in folder.rglob("*.html") if path.name != "audit.html" or path.parent != folder)


def faults(folder: Path) -> list[str]:
    """Links that lead nowhere, and whatever a page would fetch from elsewhere."""
    known = {path: read(path) for path in pages(folder)}
    found = []
    for path, page in known.items():
        here = path.relative_to(folder).as_posix()
        found += [f"{here} loads {address}" for address in page.loaded if not _inside(folder, path, address)]
        for address in page.links:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                if parts.scheme not in ("https", "http", "mailto"):
                    found.append(f"{here} links to {address}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or not target.is_relative_to(folder.resolve()):
                found.append(f"{here} links to {address}, which is not there")
            elif parts.fragment and target in known and unquote(parts.fragment) not in known[target].ids:
                found.append(f"{here} links to {address}, which has no such place")
    return found


def _inside(folder: Path, page: Path, address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "data":
        return True
    target = (page.parent / unquote(parts.path)).resolve()
    return not parts.scheme and not parts.netloc and target.is_file() and target.is_relative_to(folder.resolve())


def tokens(texts: list[str]) -> set[str]:
    """Words of at least three plain letters, in small letters."""
    return {word for text in texts for word in re.findall(r"(?<![\w./:-])[a-z]{3,}(?![\w/-]|\.\w)", text.lower())}
