"""The index against rankings from outside."""

import numpy as np
import pandas as pd
import pytest

from pipeline.construction import development, external_validity
from pipeline.data import outside
from pipeline.statistics import association

PAPERS = {
    "code": "papers",
    "name_vi": "báo",
    "name_en": "papers",
    "table": "t/papers",
    "column": "total",
    "year": 2024,
    "selection_vi": "x",
    "selection_en": "x",
}
INDEX = {"U1": 75.0, "U2": 12.5, "U3": 56.25, "U4": 29.375, "U5": 40.0, "U6": 41.0}


def against(tiny, figures, *, level=None, direction=1):
    edition = tiny.edition(
        units=list(INDEX),
        regression_outcome="o.1" if level else None,
        external=[PAPERS | {"direction": direction}],
    )
    scores = pd.DataFrame({"0": INDEX, "1": INDEX, "2": INDEX})
    for code in ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2"):
        scores[code] = scores["0"]
    table = pd.DataFrame(
        [("papers", unit, value) for unit, value in figures.items()], columns=["external", "unit_code", "value"]
    )
    values = tiny.long(pd.DataFrame({"o.1": level or dict.fromkeys(INDEX, np.nan)}))
    base = development.ground(scores, values, edition)
    return external_validity.against(scores, table, base, edition).set_index("kind")


def test_correlations_are_of_the_units_with_a_figure(tiny):
    found = against(tiny, {"U1": 9.0, "U3": 7.0, "U4": 6.0, "U5": 5.0})
    by_hand = association.correlation(
        np.array([75.0, 56.25, 29.375, 40.0]), np.array([9.0, 7, 6, 5]), kind="pearson", confidence=0.95
    )
    assert (found.loc["pearson", "r"], found.loc["pearson", "low"]) == (by_hand.r, by_hand.low)
    assert found.loc["spearman", ["n", "n_all"]].tolist() == [4, 6]
    assert found["alone_r"].isna().all()


def test_who_is_in_the_sample_is_said(tiny):
    found = against(tiny, {"U1": 9.0, "U3": 7.0, "U6": 6.0, "U5": 5.0})
    assert found.loc["pearson", "upper_half"] == 0.75  # the median lies between 40 and 41


def test_development_alone_stands_beside(tiny):
    level = {"U1": 90.0, "U2": 10.0, "U3": 60.0, "U4": 20.0, "U5": 50.0, "U6": 30.0}
    found = against(tiny, {"U1": 9.0, "U2": 4.0, "U3": 7.5, "U4": 6.0, "U5": 5.0}, level=level)
    row = found.loc["pearson"]
    logged = np.log([90.0, 10, 60, 20, 50])
    assert row["alone_r"] == pytest.approx(np.corrcoef(logged, [9.0, 4, 7.5, 6, 5])[0, 1])
    assert row["difference"] == pytest.approx(row["r"] - row["alone_r"])
    assert row["difference_low"] < row["difference"] < row["difference_high"]


def test_a_column_of_places_is_turned(tiny):
    found = against(tiny, {"U1": 1.0, "U2": 4.0, "U3": 2.0, "U4": 3.0}, direction=-1)
    assert found.loc["spearman", "r"] == pytest.approx(1.0)


def test_numbers_marked_c_of_the_method_review(candidates, open_2024, repository):
    """0.92 for 2023 (n = 29) and 0.94 for 2024 (n = 16); ln GRDP per head alone 0.80 and 0.83 (method review, [C]).

    Those are of the whole index of the 55 candidates (the frozen matrix): its input sub-index alone has 0.88 and 0.92.
    The 28 indicators of open-2024 have 0.92 and 0.95, on the same provinces.
    """
    edition = open_2024.edition
    figures = outside.external_scores(edition, root=repository)
    base = development.ground(open_2024.index.scores, open_2024.gathered.values, edition)
    own = external_validity.against(open_2024.index.scores, figures, base, edition)
    pearson = own[own["kind"] == "pearson"].set_index("external")
    assert pearson["n"].to_dict() == {"pii-2023": 29, "pii-2024": 16}
    assert pearson["alone_r"].round(2).to_dict() == {"pii-2023": 0.80, "pii-2024": 0.83}
    assert pearson["r"].round(2).to_dict() == {"pii-2023": 0.92, "pii-2024": 0.95}
    expected = {"pii-2023": (0.92, 0.88), "pii-2024": (0.94, 0.92)}
    for item in edition.about.external:
        public = external_validity.figures_of(item, figures, list(candidates.index.scores.index))
        for code, r in zip(("0", "I"), expected[item.code], strict=True):
            assert candidates.index.scores[code].corr(public) == pytest.approx(r, abs=0.005)
