"""The conceptual framework: nodes and the tree they form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal

import pydantic

from pipeline.errors import FrameworkError, listed
from pipeline.framework.collecting import Collecting
from pipeline.framework.model import Model

Role = Literal["aggregate", "indicator", "outcome", "size"]
LevelRole = Literal["indicator", "sub_pillar", "pillar", "sub_index", "index"]
BESIDE = ("outcome", "size")
"""Roles of what stands beside the tree: outcomes are explained by the index, sizes are what indicators may grow with."""

Transformation = Literal[
    "none",
    "log",
    "log1p",
    "log_ct",
    "reflected_log",
    "square_root",
    "reflected_square_root",
    "box_cox",
    "reflected_box_cox",
    "yeo_johnson",
    "gii_log",
]


Measurement = Literal["reflective", "formative"]
"""Whether children are effects of one thing and must agree (reflective), or make it up and need not (formative)."""

Match = Literal["same", "near"]
"""Of a concept of the official framework, by its name: the same, or near (another denominator, part of it)."""

Rebuild = Literal["sum", "ratio", "average", "maximum", "refused"]
"""How values are made for other units than those of the raw tables; see `pipeline.framework.rebuild`."""


def _signed(value: object) -> object:
    """A direction as a CSV cell has it ("1", "+1", "-1") as a number; anything else is left to be refused."""
    return {"1": 1, "+1": 1, "-1": -1}.get(str(value).strip(), value)


Direction = Annotated[Literal[1, -1], pydantic.BeforeValidator(_signed)]


class Node(Collecting):
    """One row of ``framework.csv``; further columns are kept as they are."""

    model_config = pydantic.ConfigDict(frozen=True, extra="allow", protected_namespaces=())

    code: str
    role: Role
    level: int | None = None
    parent: str | None = None
    name_vi: str
    name_en: str
    direction: Direction = 1
    weight: pydantic.NonNegativeFloat | None = None
    transformation: Transformation = "none"
    unit_of_measure: str = ""
    unit_of_measure_vi: str = ""
    goalpost_low: float | None = None
    goalpost_high: float | None = None
    target: float | None = None
    plausible_low: float | None = None
    plausible_high: float | None = None
    definition_vi: str = ""
    definition_en: str = ""
    concept_vi: str = ""  # what it stands for, where that is not its definition
    concept_en: str = ""
    measurement: Measurement | None = None  # of an aggregate; not declared where empty
    official_concept: str = ""  # names in the official framework as printed in Vietnamese, parted by |
    official_match: Match = "same"
    rebuild: Rebuild | None = None
    rebuild_weight: str = ""  # a weight of sources.yaml: the denominator of a published ratio, or what averages
    rebuild_note_vi: str = ""  # why it is refused, or an approximation
    rebuild_note_en: str = ""

    @pydantic.model_validator(mode="after")
    def _pairs_are_ordered(self) -> Node:
        for low, high, what in (
            (self.goalpost_low, self.goalpost_high, "goalposts"),
            (self.plausible_low, self.plausible_high, "plausible bounds"),
        ):
            if low is not None and high is not None and not low < high:
                raise ValueError(
                    f"indicator {self.code}: {what} need low < high, got low={low}, high={high}. "
                    "Set them in framework.csv"
                )
        if (self.goalpost_low is None) != (self.goalpost_high is None):
            raise ValueError(f"indicator {self.code}: goalposts need both low and high, or neither. See framework.csv")
        if self.measurement is not None and self.role != "aggregate":
            raise ValueError(
                f"{self.role} {self.code}: measurement is said of a group of indicators, found {self.measurement!r}. "
                "Move it to the group's row of framework.csv"
            )
        return self

    def name(self, language: str) -> str:
        """The node's name in ``vi`` or ``en``."""
        return self.name_vi if language == "vi" else self.name_en

    def rebuild_note(self, language: str) -> str:
        """Why the node is refused for other units, or approximate, in ``vi`` or ``en``; may be empty."""
        return self.rebuild_note_vi if language == "vi" else self.rebuild_note_en

    def measure(self, language: str) -> str:
        """The unit of measure in ``vi`` (where one is given) or ``en``."""
        return self.unit_of_measure_vi or self.unit_of_measure if language == "vi" else self.unit_of_measure

    def definition(self, language: str) -> str:
        """The definition in ``vi`` or ``en``; may be empty."""
        return self.definition_vi if language == "vi" else self.definition_en

    def concept(self, language: str) -> str:
        """What the node stands for in ``vi`` or ``en``; may be empty."""
        return self.concept_vi if language == "vi" else self.concept_en

    @property
    def official_concepts(self) -> list[str]:
        """Names in the official framework that the node is declared to be, or to be near."""
        return [name.strip() for name in self.official_concept.split("|") if name.strip()]


class Level(Model):
    """What a level of the tree is called."""

    level: pydantic.PositiveInt
    role: LevelRole
    name_vi: str
    name_en: str


class Hierarchy(Model):
    """The tree of indicators and aggregates, and the outcomes that stand beside it.

    Level 1 is the indicator, the root has the highest level; any number of levels. An outcome or a size has no level
    and no parent and is not a node of the tree.
    """

    nodes: tuple[Node, ...]
    levels: tuple[Level, ...]
    incomplete: bool = False
    """An aggregate may then have no children yet."""

    @pydantic.model_validator(mode="after")
    def _is_one_tree(self) -> Hierarchy:
        faults = [*self._duplicates(), *self._level_faults(), *self._parent_faults(), *self._part_faults()]
        if not faults:
            faults = self._root_faults()
        if faults:
            raise ValueError(listed(faults))
        return self

    def _duplicates(self) -> list[str]:
        counts = Counter(node.code for node in self.nodes)
        levels = Counter(level.level for level in self.levels)
        return [
            *(f"code {code!r} stands {n} times; codes must be unique" for code, n in counts.items() if n > 1),
            *(f"level {level} is named {n} times under levels; name it once" for level, n in levels.items() if n > 1),
        ]

    def _level_faults(self) -> list[str]:
        named = {level.level for level in self.levels}
        faults = []
        for node in self.nodes:
            if node.role in BESIDE and (node.level is not None or node.parent):
                faults.append(f"{node.role} {node.code!r} has a level or a parent; it stands beside the tree")
            if node.role == "indicator" and node.level != 1:
                faults.append(f"indicator {node.code!r} is at level {node.level}; an indicator is at level 1")
            if node.role == "aggregate" and (node.level is None or node.level < 2):
                faults.append(f"aggregate {node.code!r} is at level {node.level}; an aggregate is at level 2 or above")
            if node.role not in BESIDE and node.level not in named:
                faults.append(f"{node.code!r} is at level {node.level}, which edition.yaml does not name under levels")
            if node.role not in BESIDE and node.weight is None:
                faults.append(f"{node.code!r} has no weight; give one (1 is equal weight within its parent)")
        return faults

    def _parent_faults(self) -> list[str]:
        tree = {node.code: node for node in self.nodes if node.role not in BESIDE}
        faults = []
        for node in tree.values():
            if not node.parent:
                continue
            parent = tree.get(node.parent)
            if parent is None:
                faults.append(f"{node.code!r} names the parent {node.parent!r}, which does not exist")
            elif self._in_cycle(node.code, tree):
                faults.append(
                    f"{node.code!r} is its own ancestor (a cycle through {node.parent!r}); correct its parent"
                )
            elif parent.level is None or node.level is None or parent.level <= node.level:
                faults.append(
                    f"{node.code!r} (level {node.level}) has the parent {parent.code!r} at level {parent.level}; "
                    "a parent stands above its children"
                )
        return faults

    def _part_faults(self) -> list[str]:
        known = {node.code for node in self.nodes}
        return [
            f"{node.code!r} is part of {node.part_of!r}, which is no other row of framework.csv; correct part_of"
            for node in self.nodes
            if node.part_of and (node.part_of not in known or node.part_of == node.code)
        ]

    @staticmethod
    def _in_cycle(code: str, tree: Mapping[str, Node]) -> bool:
        seen: set[str] = set()
        here: str | None = code
        while here and here in tree:
            if here in seen:
                return here == code
            seen.add(here)
            here = tree[here].parent
        return False

    def _root_faults(self) -> list[str]:
        roots = [node.code for node in self.nodes if node.role not in BESIDE and not node.parent]
        if len(roots) != 1:
            return [f"a framework needs exactly one root, found {len(roots)}: {listed(roots) or 'none'}"]
        childless = [node.code for node in self.nodes if node.role == "aggregate" and not self.children(node.code)]
        weightless = [
            node.code
            for node in self.nodes
            if node.role == "aggregate"
            and self.children(node.code)
            and not any(child.weight for child in self.children(node.code))
        ]
        return [
            *(
                f"aggregate {code!r} has no children; remove it or give it some"
                for code in childless
                if not self.incomplete
            ),
            *(f"the children of {code!r} all have weight 0; give one of them a weight" for code in weightless),
        ]

    @cached_property
    def by_code(self) -> dict[str, Node]:
        """Every node, outcomes included, by its code."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        """The indicators, in the order of the framework."""
        return tuple(node for node in self.nodes if node.role == "indicator")

    @cached_property
    def outcomes(self) -> tuple[Node, ...]:
        """What stands beside the index, unweighted."""
        return tuple(node for node in self.nodes if node.role == "outcome")

    @cached_property
    def sizes(self) -> tuple[Node, ...]:
        """Variables of size (population, area): no part of the index, but an indicator may grow with them."""
        return tuple(node for node in self.nodes if node.role == "size")

    @cached_property
    def tree(self) -> tuple[Node, ...]:
        """Indicators and aggregates: every node that gets a score."""
        return tuple(node for node in self.nodes if node.role not in BESIDE)

    @cached_property
    def by_parent(self) -> dict[str, tuple[Node, ...]]:
        """The children of every node that has some, in the order of the framework."""
        found: dict[str, list[Node]] = {}
        for node in self.tree:
            found.setdefault(node.parent or "", []).append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items() if parent}

    @property
    def indicator_codes(self) -> list[str]:
        return [node.code for node in self.indicators]

    @property
    def root(self) -> Node:
        return next(node for node in self.tree if not node.parent)

    def node(self, code: str) -> Node:
        """One node by its code.

        Raises
        ------
        FrameworkError : an unknown code.
        """
        if code not in self.by_code:
            raise FrameworkError(f"framework: there is no node {code!r}; known: {listed(self.by_code)}")
        return self.by_code[code]

    def children(self, code: str) -> tuple[Node, ...]:
        """The nodes directly below ``code``, in the order of the framework."""
        return self.by_parent.get(code, ())

    def leaves(self, code: str) -> list[str]:
        """Codes of the indicators below ``code`` (itself, if it is one)."""
        if self.node(code).role == "indicator":
            return [code]
        return [leaf for child in self.children(code) for leaf in self.leaves(child.code)]

    def at_level(self, level: int) -> tuple[Node, ...]:
        return tuple(node for node in self.tree if node.level == level)

    def with_role(self, role: LevelRole) -> tuple[Node, ...]:
        """Every node of the level called ``role``; empty where the tree has no such level."""
        return tuple(node for level in self.levels if level.role == role for node in self.at_level(level.level))

    @cached_property
    def pillars(self) -> tuple[Node, ...]:
        """The pillars, or, in a tree without that level, the nodes directly below the root."""
        return self.with_role("pillar") or self.children(self.root.code)

    def ancestor(self, code: str, role: LevelRole) -> Node | None:
        """The node of the level called ``role`` above ``code``, or None."""
        wanted = {node.code for node in self.with_role(role)}
        here: str | None = code
        while here:
            if here in wanted:
                return self.by_code[here]
            here = self.by_code[here].parent
        return None

    def without(self, codes: Sequence[str]) -> Hierarchy:
        """The framework with some indicators left out, and with them the aggregates that lose every child."""
        kept = [node for node in self.nodes if node.code not in set(codes)]
        while True:
            parents = {node.parent for node in kept}
            empty = {node.code for node in kept if node.role == "aggregate" and node.code not in parents}
            if not empty:
                return Hierarchy(nodes=tuple(kept), levels=self.levels)
            kept = [node for node in kept if node.code not in empty]
