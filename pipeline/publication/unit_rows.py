"""The parts of a unit's profile that are rows: bars, indicators, strengths, gaps in the arithmetic, gaps in the data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from pipeline.framework.hierarchy import Node
from pipeline.framework.units import Unit
from pipeline.publication import cell_signs, unit_ground
from pipeline.publication.unit_ground import Ground
from pipeline.publication.unit_profile import Bar, Data, Gap, Gaps, Mean, Row, Section
from pipeline.reporting import labels, numbers, report_profiles, words

MISSING = "…"
ORIGINS = ("earlier_year", "structural_zero", "source_fault", "not_published")
STRENGTH, WEAKNESS = "strength", "weakness"


class Rows:
    """Makes the rows of every unit in one language; what units share (names, ends, marks) is worded once."""

    def __init__(self, ground: Ground, language: str) -> None:
        self.ground, self.language = ground, language
        framework = ground.framework
        self.names = {node.code: node.name(language) for node in framework.nodes}
        self.measures = {node.code: labels.measure(node, language) for node in labels.coded(framework)}
        self.ends = {node.code: self._ends(node) for node in labels.coded(framework)}
        self.signs = {key: cell_signs.sign(key, language) for key in cell_signs.ORDER}

    def _ends(self, node: Node) -> tuple[str, str]:
        owners = self.ground.base.ends.get(node.code, ([], []))
        best, worst = (report_profiles.extreme(self.ground.base, own, node, self.language) for own in owners)
        return best, worst

    def score(self, value: float | None) -> str:
        """A score below the index, with one decimal."""
        return numbers.number(value, language=self.language, digits=1)

    def bars(self, unit: Unit) -> tuple[Bar, ...]:
        """Every pillar, each followed by its sub-pillars where it has more than one."""
        found = []
        for pillar in labels.pillars(self.ground.framework):
            found.append(self._bar(unit, pillar, 0))
            children = [node for node in self.ground.framework.children(pillar.code) if node.role != "indicator"]
            found += [self._bar(unit, child, 1) for child in children if len(children) > 1]
        return tuple(found)

    def _bar(self, unit: Unit, node: Node, depth: int) -> Bar:
        ground, code = self.ground, node.code
        own = ground.scores[unit.unit_code][code]
        rank = numbers.rank(ground.ranks[unit.unit_code][code], language=self.language)
        means = [("region", ground.regions[unit.region_code][code]), ("country", ground.country[code])]
        group = ground.groups.get(unit_ground.group_code(unit))
        if group is not None:
            means.insert(1, ("group", group[code]))
        shown = tuple(
            Mean(
                kind,
                words.word(f"profile_{kind}_mean", self.language),
                self.score(mean),
                ground.base.share(float(mean)),
            )
            for kind, mean in means
        )
        score = self.score(own)
        return Bar(
            code=code,
            name=self.names[code],
            depth=depth,
            score=score,
            rank=rank,
            place=ground.base.share(float(own)),
            means=shown,
            alt=self._alt(self.names[code], score, rank, shown),
        )

    def _alt(self, name: str, score: str, rank: str, means: Sequence[Mean]) -> str:
        key = "profile_bar_alt" if score else "profile_bar_alt_unknown"
        parts = [words.word(key, self.language).format(name=name, score=score, rank=rank)]
        said = words.word("profile_bar_alt_mean", self.language)
        parts += [
            said.format(what=words.word(f"profile_what_{mean.kind}", self.language), mean=mean.score)
            for mean in means
            if mean.score
        ]
        return "; ".join(parts)

    def row(self, unit: str, code: str) -> Row:
        """One indicator, outcome or size; an imputed value stands where the unit has none, and is marked."""
        ground, language = self.ground, self.language
        imputed = ground.imputed.get(unit, {}).get(code)
        value = ground.values[unit][code] if imputed is None else imputed
        score = ground.scores[unit].get(code)
        best, worst = self.ends[code]
        return Row(
            code=code,
            name=self.names[code],
            value=numbers.measured(value, language=language) or MISSING,
            measure=self.measures[code],
            year=numbers.year(ground.years[unit][code]),
            signs=self._signs(unit, code),
            score=self.score(score),
            rank=numbers.rank(ground.ranks[unit].get(code), language=language),
            place=None if score is None else ground.base.share(float(score)),
            best=best,
            worst=worst,
            has_page=ground.framework.by_code[code].role != "size",
        )

    def _signs(self, unit: str, code: str) -> str:
        return " ".join(self.signs[key].letter for key in self.ground.signs.get((unit, code), ()))

    def sections(self, unit: str) -> tuple[Section, ...]:
        """The indicators below the nodes that hold them, in the order of the framework."""
        framework = self.ground.framework
        parents = dict.fromkeys(node.parent or "" for node in framework.indicators)
        found = []
        for parent in parents:
            codes = [node.code for node in framework.children(parent) if node.role == "indicator"]
            rank = numbers.rank(self.ground.ranks[unit][parent], language=self.language)
            rows = tuple(self.row(unit, code) for code in codes)
            found.append(Section(parent, self.names[parent], self.score(self.ground.scores[unit][parent]), rank, rows))
        return tuple(found)

    def beside(self, unit: str) -> Section:
        """Outcomes and sizes: no part of the index."""
        framework = self.ground.framework
        rows = tuple(self.row(unit, node.code) for node in (*framework.outcomes, *framework.sizes))
        return Section("", words.word("profile_beside", self.language), "", "", rows)

    def ends_of(self, unit: str, kind: str) -> tuple[Row, ...]:
        """Strengths or weaknesses as ``strengths.csv`` orders them."""
        return tuple(
            self.row(unit, str(own["code"])) for own in self.ground.strengths.get(unit, []) if own["kind"] == kind
        )

    def gaps(self, unit: str) -> Gaps:
        r"""The indicators whose distance to the best score weighs most, the heaviest first.

        .. math:: g_i = w_i (t_i - s_i), \qquad \sum_i g_i = t - I \text{ where every node is an arithmetic mean}

        with effective weight :math:`w_i`, own score :math:`s_i` and best score :math:`t_i`: the points of the index that
        lie in the distance while everything else is held fixed. As many as the method names strengths.
        """
        ground, language = self.ground, self.language
        own = {code: ground.scores[unit][code] for code in ground.framework.indicator_codes}
        if not ground.ranked(unit) or any(math.isnan(score) for score in own.values()):
            return Gaps((), words.word("profile_gaps_none", language), "")
        points = {code: ground.effective[code] * (ground.top[code] - score) for code, score in own.items()}
        heaviest = sorted(points, key=lambda code: -points[code])[: ground.edition.method.profiles.n_strengths]
        largest = max(points.values()) or 1.0
        items = tuple(
            Gap(
                code=code,
                name=self.names[code],
                signs=self._signs(unit, code),
                score=self.score(own[code]),
                distance=self.score(ground.top[code] - own[code]),
                weight=numbers.percent(ground.effective[code], language=language, digits=1),
                points=numbers.number(points[code], language=language),
                place=round(100.0 * points[code] / largest, 1),
            )
            for code in heaviest
        )
        if not ground.is_arithmetic:
            return Gaps(items, words.word("profile_gaps_ordinal", language), "")
        summed = words.word("profile_gaps_sum", language).format(
            n=len(items),
            shown=self.score(sum(points[code] for code in heaviest)),
            total=self.score(sum(points.values())),
        )
        return Gaps(items, words.word("profile_gaps_said", language), summed)

    def data(self, unit: str) -> Data:
        """How many indicators are published for the latest year, what the others are, and what filling a gap is worth."""
        ground, language = self.ground, self.language
        codes = ground.framework.indicator_codes
        cells = [ground.signs.get((unit, code), ()) for code in codes]
        others = Counter(next((key for key in cell if key in ORIGINS), "") for cell in cells)
        published = others.pop("", 0)
        parts = [
            f"{words.coded('origin', key, language)}: {numbers.integer(others[key], language=language)}"
            for key in ORIGINS
            if key in others
        ]
        beside = [*ground.framework.outcomes, *ground.framework.sizes]
        used = {key for cell in cells for key in cell}
        used |= {key for node in beside for key in ground.signs.get((unit, node.code), ())}
        return Data(
            said=words.word("profile_data_said", language).format(published=published, of=len(codes)),
            others=words.word("profile_data_others", language).format(parts="; ".join(parts)) if parts else "",
            worth=tuple(said for own in ground.worth.get(unit, []) if (said := self._worth(own))),
            signs=tuple(sign for key, sign in self.signs.items() if key in used),
        )

    def _worth(self, own: unit_ground.Record) -> str:
        """What filling a gap is worth; empty where it would narrow nothing that one decimal shows."""
        width, known = (
            numbers.number(own[name], language=self.language, digits=1) for name in ("width", "width_known")
        )
        if width == known:
            return ""
        codes = ", ".join(str(own["codes"]).split())
        return words.word("profile_data_worth", self.language).format(codes=codes, width=width, known=known)
