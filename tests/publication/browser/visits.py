"""Visits of pages: everything that goes wrong on the way is noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

NARROW, WIDE = 360, 1300


@dataclass
class Visit:
    """A tab. ``wrong`` tells of errors, failed requests, requests that leave the folder, and dialogs."""

    tab: Any
    folder: Path
    wrong: list[str] = field(default_factory=list)

    def to(self, address: str) -> Any:
        """Open a page of the folder and wait until it stands."""
        self.tab.goto((self.folder / address).as_uri())
        self.tab.wait_for_load_state("load")
        return self.tab

    def note(self, what: str) -> None:
        self.wrong.append(f"{self.tab.url.removeprefix(self.folder.as_uri())}: {what}")

    def failed(self, request: Any) -> None:
        """Note a failure, but not what the browser itself gave up because the next page was opened."""
        if "ERR_ABORTED" not in str(request.failure):
            self.note(f"request failed: {request.url} ({request.failure})")

    def asked(self, url: str) -> None:
        parts = urlsplit(url)
        inside = parts.scheme == "file" and Path(unquote(parts.path)).is_relative_to(self.folder)
        if not inside and parts.scheme not in ("data", "blob"):
            self.note(f"asks for {url}")


@contextmanager
def visit(browser: Any, folder: Path, *, width: int = WIDE) -> Iterator[Visit]:
    """A tab of a width in pixels."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = context.new_page()
    made = Visit(tab, folder.resolve())
    tab.on("console", lambda said: made.note(f"console: {said.text}") if said.type == "error" else None)
    tab.on("pageerror", lambda error: made.note(f"script: {error}"))
    tab.on("requestfailed", lambda request: made.failed(request))
    tab.on("request", lambda request: made.asked(request.url))
    tab.on("dialog", lambda dialog: (made.note(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield made
    context.close()


def sample(folder: Path, language: str) -> list[str]:
    """One page of each kind of a language, by address with ending; only what is there."""
    wanted = ["index", "explorer", "audit", "certificate", "downloads", "missing-data", "unranked", "search"]
    wanted += ["provinces/index", "indicators/index", "book/index", "book/04_index", "book/01_data"]
    for part in ("provinces", "indicators"):
        names = sorted(path.stem for path in (folder / language / part).glob("*.html") if path.stem != "index")
        wanted += [f"{part}/{name}" for name in (names[:1] + names[-1:])]
    there = [f"{language}/{name}.html" for name in wanted]
    return [address for address in there if (folder / address).is_file()]


def everything(folder: Path, language: str) -> list[str]:
    """Every page of a language."""
    return sorted(path.relative_to(folder).as_posix() for path in (folder / language).rglob("*.html"))


def too_wide(made: Visit, addresses: Iterable[str]) -> list[str]:
    """Pages that must be scrolled sideways, with the elements that stick out."""
    found = []
    for address in addresses:
        tab = made.to(address)
        wide, seen = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if wide > seen:
            found.append(f"{address}: {wide} of {seen} pixels, {tab.evaluate(STICKING_OUT)}")
    return found


STICKING_OUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((own) => own.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !own.closest(".scroll, .pii-scroll, .cell_output, .figure, pre, svg"))
  .slice(0, 4).map((own) => `${own.tagName}.${own.className}`)"""
