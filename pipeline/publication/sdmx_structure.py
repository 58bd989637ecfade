"""SDMX structures of an edition: codelists, concepts, data structure and dataflow, in both languages.

The agency is this project's own, with a part for each edition, so that the structures of two editions never clash in a
registry and nobody takes them for those of a public authority.

References
----------
SDMX (2021), SDMX Standards version 3.0, section 2: Information Model; SDMX (2023), Code list for Observation Status
(CL_OBS_STATUS), https://sdmx.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    Role,
)

from pipeline.framework.edition import Edition
from pipeline.framework.hierarchy import Node
from pipeline.publication import sdmx_codes
from pipeline.reporting import labels, words

VERSION = "1.0"
CONCEPTS, STRUCTURE = "CS_PII", "DSD_PII"
BETWEEN = "\ue000"
"""Parts the English from the Vietnamese name until `pipeline.publication.sdmx` has written both."""

DIMENSIONS = ("FREQ", "REF_AREA", "INDICATOR", "STATISTIC", "TIME_PERIOD")
MEASURE = "OBS_VALUE"
ATTRIBUTES = ("OBS_STATUS", "UNIT_MEASURE", "ORIGIN")
COLUMNS = [*DIMENSIONS, MEASURE, *ATTRIBUTES]
CODED = {
    "FREQ": "CL_FREQ",
    "REF_AREA": "CL_AREA",
    "INDICATOR": "CL_INDICATOR",
    "STATISTIC": "CL_STATISTIC",
    "OBS_STATUS": "CL_OBS_STATUS",
    "UNIT_MEASURE": "CL_UNIT_MEASURE",
    "ORIGIN": "CL_ORIGIN",
}
STATISTICS = ("VALUE", "VALUE_USED", "SCORE", "RANK", "RANK_MEDIAN", "RANK_P05", "RANK_P95")
STATUSES = ("A", "E", "I", "O", "P")
ORIGINS = ("published", "earlier_year", "structural_zero", "not_published", "source_fault")
IMPUTED, TREATED = "imputed", "treated"
SCORE, RANK, TRANSFORMED, UNSTATED = "SCORE", "RANK", "TRANSFORMED", "NONE"
NO_UNITS = (SCORE, RANK, TRANSFORMED, UNSTATED)
"""What numbers without a unit of measure of their own are measured in."""

Structure = Codelist | ConceptScheme | DataStructureDefinition | Dataflow


def structures(edition: Edition) -> list[Structure]:
    """All structures, those that others refer to first."""
    lists = codelists(edition)
    scheme = _concepts(edition)
    structure = _structure(edition, scheme, lists)
    return [*lists.values(), scheme, structure, _flow(edition, structure)]


def codelists(edition: Edition) -> dict[str, Codelist]:
    """The codelists by name."""
    fictitious = edition.about.fictitious
    areas = [
        (sdmx_codes.area(unit.unit_code, fictitious=fictitious), unit.name_vi, unit.name_en)
        for unit in edition.units.units
    ]
    nodes = [
        (sdmx_codes.indicator(node.code), f"{node.code} {node.name_vi}", f"{node.code} {node.name_en}")
        for node in edition.framework.nodes
    ]
    origins = [(name, *_words(f"origin_{name}")) for name in ORIGINS]
    origins += [(name, *_words(f"sdmx_ORIGIN_{name}")) for name in (IMPUTED, TREATED)]
    contents: dict[str, list[tuple[str, str, str]]] = {
        "CL_FREQ": [("A", *_words("sdmx_FREQ_A"))],
        "CL_AREA": sorted(areas),
        "CL_INDICATOR": nodes,
        "CL_STATISTIC": [(name, *_words(f"sdmx_STATISTIC_{name}")) for name in STATISTICS],
        "CL_OBS_STATUS": [(name, *_words(f"sdmx_STATUS_{name}")) for name in STATUSES],
        "CL_UNIT_MEASURE": _measures(edition),
        "CL_ORIGIN": origins,
    }
    return {name: _codelist(edition, name, items) for name, items in contents.items()}


def measure_of(edition: Edition) -> dict[str, str]:
    """The code of the unit of measure of every node that has values."""
    taken: dict[tuple[str, str], str] = {}
    found: dict[str, str] = {}
    for node in edition.coded:
        pair = _measure(node)
        if pair not in taken:
            taken[pair] = _free(_slug(pair[1]), taken.values())
        found[node.code] = taken[pair]
    return found


def flow_id(edition: Edition) -> str:
    """The dataflow is called after the edition."""
    return re.sub(r"[^A-Z0-9]", "_", f"PII_{edition.id.upper()}")


def _measures(edition: Edition) -> list[tuple[str, str, str]]:
    codes = measure_of(edition)
    own = {codes[node.code]: _measure(node) for node in edition.coded}
    fixed = [(name, *_words(f"sdmx_UNIT_{name}")) for name in NO_UNITS]
    return [*fixed, *((code, *own[code]) for code in sorted(own) if code not in NO_UNITS)]


def _measure(node: Node) -> tuple[str, str]:
    return labels.measure(node, "vi"), labels.measure(node, "en")


def _slug(text: str) -> str:
    """A unit of measure as a code.

    >>> _slug("VND bn per 10,000 people"), _slug("%"), _slug("")
    ('VND_BN_PER_10_000_PEOPLE', 'PERCENT', 'NONE')
    """
    spelled = text.replace("%", " percent ").replace("‰", " per mille ")
    return re.sub(r"[^A-Z0-9]+", "_", spelled.upper()).strip("_")[:60] or UNSTATED


def _free(wanted: str, taken: Iterable[str]) -> str:
    known = set(taken)
    number, name = 2, wanted
    while name in known:
        number, name = number + 1, f"{wanted}_{number}"
    return name


def _codelist(edition: Edition, name: str, items: Sequence[tuple[str, str, str]]) -> Codelist:
    codes = [Code(id=code, name=_both(vi, en)) for code, vi, en in items]
    return Codelist(
        id=name,
        name=_both(*_words(f"sdmx_{name}")),
        agency=sdmx_codes.agency(edition.id),
        version=VERSION,
        items=codes,
        urn=_urn(edition, "codelist.Codelist", name),
    )


def _concepts(edition: Edition) -> ConceptScheme:
    types = {MEASURE: DataType.DOUBLE, "TIME_PERIOD": DataType.PERIOD}
    concepts = [
        Concept(
            id=name,
            name=_both(*_words(f"sdmx_concept_{name}")),
            dtype=types.get(name, DataType.STRING),
            urn=f"{_urn(edition, 'conceptscheme.Concept', CONCEPTS)}.{name}",
        )
        for name in COLUMNS
    ]
    return ConceptScheme(
        id=CONCEPTS,
        name=_both(*_words("sdmx_concepts")),
        agency=sdmx_codes.agency(edition.id),
        version=VERSION,
        items=concepts,
        urn=_urn(edition, "conceptscheme.ConceptScheme", CONCEPTS),
    )


def _structure(edition: Edition, scheme: ConceptScheme, lists: dict[str, Codelist]) -> DataStructureDefinition:
    return DataStructureDefinition(
        id=STRUCTURE,
        name=_both(*_words("sdmx_flow")),
        agency=sdmx_codes.agency(edition.id),
        version=VERSION,
        components=Components([_component(concept, lists) for concept in scheme]),
        urn=_urn(edition, "datastructure.DataStructure", STRUCTURE),
    )


def _component(concept: Concept, lists: dict[str, Codelist]) -> Component:
    codes = lists.get(CODED.get(concept.id, ""))
    role = Role.DIMENSION if concept.id in DIMENSIONS else Role.MEASURE if concept.id == MEASURE else Role.ATTRIBUTE
    return Component(
        id=concept.id,
        required=role == Role.DIMENSION or concept.id in ("OBS_STATUS", "UNIT_MEASURE"),
        role=role,
        concept=concept,
        local_dtype=concept.dtype,
        local_codes=codes,
        local_enum_ref=codes.urn if codes is not None else None,
        attachment_level="O" if role == Role.ATTRIBUTE else None,
    )


def _flow(edition: Edition, structure: DataStructureDefinition) -> Dataflow:
    name = flow_id(edition)
    return Dataflow(
        id=name,
        name=_both(edition.about.name_vi, edition.about.name_en),
        description=_both(edition.about.note_vi, edition.about.note_en),
        agency=sdmx_codes.agency(edition.id),
        version=VERSION,
        structure=structure,
        urn=_urn(edition, "datastructure.Dataflow", name),
    )


def _urn(edition: Edition, kind: str, name: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={sdmx_codes.agency(edition.id)}:{name}({VERSION})"


def _words(key: str) -> tuple[str, str]:
    return words.word(key, "vi"), words.word(key, "en")


def _both(vi: str, en: str) -> str:
    return f"{en}{BETWEEN}{vi}"
