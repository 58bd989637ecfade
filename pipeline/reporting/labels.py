"""What units, nodes, factors and coded words are called in figures, tables and pages."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Mapping

import pandas as pd

from pipeline.framework.alternatives import Alternatives
from pipeline.framework.hierarchy import Hierarchy, Node
from pipeline.framework.units import Unit, Units
from pipeline.reporting import words


def shorten(text: str, width: int) -> str:
    """Cut a long name at a word, with an ellipsis.

    >>> shorten("Thu nhập bình quân tháng của lao động", 20)
    'Thu nhập bình quân…'
    """
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(" ,;-") + "…"


def wrap(text: str, width: int) -> str:
    """Break a long label into lines."""
    return textwrap.fill(text, width, break_long_words=False)


def node(framework: Hierarchy, code: str, language: str, *, width: int | None = None) -> str:
    """Code and name of a node; the root goes by its name alone, an unknown code by itself."""
    found = framework.by_code.get(code)
    if found is None:
        return code
    text = found.name(language) if code == framework.root.code else f"{code} {found.name(language)}"
    return shorten(text, width) if width else text


def group(framework: Hierarchy, code: str, level: int, language: str, *, width: int | None = None) -> str:
    """A node whose items are analysed together; the root says where these are all indicators, not its own children."""
    name = node(framework, code, language, width=width)
    children = framework.children(code)
    whole = code == framework.root.code and int(level) == 1 and any(child.level != 1 for child in children)
    return f"{name} ({words.word('all_indicators', language)})" if whole else name


def regressed(framework: Hierarchy, fit: Mapping[Hashable, object], language: str) -> str:
    """The outcome of one row of ``regression_fit.csv`` as it was regressed: its logarithm, where it was taken."""
    name = node(framework, str(fit["outcome"]), language)
    return words.word("logarithm_of", language).format(name=name) if bool(fit["log"]) else name


def unit(units: Units, code: str, language: str) -> str:
    """The name of a unit; a code that is none of the edition's stands for itself, a missing one for nothing."""
    if not isinstance(code, str):
        return ""
    found = units.by_code.get(code)
    return code if found is None else found.name(language)


def by_region(units: Units) -> list[Unit]:
    """Units grouped by region, regions in the order in which their first unit stands."""
    order = list(dict.fromkeys(item.region_code for item in units.units))
    return sorted(units.units, key=lambda item: (order.index(item.region_code), item.unit_code))


def region_names(units: Units, language: str) -> dict[str, str]:
    """Name of every region code, in the order of the units."""
    return {item.region_code: item.region(language) for item in units.units}


def pillars(framework: Hierarchy) -> tuple[Node, ...]:
    """The pillars, or, in a tree without that level, the nodes directly below the root."""
    return framework.pillars


def coded(framework: Hierarchy) -> tuple[Node, ...]:
    """Indicators, then outcomes, then sizes: everything that has values of its own."""
    return (*framework.indicators, *framework.outcomes, *framework.sizes)


def measure(item: Node, language: str) -> str:
    """The unit of measure, in Vietnamese where the framework says it."""
    return item.measure(language)


def with_measure(value: str, measure: str) -> str:
    """A finished number with its unit of measure behind it; a per cent sign follows closely.

    >>> with_measure("45,6", "%"), with_measure("45,6", "triệu đồng"), with_measure("", "%")
    ('45,6%', '45,6 triệu đồng', '')
    """
    if not value or not measure:
        return value
    return f"{value}{measure}" if measure.startswith("%") else f"{value} {measure}"


def factor(alternatives: Alternatives | None, name: str, language: str) -> str:
    """A source of uncertainty by its declared name, or by the catalogue's."""
    if alternatives is not None and name in alternatives.factors:
        return alternatives.factors[name].name(language)
    named = [item for item in alternatives.weights if item.name == name] if alternatives is not None else []
    if named and named[0].name_vi and named[0].name_en:
        return named[0].name_vi if language == "vi" else named[0].name_en
    return words.coded("factor", name, language)


def choice(alternatives: Alternatives | None, owner: str, name: str, language: str) -> str:
    """A choice of the factor ``owner`` in the language asked for, found by its label in either language."""
    if alternatives is not None:
        factors = alternatives.factors
        declared = factors[owner].choices if owner in factors else alternatives.one_at_a_time
        for item in declared:
            if name in (item.label_vi, item.label_en):
                return item.label(language)
    return words.coded("choice", name, language)


def wide(frame: pd.DataFrame, value: str, *, units: list[str], codes: list[str]) -> pd.DataFrame:
    """A long table as units by codes, in the order asked for; absent cells are NaN."""
    table = frame.pivot(index="unit_code", columns="code", values=value)
    return table.reindex(index=units, columns=codes).astype(float)


def ranked_codes(scores: pd.DataFrame, framework: Hierarchy) -> list[str]:
    """Codes of all units of a table of scores, best first and unranked last."""
    own = scores[scores["code"] == framework.root.code].copy()
    own["rank"] = own["rank"].astype(float)
    return list(own.sort_values(["rank", "unit_code"], na_position="last")["unit_code"])


def raw_tables(names: str) -> str:
    """Raw tables as a reader calls them, from their names in the sources: producer, then the table's own number or name.

    >>> raw_tables("nso/E02.01_area_population_density:pop_thousand_{year}; papi/papi_{year}")
    'NSO E02.01 (pop thousand); PAPI'
    """
    return "; ".join(_raw_table(name) for name in names.split("; "))


def _raw_table(name: str) -> str:
    place, _, column = name.replace("_{year}", "").replace("{year}", "").partition(":")
    source, _, own = place.partition("/")
    number = own.split("_")[0]
    own = number if "." in number else " ".join(part for part in own.split("_") if part != source)
    said = f"{source.upper()} {own}".strip()
    return f"{said} ({column.replace('_', ' ').strip()})" if column else said
