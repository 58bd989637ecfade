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


def test_an_imputed_value_makes_nobody_the_best(edition, tables):
    scores = tables["scores"].copy()
    scores.loc[(scores["unit_code"] == "U03") & (scores["code"] == "1.3"), "score"] = 1000.0  # its value is missing
    ground = report_profiles.Ground(content.collect(edition, {**tables, "scores": scores}, language="en"))
    best, _ = ground.ends["1.3"]
    assert "U03" not in best
    assert len(best) == 1


def test_a_score_beyond_the_scale_is_drawn_at_its_end(edition, tables):
    ground = report_profiles.Ground(content.collect(edition, tables, language="en"))
    assert [ground.share(score) for score in (-5.0, 25.04, 300.0)] == [0.0, 25.0, 100.0]
    assert ground.share(float("nan")) is None
