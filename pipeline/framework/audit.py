"""A preset of the audit, ``params/audits/<name>.yaml``: how deep it goes and over which admissible choices.

An audit is a run of its own beside those of the edition, named after its preset; it changes no table of ``nominal``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydantic

from pipeline.framework.method import check_name, group_of
from pipeline.framework.model import Model

PREFIX = "audit-"
"""What the name of an audit's run begins with."""

GROUPS = ("coherence", "regression", "importance", "validity", "uncertainty", "sensitivity", "imputation")
"""Groups of options that an audit may set: how it looks at an index, never how the index is made."""

LOOKS = frozenset({"n_imputations", "n_hidden", "n_answers", "delta_shifts"})
"""Of the group ``imputation``: how often it is drawn and tried, not by what a blank is filled."""


class Preset(Model):
    """One file: its source, and what it sets."""

    name: str
    name_vi: str
    name_en: str
    source_vi: str
    source_en: str
    changes: Mapping[str, Any]

    @pydantic.field_validator("changes")
    @classmethod
    def _only_looks(cls, value: Mapping[str, Any]) -> Mapping[str, Any]:
        for name in value:
            check_name(name)
            group = group_of()[name]
            if group not in GROUPS or (group == "imputation" and name not in LOOKS):
                raise ValueError(
                    f"an audit sets how deep it looks, and {name!r} is how the index is made. "
                    "Run that as a variant (pii run --method), or make it an alternative of params/alternatives"
                )
        if not value.get("alternatives"):
            raise ValueError("an audit names its set of admissible choices, found none. Set `alternatives`")
        return value

    @property
    def run_name(self) -> str:
        return f"{PREFIX}{self.name}"
