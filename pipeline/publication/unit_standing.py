"""The parts of a unit's profile that place it: rank and range, order among neighbours, development, change."""

from __future__ import annotations

import pandas as pd

from pipeline.framework.units import Unit
from pipeline.publication.unit_ground import Ground, Record
from pipeline.publication.unit_profile import Cause, Change, Neighbour, Order, Performance, Standing, Top
from pipeline.reporting import labels, numbers, tables_compare, words

NEIGHBOURS = 3  # shown on either side; a matter of the page, not of the method
PLACES = "places"


class Placing:
    """Says where every unit stands, in one language."""

    def __init__(self, ground: Ground, language: str) -> None:
        self.ground, self.language = ground, language
        self.places = {unit: place for place, unit in enumerate(ground.order)}
        fit = ground.run.tables.get("regression_fit", pd.DataFrame())
        outcome = ground.edition.about.regression_outcome
        own = fit if fit.empty else fit[fit["outcome"] == outcome]
        self.left_out = "" if own.empty else str(own["excluded"].iloc[0] or "")
        self.level = ground.edition.full_framework.by_code.get(outcome or "")
        self._read_comparison()

    def _read_comparison(self) -> None:
        """Changes and causes by unit, where the edition has been compared with an earlier one."""
        self.changes: dict[str, Record] = {}
        self.causes: dict[str, dict[str, float]] = {}
        found = self.ground.run.comparison
        if found is None:
            return
        changes = found.tables["compare_changes"]
        own = changes[changes["code"] == self.ground.framework.root.code]
        self.changes = {str(row["unit_code"]): row for row in own.to_dict("records")}
        self.measure = tables_compare.measure_of(changes, self.ground.framework)
        wide = tables_compare.causes(found.tables["compare_attribution"], self.measure)
        self.causes = {str(unit): dict(row) for unit, row in wide.to_dict("index").items()}

    def word(self, key: str, **parts: object) -> str:
        return words.word(key, self.language).format(**parts) if parts else words.word(key, self.language)

    def rank(self, unit: str) -> str:
        """The unit's place in the index; empty where it has none."""
        return numbers.rank(self.ground.ranks[unit][self.ground.framework.root.code], language=self.language)

    def standing(self, unit: str) -> Standing:
        """Score and rank with the range over the declared choices; or why there is none."""
        ground, language = self.ground, self.language
        options, found = ground.edition.method.uncertainty, ground.ranges.get(unit)
        ends = (
            (numbers.rank(found[name], language=language) for name in ("rank_p05", "rank_p95")) if found else ("", "")
        )
        low, high = ends
        shares = (f"{100 * share:g}" for share in (options.rank_low, options.rank_high))
        codes = ground.framework.indicator_codes
        n = sum(ground.values[unit][code] == ground.values[unit][code] for code in codes)
        ranked = ground.ranked(unit)
        reason = ground.screening.get(unit, {}).get(f"reason_{language}")
        return Standing(
            score=numbers.number(ground.scores[unit][ground.framework.root.code], language=language),
            rank=self.rank(unit),
            n_ranked=numbers.integer(ground.n_ranked, language=language),
            range=f"{low}–{high}" if low and high else "",
            range_said=self.word("profile_range_said", **dict(zip(("low", "high"), shares, strict=True)))
            if low
            else self.word("profile_no_range"),
            tops=tuple(self._top(own) for own in ground.tops.get(unit, [])) if ranked else (),
            reason="" if ranked or not reason else self.word("profile_reason", reason=reason),
            known="" if ranked else self.word("profile_known", n=n, of=len(codes)),
        )

    def _top(self, own: Record) -> Top:
        k = numbers.integer(own["k"], language=self.language)
        share = numbers.percent(own["share"], language=self.language, digits=1)
        return Top(self.word("profile_top", k=k), share)

    def neighbour(self, unit: str, other: str) -> Neighbour:
        """A unit beside the profile's own, with the firmness of their order."""
        pairs = self.ground.pairs
        found = pairs.get(unit, {}).get(other)
        relation = "" if found is None else self.word(f"profile_relation_{self._relation(unit, other)}")
        return Neighbour(
            unit_code=other,
            name=labels.unit(self.ground.units, other, self.language),
            rank=self.rank(other),
            share="" if found is None else numbers.percent(found[0], language=self.language),
            relation=relation,
        )

    def _relation(self, unit: str, other: str) -> str:
        """``ahead`` or ``behind`` where the unit is so in enough of the common draws, otherwise ``open``."""
        pairs = self.ground.pairs
        if pairs.get(unit, {}).get(other, (0.0, False))[1]:
            return "ahead"
        return "behind" if pairs.get(other, {}).get(unit, (0.0, False))[1] else "open"

    def order(self, unit: str) -> Order:
        """How many units it is firmly ahead of and behind, and the next ones in the ranking."""
        if unit not in self.places:
            return Order(self.word("profile_order_unranked"), ())
        if unit not in self.ground.pairs:
            return Order(self.word("profile_order_none"), ())
        place, order = self.places[unit], self.ground.order
        relations = [self._relation(unit, other) for other in order if other != unit]
        counts = {kind: relations.count(kind) for kind in ("ahead", "behind", "open")}
        robust = self.ground.edition.method.uncertainty.robust_share
        said = self.word("profile_order_said", share=numbers.percent(robust, language=self.language), **counts)
        near = [*order[max(place - NEIGHBOURS, 0) : place], *order[place + 1 : place + 1 + NEIGHBOURS]]
        return Order(said, tuple(self.neighbour(unit, other) for other in near))

    def beside(self, unit: str) -> tuple[Neighbour | None, Neighbour | None]:
        """The unit before and the one after in the ranking."""
        if unit not in self.places:
            return None, None
        place, order = self.places[unit], self.ground.order
        before = self.neighbour(unit, order[place - 1]) if place else None
        after = self.neighbour(unit, order[place + 1]) if place + 1 < len(order) else None
        return before, after

    def performance(self, unit: str) -> Performance:
        """The index against what is usual at the unit's level of development: ``performance.csv``."""
        own, language = self.ground.performance.get(unit), self.language
        if own is None or numbers.missing(own["expected"]) or self.level is None:
            return Performance("", self.word("profile_performance_none"), "", "", "")
        shown = {
            name: numbers.number(own[name], language=language, digits=1)
            for name in ("score", "expected", "low", "high")
        }
        level = labels.with_measure(
            numbers.measured(own["level"], language=language), labels.measure(self.level, language)
        )
        verdict = words.coded("standing", own["verdict"], language)
        said = self.word("profile_performance_said", verdict=verdict, **shown)
        if self.left_out:
            codes = ", ".join(self.left_out.split())
            said = f"{said} {self.word('profile_performance_without', codes=codes)}"
        share = self.ground.base.share
        return Performance(
            level=f"{self.level.name(language)}: {level}",
            said=said,
            reads=self.word("profile_performance_reads"),
            verdict=verdict,
            alt=self.word("profile_performance_alt", **shown),
            low=share(float(own["low"])),
            high=share(float(own["high"])),
            expected=share(float(own["expected"])),
            own=share(float(own["score"])),
        )

    def change(self, unit: Unit) -> Change:
        """The change of rank since the edition before and its causes, which add up to it; or why there is none."""
        found = self.ground.run.comparison
        if found is None:
            command = f"pii compare … {self.ground.edition.id}"
            return Change(self.word("profile_change_none"), command, (), "", "")
        own = self.changes.get(unit.unit_code)
        if own is None or own["kind"] != tables_compare.RANKED:
            return Change(self._apart(own, found.before), "", (), "", "")
        values = {
            f"{what}_{side}" if what else side: numbers.rank(own[f"{what or 'rank'}_{side}"], language=self.language)
            for what in ("", "n")
            for side in ("before", "after")
        }
        said = self.word("profile_change_said", edition=found.before, change=self._moved(own), **values)
        causes = self._causes(unit.unit_code)
        key = "causes" if self.measure == PLACES else "causes_positions"
        return Change(
            said=f"{said} {self.word('profile_change_no_score')}",
            command="",
            causes=causes,
            causes_said=self.word(f"profile_change_{key}" if causes else "profile_change_no_causes"),
            measure=self.word("profile_places" if self.measure == PLACES else "profile_positions"),
        )

    def _apart(self, own: Record | None, before: str) -> str:
        """Why a unit does not compare: what the comparison says of it."""
        kind = "unranked" if own is None else str(own["kind"])
        reason = "" if own is None else str(own[f"reason_{self.language}"] or "")
        return self.word(
            "profile_change_apart", edition=before, reason=reason or words.coded("change_kind", kind, self.language)
        )

    def _moved(self, own: Record) -> str:
        """Up, down or unchanged, in places; where the numbers of units differ places say little and n stands beside."""
        moved = float(own["rank_before"]) - float(own["rank_after"])
        if moved == 0:
            return self.word("profile_change_still")
        n = numbers.rank(abs(moved), language=self.language)
        return self.word("profile_change_up" if moved > 0 else "profile_change_down", n=n)

    def _causes(self, unit: str) -> tuple[Cause, ...]:
        found = self.causes.get(unit, {})
        if not found or any(numbers.missing(part) for part in found.values()):
            return ()
        largest = max(abs(part) for part in found.values()) or 1.0
        return tuple(
            Cause(
                name=self.word(f"player_{player}"),
                part=self._part(part),
                share=round(part / largest, 3),
                is_sum=player == tables_compare.SUM,
            )
            for player, part in found.items()
        )

    def _part(self, part: float) -> str:
        sign = "+" if part > 0 else ""
        if self.measure == PLACES:
            return sign + numbers.number(part, language=self.language)
        return sign + numbers.percent(part, language=self.language, digits=1)
