"""Rankings from outside: several rows of a unit, a stated rule, unknown names; the official framework's public part."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.data import assembly, outside, params
from pipeline.errors import SchemaError
from pipeline.framework.edition import Edition

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def toy() -> Edition:
    return params.load_edition("toy", root=ROOT)


@pytest.fixture(scope="module")
def open_2024() -> Edition:
    return params.load_edition("open-2024", root=ROOT)


def with_external(edition: Edition, **changes) -> Edition:
    """The edition with its first ranking changed."""
    item = edition.about.external[0].model_copy(update=changes)
    return edition.model_copy(update={"about": edition.about.model_copy(update={"external": (item,)})})


def test_of_differing_figures_the_one_printed_most_often_counts(toy):
    found = outside.external_scores(toy, root=ROOT).set_index("unit_code")
    row = found.loc["T03"]  # 61.3 in two papers, 63.1 in one
    assert (row["value"], row["lowest"], row["highest"]) == (61.3, 61.3, 63.1)
    assert (row["n_rows"], row["n_figures"], row["pages"]) == (3, 2, "a b c")
    assert len(found) == 7


@pytest.mark.parametrize(("printed", "used"), [([2.0, 1.0], 1.0), ([3.0, 3.0, 1.0], 3.0), ([1.0, 2.0, 2.0, 1.0], 1.0)])
def test_of_equally_frequent_figures_the_lowest_counts(printed, used):
    assert outside._most_printed(pd.Series(printed)) == used


def test_where_picks_the_rows(toy):
    found = outside.external_scores(with_external(toy, where={"paper": "c"}), root=ROOT).set_index("unit_code")
    assert found["value"].to_dict() == {"T03": 63.1, "T07": 41.5}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"column": "totl"}, "a column of toy/outside is expected, found 'totl' .*total"),
        ({"where": {"papr": "a"}}, "rows are picked by paper, found papr"),
        ({"table": "toy/outsid"}, "a table of its source is expected, found 'toy/outsid'.*outside"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_the_nearest(toy, changes, told):
    with pytest.raises(SchemaError, match=told):
        outside.external_scores(with_external(toy, **changes), root=ROOT)


def test_public_scores_of_the_official_index_with_the_one_conflict(open_2024):
    """29 provinces of 2023 and 16 of 2024 have a score in public; pages differ on Nghệ An (36.50 and 36.52)."""
    found = outside.external_scores(open_2024, root=ROOT)
    assert found.groupby("external").size().to_dict() == {"pii-2023": 29, "pii-2024": 16}
    differing = found[found["n_figures"] > 1]
    assert differing[["lowest", "highest", "value"]].to_numpy().tolist() == [[36.5, 36.52, 36.5]]
    assert all(page.startswith("http") for page in " ".join(found["pages"]).split())


def test_public_scores_of_the_merged_provinces_are_read_by_their_own_names():
    found = outside.external_scores(params.load_edition("open-2024-34", root=ROOT), root=ROOT)
    assert len(found) == 12


def test_the_official_list_loses_the_mark_of_a_translation_back_and_says_so(open_2024):
    found = outside.official_framework(open_2024, root=ROOT)
    assert len(found) == 116
    assert not found["name_vi"].str.contains("dịch ngược").any()
    assert found["back_translated"].sum() > 0
    assert not found.duplicated(["round", "level", "name_vi"]).any()
    assert found.loc[found["level"] == "indicator"].groupby("round").size().to_dict() == {2023: 30, 2024: 15, 2025: 25}


def test_an_edition_that_names_nothing_outside_has_empty_tables(toy):
    bare = toy.model_copy(update={"about": toy.about.model_copy(update={"external": ()})})
    assert outside.external_scores(bare, root=ROOT).empty
    assert outside.official_framework(bare, root=ROOT).empty
    assert outside.tables(bare) == set()


def test_a_table_that_is_no_list_of_names_is_refused(toy):
    changed = toy.model_copy(update={"about": toy.about.model_copy(update={"official_framework": "toy/outside"})})
    with pytest.raises(SchemaError, match="toy/outside needs the columns of a list of names"):
        outside.official_framework(changed, root=ROOT)


def test_what_stands_outside_is_among_the_raw_files_and_the_sources(open_2024):
    files = {path.name for path in assembly.raw_files(open_2024, root=ROOT) if path.parent.name == "pii-public"}
    assert files == {"source.yaml", "framework.csv", "results_2023.csv", "results_2024.csv"}


def test_the_carried_figures_are_those_of_the_reference():
    reference = ROOT.parent / "shared" / "reference" / "pii_results.csv"
    if not reference.is_file():
        pytest.skip("the reference table stands outside this repository and is not here")
    carried = [ROOT / "data/raw/pii-public" / f"results_{year}.csv" for year in (2023, 2024, 2025)]
    rows = [line for path in carried for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows == reference.read_text(encoding="utf-8").splitlines()[1:]
