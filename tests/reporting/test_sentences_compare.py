"""What a comparison says in words."""

from __future__ import annotations

import pytest
from comparison_tables import changes, players

from pipeline.reporting import sentences_compare


@pytest.fixture
def moved(edition):
    return lambda frame, language="en": (
        sentences_compare.moved(frame, edition.units, edition.framework, language=language).text
    )


def test_who_moved_and_who_does_not_compare(moved, edition):
    assert moved(changes(edition)) == (
        "2 provinces are ranked on both sides: 1 moved up, 1 down, 0 kept their rank. The mean move is 1.5 places; the "
        "largest is that of Place 0, from 5 to 3. 1 new units stand beside the composite of their parts: 0 higher, 1 lower; "
        "the furthest is Place 3 (50.0% → 55.6%). 2 other units do not compare directly; the table below says why."
    )
    assert "từ hạng 5 đến hạng 3" in moved(changes(edition), "vi")


def test_where_all_compare_nothing_is_said_of_others(moved, edition):
    own = changes(edition)
    assert "do not compare" not in moved(own[own["kind"] == "ranked"])


def test_nobody_has_moved(moved, edition):
    own = changes(edition)
    own = own[own["kind"] == "ranked"].assign(position=0.0, places=0.0)
    assert moved(own) == "2 provinces are ranked on both sides and none has moved."


@pytest.mark.parametrize(("language", "start"), [("en", "The largest part"), ("vi", "Phần lớn nhất")])
def test_the_causes_with_their_shares(edition, language, start):
    told = sentences_compare.causes(players(edition), language=language).text
    assert told.startswith(start)
    assert "75%" in told
    assert "25%" in told


def test_no_cause_and_no_attribution(edition):
    still = players(edition).assign(mean_places=0.0)
    assert sentences_compare.causes(still, language="en").text == "No cause moves any rank."
    refused = players(edition).assign(mean_places=None, reason="because")
    assert sentences_compare.causes(refused, language="en").text.endswith("of the other: because")
