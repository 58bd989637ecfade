"""A unit's page: its size is told, and nobody is best or worst in it."""

from __future__ import annotations

from pipeline.reporting import content, report_profiles


def test_a_size_has_a_value_and_a_place_and_neither_a_best_nor_a_worst(edition, tables):
    ground = report_profiles.Ground(content.collect(edition, tables, language="en"))
    profile = next(own for own in report_profiles.profiles(ground, "en") if own.name == "Place 4")
    size, outcome = profile.lines[-1], profile.lines[-2]
    assert (size.name, size.value, size.year) == ("s.1 Fictitious population", "500", "2024")
    assert (size.best, size.worst, size.score, size.rank) == ("", "", "", "")
    assert size.place is not None
    assert outcome.best
    assert outcome.worst
