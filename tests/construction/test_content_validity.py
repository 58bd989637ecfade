"""Concept sheets, experts' ratings and the coverage of the official framework."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import content_validity
from pipeline.data import outside
from pipeline.errors import FrameworkError

OFFICIAL = pd.DataFrame(
    [(2024, "indicator", "Một"), (2025, "indicator", "Một"), (2025, "indicator", "Hai"), (2025, "pillar", "Một")],
    columns=["round", "level", "name_vi"],
).assign(code="", name_en="x", provider="", confidence="quoted", back_translated=False, page="")


def experts(**by_code):
    return {"name": "few", "note_vi": "x", "note_en": "x", "relevance": by_code}


def with_ratings(tiny, **by_code):
    edition = tiny.edition(fictitious=True)
    from pipeline.framework.experts import Experts

    named = {code.replace("_", "."): ratings for code, ratings in by_code.items()}
    return edition.model_copy(update={"experts": Experts.read(experts(**named), where="few")})


def test_a_sheet_says_what_is_declared_and_what_is_not(tiny):
    nodes = {
        "1.1": {"measurement": "reflective"},
        "1.1.1": {"definition_vi": "a", "definition_en": "a", "concept_vi": "b", "concept_en": "b"},
        "1.1.2": {"definition_vi": "a"},
    }
    edition = tiny.edition(nodes=nodes)
    sheets = content_validity.concept_sheets(edition).sheets.set_index("code")
    assert sheets["measurement"].tolist() == ["reflective", "reflective", "", "", ""]
    assert sheets["defined"].tolist() == [True, False, False, False, False]
    assert sheets["purpose"].tolist() == [True, False, False, False, False]
    assert (sheets["n_experts"] == 0).all()
    assert content_validity.undeclared(edition) == ["1.2", "2.1"]


def test_ratings_are_counted_by_indicator_and_a_blank_is_no_answer(tiny):
    found = content_validity.concept_sheets(
        with_ratings(tiny, **{"1_1_1": {"A": 4, "B": 3, "C": 1}, "1_1_2": {"A": 4, "B": 3}})
    )
    sheets = found.sheets.set_index("code")
    assert sheets.loc["1.1.1", "relevance"] == pytest.approx(2 / 3)
    assert sheets["n_experts"].tolist() == [3, 2, 0, 0, 0]
    assert np.isnan(sheets.loc["1.2.1", "relevance"])
    assert found.average == pytest.approx((2 / 3 + 1) / 2)
    assert found.universal == 0.5


def test_the_toy_edition_carries_ratings_of_fictitious_experts(toy):
    found = content_validity.concept_sheets(toy.edition)
    sheets = found.sheets.set_index("code")
    assert sheets.loc["3.2.1", "relevance"] == pytest.approx(1 / 6)
    assert sheets.loc["2.1.3", "n_experts"] == 5
    assert 0.8 < found.average < 0.9


def test_coverage_is_by_declared_name_and_level(tiny):
    nodes = {
        "1.1.1": {"official_concept": "Một|Hai", "official_match": "near"},
        "1.1.2": {"official_concept": "Một"},
        "1": {"official_concept": "Một", "official_match": "near"},
    }
    found = content_validity.coverage(OFFICIAL, tiny.edition(nodes=nodes))
    assert found["covered_by"].tolist() == ["1.1.1 1.1.2", "1.1.1 1.1.2", "1.1.1", "1"]
    assert found["match"].tolist() == ["same", "same", "near", "near"]


def test_a_concept_without_an_open_figure_stays_empty(tiny):
    found = content_validity.coverage(OFFICIAL, tiny.edition())
    assert (found["match"] == "").all()
    assert content_validity.coverage(OFFICIAL.iloc[:0], tiny.edition()).empty


def test_a_declared_name_that_the_list_lacks_is_refused_with_the_nearest(tiny):
    edition = tiny.edition(nodes={"1.1.1": {"official_concept": "Mot"}})
    with pytest.raises(FrameworkError, match="official_concept: names of .* 1.1.1: 'Mot' .*Một"):
        content_validity.coverage(OFFICIAL, edition)


def test_open_2024_covers_a_few_of_the_official_concepts(open_2024, repository):
    covered = content_validity.coverage(
        outside.official_framework(open_2024.edition, root=repository), open_2024.edition
    )
    own = covered[covered["level"] == "indicator"]
    assert own.groupby("round")["match"].apply(lambda found: int((found != "").sum())).to_dict() == {
        2023: 3,
        2024: 2,
        2025: 3,
    }
    pillars = covered[(covered["level"] == "pillar") & (covered["round"] == 2025)].set_index("name_vi")["covered_by"]
    assert pillars["Tác động"] == ""
    assert pillars["Thể chế"] == "1"
