"""Everything that a step's outputs depend on, as digests that can be compared one by one and told apart in words."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.chain.imports import ImportGraph, changed
from pipeline.chain.origin import PACKAGES
from pipeline.chain.steps import Step
from pipeline.framework.edition import Edition

LOCK = "requirements.lock"
SHOWN = 3  # names in a sentence, then their number
NOTHING = "nothing"
METHOD = "name or description of the method"


@dataclass(frozen=True)
class Fingerprint:
    """What one step starts from.

    ``inputs``: tables, raw files and parts of the edition by name; ``parameters``: what its tagged cell declares, as
    injected; ``code``: its code cells; ``modules``: the project's modules that these import; ``environment``: the
    locked packages and Python.
    """

    inputs: Mapping[str, str]
    parameters: Mapping[str, Any]
    code: str
    modules: Mapping[str, str]
    environment: str


def of(
    step: Step,
    *,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, str],
    environment: str,
    graph: ImportGraph,
) -> Fingerprint:
    """The fingerprint of a step about to run.

    Parameters
    ----------
    parameters : what the chain injects.
    inputs : digests of the tables and raw files that it reads, and of the parts of the edition (`edition_parts`).
    environment : see `environment_digest`.
    """
    return Fingerprint(
        inputs=dict(sorted(inputs.items())),
        parameters=dict(parameters),
        code=_digest(step.code),
        modules=graph.digests(step.code),
        environment=environment,
    )


def edition_parts(edition: Edition) -> dict[str, str]:
    """Digest of each part of an edition as it is understood: a comment in a parameter file changes none.

    Of the method only its name and what it says of itself: its options stand among a step's parameters.
    """
    parts = {
        "edition.yaml": edition.about,
        "framework.csv": edition.full_framework,
        "units.csv": edition.units,
        "sources.yaml": edition.sources,
        f"alternatives {edition.alternatives.name}": edition.alternatives,
        f"experts {edition.about.experts}": edition.experts,
        f"goalposts {edition.about.goalposts}": edition.goalposts,
        f"targets {edition.about.targets}": edition.targets,
        "units_before.csv": edition.units_before,
        f"concordance {edition.concordance.name if edition.concordance else None}": edition.concordance,
    }
    digests = {
        name: _digest(part.model_dump(mode="json", exclude={"method"}))
        for name, part in parts.items()
        if part is not None
    }
    method = edition.method
    return {**digests, METHOD: _digest([method.name, method.description_vi, method.description_en])}


def environment_digest(root: Path) -> str:
    """Digest of the locked packages (where the project holds its lock), of those installed that count, and of Python."""
    lock = root / LOCK
    locked = hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else None
    installed = {name: metadata.version(name) for name in PACKAGES}
    return _digest([locked, installed, platform.python_version()])


def as_record(fingerprint: Fingerprint) -> dict[str, Any]:
    """Plain values, for JSON."""
    return asdict(fingerprint)


def from_record(record: Mapping[str, Any]) -> Fingerprint | None:
    """A recorded fingerprint, or None where the record holds none (a line of an earlier schema)."""
    return Fingerprint(**record) if record else None


def same(before: Fingerprint, now: Fingerprint) -> bool:
    """Whether a step would start from the same again."""
    return json.dumps(as_record(before), sort_keys=True) == json.dumps(as_record(now), sort_keys=True)


def differences(before: Fingerprint, now: Fingerprint) -> list[str]:
    """What differs, in words: ``aggregation changed arithmetic -> geometric``, ``values.csv changed``."""
    said = [
        f"{name.lower()} changed {_shown(before.parameters, name)} -> {_shown(now.parameters, name)}"
        for name in dict.fromkeys([*now.parameters, *before.parameters])
        if _text(before.parameters.get(name, NOTHING)) != _text(now.parameters.get(name, NOTHING))
    ]
    said += _named(changed(before.inputs, now.inputs), before.inputs, now.inputs)
    if before.code != now.code:
        said.append("the notebook's code changed")
    said += _named(changed(before.modules, now.modules), before.modules, now.modules)
    if before.environment != now.environment:
        said.append("the locked environment changed")
    return said


def _named(names: list[str], before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """``a.csv changed``; of many, the first few and their number."""
    said = [
        f"{name} {'is new' if name not in before else 'is gone' if name not in now else 'changed'}"
        for name in names[:SHOWN]
    ]
    return [*said, f"and {len(names) - SHOWN} more"] if len(names) > SHOWN else said


def _shown(parameters: Mapping[str, Any], name: str) -> str:
    value = parameters.get(name, NOTHING)
    return value if isinstance(value, str) else _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()
