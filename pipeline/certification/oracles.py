"""Who computed the numbers, where they lie, what is compared with them, and by which calls they were made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from pipeline.certification import (
    coinr_aggregation,
    coinr_association,
    coinr_imputation,
    coinr_normalisation,
    coinr_panel,
    coinr_preparation,
    coinr_results,
    coinr_sensitivity,
    coinr_treatment,
    coinr_variants,
    coinr_vectors,
    coinr_vn,
    coinr_weights,
    hand_worked,
    hdi,
    pii_profile,
    published,
    scipy_peer,
    vietnam,
)
from pipeline.certification.asem import Asem, read
from pipeline.certification.examples import Examples
from pipeline.certification.mapping import NotRun, Stage

ASEM_STAGES = (
    *coinr_preparation.STAGES,
    *coinr_imputation.STAGES,
    *coinr_treatment.STAGES,
    *coinr_normalisation.STAGES,
    *coinr_aggregation.STAGES,
    *coinr_results.STAGES,
    *coinr_association.STAGES,
    *coinr_weights.STAGES,
    *coinr_variants.STAGES,
    *coinr_panel.STAGES,
    *coinr_sensitivity.STAGES,
    *coinr_vectors.STAGES,
)
VECTOR_TABLES = {
    name: NotRun("input", "the vectors, and what 69 calls made of them: compared call by call")
    for name in ("vectors_in", "vectors_out", "vectors_errors")
}
TIMING = NotRun("input", "made-up values for the measurement of time")
CALLS_OF_COINR_VN = "the call is written out in the README beside the figures"


class Data(Protocol):
    """What an oracle's golden tables are read from."""

    def golden(self, item: str) -> pd.DataFrame:
        """The oracle's table of an item."""


@dataclass(frozen=True)
class Oracle:
    """One source of numbers by others.

    `data` is None where the source is absent, which `absent` then explains; `calls` are the oracle's own calls by item,
    and `known` the items that it has, mapped or not.
    """

    name: str
    title: str
    stages: Sequence[Stage]
    data: Data | None
    absent: str
    calls: Mapping[str, str]
    known: Mapping[str, NotRun | None]


def oracles(root: Path, folder: Path | None) -> list[Oracle]:
    """All oracles: those inside the project, and those of a folder where one is named.

    Parameters
    ----------
    root : the project's folder. folder : holds `coinr`, `coinr-vn` and `hdi`, or None.
    """
    indices = vietnam.Published(root)
    profile = root / "tests" / "golden" / "pii-2025-khanh-hoa.csv"
    return [
        _coinr_asem(folder),
        _coinr_vn(root, folder),
        _examples(
            root,
            "hand-worked",
            "Examples in exact arithmetic, closed forms and known truths",
            hand_worked.STAGES,
            hand_worked.SOURCES,
        ),
        _hdi(folder),
        Oracle("papi", "PAPI 2011-2016 (CECODES, RTA, UNDP)", vietnam.PAPI, indices, "", _said(vietnam.PAPI), {}),
        Oracle("pci", "PCI 2006-2016 (VCCI)", vietnam.PCI, indices, "", _said(vietnam.PCI), {}),
        Oracle(
            "pii",
            "PII 2025, profile of Khánh Hòa",
            pii_profile.PII,
            pii_profile.Profile(profile) if profile.is_file() else None,
            f"{profile.name} is not in tests/golden",
            _said(pii_profile.PII),
            {},
        ),
        _examples(
            root,
            "published",
            "Figures printed in publications, manuals and tests of other packages",
            published.STAGES,
            published.SOURCES,
        ),
        _scipy(root),
    ]


def _beside(folder: Path | None, name: str) -> tuple[Path | None, str]:
    """The folder of one oracle, and why it is not there."""
    if folder is None:
        return None, f"no folder of oracles was named (--oracles DIR with {name})"
    own = folder / name
    return (own, "") if own.is_dir() else (None, f"{folder.name} has no folder {name}")


def _coinr_asem(folder: Path | None) -> Oracle:
    own, absent = _beside(folder, "coinr")
    calls, known = _manifest(own) if own else ({}, {})
    data = Asem(own) if own else None
    return Oracle("coinr-asem", "COINr 1.1.14 on its example ASEM", ASEM_STAGES, data, absent, calls, known)


def _manifest(folder: Path) -> tuple[dict[str, str], dict[str, NotRun | None]]:
    """Call and extract of every entry, as the manifest has them, and the calls on vectors."""
    entries = [
        entry
        for part in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["parts"].values()
        for entry in part["entries"]
    ]
    calls = {
        entry["id"]: entry["call"] if entry["extract"] == "." else f"{entry['call']}; {entry['extract']}"
        for entry in entries
    }
    vectors = read(folder / "vectors_out.csv").drop_duplicates("fn").set_index("fn")["call"]
    known: dict[str, NotRun | None] = dict.fromkeys([*calls, *vectors.index])
    tables = {
        path.stem: VECTOR_TABLES.get(path.stem, TIMING) for path in folder.glob("*.csv") if path.stem not in calls
    }
    return calls | vectors.to_dict(), known | tables


def _coinr_vn(root: Path, folder: Path | None) -> Oracle:
    """All figures where the folder has them, else those that the project carries."""
    beside = folder / "coinr-vn" if folder else None
    own = beside if beside and beside.is_dir() else root / "tests" / "golden" / "coinr-vn"
    data = coinr_vn.Candidates(root, own) if own.is_dir() else None
    items = [item for stage in coinr_vn.STAGES for item in (*stage.tables, *stage.not_run)]
    known: dict[str, Any] = {path.stem: None for path in own.glob("*.csv")}
    return Oracle(
        "coinr-vn",
        "COINr 1.1.14 on 55 candidate indicators of Viet Nam",
        coinr_vn.STAGES,
        data,
        "tests/golden has no folder coinr-vn",
        dict.fromkeys(items, CALLS_OF_COINR_VN),
        known,
    )


def _examples(root: Path, name: str, title: str, stages: Sequence[Stage], sources: Mapping[str, str]) -> Oracle:
    """Small examples that the project carries, each with its publication."""
    data = Examples(root / "tests" / "golden" / name)
    there = data.folder.is_dir()
    known: dict[str, NotRun | None] = dict.fromkeys(data.items)
    return Oracle(
        name, title, stages, data if there else None, f"tests/golden has no folder {name}", dict(sources), known
    )


def _scipy(root: Path) -> Oracle:
    """An independent implementation that computes beside ours, on data that the project carries."""
    folder = root / "tests" / "golden" / "published"
    data = scipy_peer.Scipy(Examples(folder)) if folder.is_dir() else None
    absent = "tests/golden has no folder published, with the data"
    return Oracle("scipy", scipy_peer.TITLE, scipy_peer.STAGES, data, absent, scipy_peer.CALLS, {})


def _hdi(folder: Path | None) -> Oracle:
    own, absent = _beside(folder, "hdi")
    data = hdi.HumanDevelopment(own) if own else None
    return Oracle("hdi", "Human Development Index 1990-2022 (UNDP)", hdi.HDI, data, absent, _said(hdi.HDI), {})


def _said(stages: Sequence[Stage]) -> dict[str, str]:
    """A published index has no call; what is compared with it is said by the note."""
    return {item: "as published" for stage in stages for item in (*stage.tables, *stage.not_run)}
