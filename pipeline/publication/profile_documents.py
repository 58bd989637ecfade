"""The profile of every unit as a PDF of two A4 pages, set by Typst from the same content as its page on the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.publication import addresses, house, typesetting, unit_profiles
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.unit_profile import Profile
from pipeline.reporting import labels, words

TEMPLATE = "profile.typ"
SIZES = (9.1, 8.8, 8.5, 8.2, 7.9, 7.6, 7.3, 7.0, 6.7, 6.4, 6.1, 5.8, 5.5)
"""Of type, in points; below the last a page is scaled as a whole."""
ENDS = [0, 1, 2]  # nothing, then the pages on which the two sheets must end
LONGEST = 90  # letters of a name on paper; the site has all of them
WORDS = {
    "kind": "profile_kind",
    "rank": "rank",
    "score": "score",
    "range": "profile_range",
    "top_said": "profile_top_draws",
    "not_ranked": "profile_not_ranked",
    "bars": "profile_bars",
    "bars_said": "profile_bars_said",
    "node": "node",
    "order": "profile_order",
    "unit": "unit",
    "share_ahead": "profile_share_ahead",
    "relation": "profile_relation",
    "performance": "performance_title",
    "change": "profile_change",
    "cause": "profile_cause",
    "strengths": "strengths",
    "weaknesses": "weaknesses",
    "strengths_said": "profile_strengths_said",
    "indicator": "indicator",
    "indicators": "profile_indicators",
    "value": "value",
    "measure": "profile_unit_short",
    "year": "profile_year_short",
    "best": "best",
    "worst": "worst",
    "gaps": "profile_gaps",
    "distance": "profile_distance",
    "effective": "profile_effective",
    "points": "profile_points",
    "data": "profile_data",
    "missing": "profile_missing",
}
"""What the template calls a word, and the catalogue's key."""


def write(run: PublishedRun, folder: Path, *, languages: Sequence[str], boundaries: Path | None = None) -> None:
    """Write ``<language>/profiles/<unit>.pdf`` for every unit, ranked or not.

    Parameters
    ----------
    folder : of the whole publication.
    boundaries : not used; profiles have no map.

    Raises
    ------
    DataError : Typst refuses the template or a profile.
    """
    for language in languages:
        for unit_code, content in documents(run, language).items():
            path = folder / language / addresses.profile(unit_code)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def documents(run: PublishedRun, language: str) -> dict[str, bytes]:
    """Unit code -> PDF of two pages, in the order of the codes."""
    printer = _Printer()
    said = {name: words.word(key, language) for name, key in WORDS.items()}
    return {profile.unit_code: printer.print(data(run, profile, said)) for profile in unit_profiles.make(run, language)}


class _Printer:
    """Sets the first profile at the largest sizes at which its pages fit, and the others at the same or smaller ones.

    So profiles look alike, and only the first has to try every size.
    """

    def __init__(self) -> None:
        self._press = typesetting.Press(TEMPLATE, standards=["ua-1"])
        self._first: list[float] = []

    def print(self, shown: dict[str, Any]) -> bytes:
        sizes = list(self._first)
        while sizes and all(size in SIZES for size in sizes):
            fit = [{"size": size, "share": 1.0} for size in sizes]
            content = self._press.pdf(shown | {"fit": fit})
            ends = [0, *self._press.noted("ends")]
            if ends == ENDS:
                return content
            for page, size in enumerate(sizes):
                if ends[page + 1] - ends[page] > 1:
                    sizes[page] = next((other for other in SIZES if other < size), 0.0)
        content = self._press.pdf(shown)
        self._first = self._first or [fit["size"] for fit in self._press.noted("fit")]
        return content


def data(run: PublishedRun, profile: Profile, said: dict[str, str]) -> dict[str, Any]:
    """What the template shows of one profile."""
    language = profile.language
    title = words.word("profile_title", language).format(unit=profile.name, year=run.edition.about.year)
    return {
        "house": house.data(run, language, title=labels.shorten(title, LONGEST)),
        "profile": _shortened(asdict(profile)),
        "words": said,
        "sizes": SIZES,
    }


def _shortened(content: Any) -> Any:
    """The same content with endless names cut at a word, so that two pages hold it."""
    if isinstance(content, dict):
        return {
            key: labels.shorten(value, LONGEST)
            if key in ("name", "region", "best", "worst", "measure")
            else _shortened(value)
            for key, value in content.items()
        }
    return [_shortened(item) for item in content] if isinstance(content, list | tuple) else content
