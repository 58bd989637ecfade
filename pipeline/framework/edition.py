"""One edition: year, framework, units, sources and method, cross-checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import pydantic

from pipeline.errors import FrameworkError, listed
from pipeline.framework import admissibility, rebuild, suitability
from pipeline.framework import experts as experts_model
from pipeline.framework import targets as targets_model
from pipeline.framework.alternatives import Alternatives
from pipeline.framework.concordance import Concordance
from pipeline.framework.experts import Experts
from pipeline.framework.external import External
from pipeline.framework.goalposts import Goalposts
from pipeline.framework.hierarchy import Hierarchy, Level, Node
from pipeline.framework.method import Method
from pipeline.framework.model import Model, explain
from pipeline.framework.option_group import Share
from pipeline.framework.rebuild import Rebuilt
from pipeline.framework.sourcing import Column, Sources
from pipeline.framework.targets import Targets
from pipeline.framework.units import Units

NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,63}$")
NOMINAL, SCRATCH = "nominal", "scratch"
Language = Literal["vi", "en"]


def check_name(name: str, *, what: str) -> str:
    """Refuse a name that could leave its folder (``../x``) or is reserved; return it unchanged.

    Raises
    ------
    FrameworkError
    """
    if not NAME.fullmatch(name) or ".." in name:
        raise FrameworkError(
            f"{what} {name!r}: small letters, digits, '-', '_' and single dots are expected, at most 64 characters, "
            "beginning with a letter or digit. Choose another name"
        )
    if what == "run" and name == SCRATCH:
        raise FrameworkError(f"run {name!r} is reserved for notebooks run by hand. Choose another name")
    return name


class Screening(Model):
    """Who can be ranked, in integer counts: a rule of the edition, the same under every method."""

    share: Share = pydantic.Field(
        description="of the indicators of the index and of each sub-index that must be there; GII: 0.66"
    )
    sub_pillars: pydantic.PositiveInt = pydantic.Field(
        description="computable sub-pillars a pillar needs, or all; GII: 2"
    )
    pillar_floor: Mapping[str, pydantic.NonNegativeInt] = pydantic.Field(
        default_factory=dict, description="least number of indicators of a node, by its code"
    )
    zeros_are_missing: bool = pydantic.Field(
        default=False, description="count zeros as missing, for sources that print 0 where nothing was reported"
    )


class LeftOut(Model):
    """Why an indicator of the framework takes no part in this edition."""

    reason_vi: str
    reason_en: str


class Published(Model):
    """A published score that a replication edition recomputes: node ``code`` against a raw column."""

    code: str
    value: Column
    tolerance: pydantic.PositiveFloat


class EditionFile(Model):
    """``edition.yaml``."""

    id: str
    year: int
    name_vi: str
    name_en: str
    note_vi: str  # stands on every title page
    note_en: str
    language: Language
    seed: pydantic.NonNegativeInt
    method: str
    alternatives: str
    levels: tuple[Level, ...]
    screening: Screening
    experts: str | None = None
    goalposts: str | None = None
    targets: str | None = None  # what a policy wants by some year: params/targets/<name>.yaml
    regression_outcome: str | None = None
    external: tuple[External, ...] = ()
    official_framework: str | None = None  # <source>/<table id>: what is public of the official framework
    left_out: Mapping[str, LeftOut] = pydantic.Field(default_factory=dict)
    published: tuple[Published, ...] = ()
    rebuilt: Rebuilt | None = None  # where the units ranked are not those of the raw tables
    incomplete: bool = False
    fictitious: bool = False
    revision_of: str | None = None  # the released edition that this one corrects


class Edition(Model):
    """Everything that ``params/editions/<id>/`` says, with the method and the admissible alternatives it names."""

    about: EditionFile
    full_framework: Hierarchy
    units: Units
    sources: Sources
    method: Method
    alternatives: Alternatives
    experts: Experts | None = None
    goalposts: Goalposts | None = None
    targets: Targets | None = None
    concordance: Concordance | None = None
    units_before: Units | None = None

    @property
    def id(self) -> str:
        return self.about.id

    @cached_property
    def framework(self) -> Hierarchy:
        """The framework without what this edition leaves out by name, or refuses to rebuild for its units."""
        return self.full_framework.without([*self.about.left_out, *self.refused])

    @cached_property
    def refused(self) -> list[str]:
        """Codes of the nodes that cannot be made for other units than those of the raw tables; none where these are ranked."""
        if self.about.rebuilt is None:
            return []
        return [code for code in rebuild.refused(self.full_framework.nodes) if code not in self.about.left_out]

    @property
    def raw_units(self) -> Units:
        """The units of the raw tables: those ranked, or where these were rebuilt, those before."""
        return self.units if self.units_before is None else self.units_before

    @cached_property
    def coded(self) -> tuple[Node, ...]:
        """Indicators, outcomes and sizes: everything that has values of its own."""
        return (*self.framework.indicators, *self.framework.outcomes, *self.framework.sizes)

    @pydantic.model_validator(mode="after")
    def _agrees_with_itself(self) -> Edition:
        faults = [*self._unsourced(), *self._unknown_codes(), *self._unbuildable()]
        if faults:
            raise ValueError(listed(faults))
        faults = self._misplaced_functions()
        if faults:
            raise ValueError(listed(faults))
        faults = [*self._misplaced_goalposts(), *self._unreachable_floors(), *self._misjudged(), *self._unsuited()]
        faults += self._mistargeted()
        if faults:
            raise ValueError(listed(faults))
        if self.method.normalisation.normalisation == "none":
            bads = [node.code for node in self.framework.indicators if node.direction < 0]
            if bads:
                raise ValueError(f"without normalisation no direction is turned, but {listed(bads)} have direction -1")
        return self

    def _unbuildable(self) -> list[str]:
        """Why the units cannot be rebuilt, and what is wrong with the rules."""
        faults = rebuild.rule_faults(self.full_framework.nodes, self.sources)
        own = [node for node in self.full_framework.nodes if node.code not in self.about.left_out]
        faults += rebuild.faults(
            self.about.rebuilt, own, concordance=self.concordance, before=self.units_before, after=self.units
        )
        if self.about.rebuilt is not None and self.about.published:
            faults.append("`published` holds scores of the units that `rebuilt` replaces. Remove one of them")
        if self.about.regression_outcome in self.refused:
            faults.append(f"regression_outcome {self.about.regression_outcome!r} cannot be rebuilt. Choose another")
        return faults

    def _misplaced_functions(self) -> list[str]:
        """Functions and minimum availability at nodes, of the edition's method and of every alternative to it."""
        faults = list(admissibility.tree_faults(self.framework, self.method.aggregation, self.method.ranking))
        if faults or self.alternatives.preset:  # a preset is fitted to the edition where it is used
            return faults
        others = {
            method.model_dump_json(include={"aggregation", "ranking"}): method
            for method in self.alternatives.methods(self.method)
        }
        told = (
            fault
            for method in others.values()
            for fault in admissibility.tree_faults(self.framework, method.aggregation, method.ranking)
        )
        return [f"alternatives {self.alternatives.name!r}: {fault}" for fault in dict.fromkeys(told)]

    def _misjudged(self) -> list[str]:
        if self.experts is None:
            return []
        faults = experts_model.faults(self.experts, self.framework)
        if self.experts.fictitious and not self.about.fictitious:
            faults.append(
                f"experts {self.experts.name!r} are fictitious, and this edition is not. Name real judgements, or none"
            )
        return faults

    def _mistargeted(self) -> list[str]:
        if self.targets is None:
            return []
        about = self.about
        return targets_model.faults(
            self.targets,
            codes=[node.code for node in self.coded],
            rebuilt=about.rebuilt is not None,
            fictitious=about.fictitious,
        )

    def _unreachable_floors(self) -> list[str]:
        counts = {code: len(self.framework.leaves(code)) for code in self.about.screening.pillar_floor}
        return [
            f"pillar_floor asks {floor} indicators of {code!r}, which has {counts[code]} in this edition. Lower it"
            for code, floor in self.about.screening.pillar_floor.items()
            if floor > counts[code]
        ]

    def _misplaced_goalposts(self) -> list[str]:
        """Goalposts are set in the indicator's unit of measure, so nothing may change its scale before they apply."""
        rescaled = suitability.rescales(self.method)
        return [
            f"indicator {node.code!r} has goalposts in {node.unit_of_measure or 'its unit of measure'}, but a "
            "transformation or the logarithmic fallback would change its scale first. Set its transformation to none, "
            "or outlier_fallback to none"
            for node in self.framework.indicators
            if node.goalpost_low is not None and (node.transformation != "none" or rescaled)
        ]

    def _unsuited(self) -> list[str]:
        """What the method's normalisation needs and the edition lacks."""
        return [
            *suitability.faults(self.method, framework=self.framework, goalposts=self.goalposts),
            *suitability.faults_of_own_method(self.method, units=self.units, goalposts=self.goalposts),
        ]

    def _unsourced(self) -> list[str]:
        whole = self.full_framework
        known = {node.code for node in (*whole.indicators, *whole.outcomes, *whole.sizes)}
        faults = [
            f"sources.yaml names {code!r}, which framework.csv does not"
            for code in self.sources.indicators
            if code not in known
        ]
        if not self.about.incomplete:
            faults += [
                f"indicator {code!r} has no source. Add it to sources.yaml, or mark the edition `incomplete: true`"
                for code in sorted(known - set(self.sources.indicators))
            ]
        return faults

    def _unknown_codes(self) -> list[str]:
        indicators = {node.code for node in self.full_framework.indicators}
        nodes = {node.code for node in self.full_framework.tree}
        outcomes = {node.code for node in self.full_framework.outcomes}
        faults = [
            f"edition.yaml leaves out {code!r}, which is no indicator"
            for code in self.about.left_out
            if code not in indicators
        ]
        faults += [
            f"edition.yaml sets a floor for {code!r}, which is no node"
            for code in self.about.screening.pillar_floor
            if code not in nodes
        ]
        faults += [
            f"edition.yaml compares {item.code!r} with a published score, but it is no node"
            for item in self.about.published
            if item.code not in nodes
        ]
        outside = [item.code for item in self.about.external]
        known = {node.code for node in self.full_framework.nodes}
        faults += [
            f"edition.yaml names the external ranking {code!r}, a code that stands elsewhere. Give it one of its own"
            for code in sorted(set(outside))
            if outside.count(code) > 1 or code in known
        ]
        outcome = self.about.regression_outcome
        if outcome is not None and outcome not in outcomes:
            faults.append(
                f"regression_outcome {outcome!r} is no outcome of framework.csv; "
                f"outcomes: {listed(sorted(outcomes)) or 'none'}"
            )
        return faults

    def with_method(self, method: Method) -> Edition:
        """A copy of the edition under another method.

        Raises
        ------
        FrameworkError : a method that does not suit the edition.
        """
        try:
            return Edition(
                about=self.about,
                full_framework=self.full_framework,
                units=self.units,
                sources=self.sources,
                method=method,
                alternatives=self.alternatives,
                experts=self.experts,
                goalposts=self.goalposts,
                targets=self.targets,
                concordance=self.concordance,
                units_before=self.units_before,
            )
        except pydantic.ValidationError as error:
            raise FrameworkError(f"edition {self.id}, method {method.name}: {explain(error, Edition)}") from None

    def with_weights(self, weights: Mapping[str, float]) -> Edition:
        """A copy whose nodes have the weights given, by code, under the weighting ``nominal``.

        For what asks which weights are in use, once others than the framework's have been computed or judged. Nothing
        else changes, so nothing is checked again.
        """
        nodes = tuple(
            node.model_copy(update={"weight": weights[node.code]}) if node.code in weights else node
            for node in self.full_framework.nodes
        )
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        parts["full_framework"] = Hierarchy(nodes=nodes, levels=self.full_framework.levels)
        parts["method"] = self.method.replace({"weighting": "nominal"})
        return Edition.model_construct(**parts)

    def made_with(self, outcome: str) -> list[str]:
        """Indicators that share a raw table with an outcome, as value, factor or denominator.

        They must stay out of a regression on that outcome: an outcome is never an ingredient. A table that
        ``same_quantity`` of sources.yaml declares kin to one of the outcome's counts as that table.
        """
        own = self.sources.kin(self.sources.indicators[outcome].tables)
        return [node.code for node in self.framework.indicators if self.sources.indicators[node.code].tables & own]
