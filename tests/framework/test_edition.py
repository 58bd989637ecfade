import pytest

from pipeline.errors import FrameworkError, ParameterError
from pipeline.framework import edition as edition_model
from pipeline.framework.edition import EditionFile

SCREENING = {"share": 0.66, "sub_pillars": 2}
REASON = {"reason_vi": "không có", "reason_en": "not there"}


@pytest.mark.parametrize("name", ["../x", "a/b", "a..b", "", ".", "-x", "Open", "x y", "a\n", "é", "x" * 65])
def test_an_edition_name_that_could_leave_its_folder_is_refused(name):
    with pytest.raises(FrameworkError, match="small letters, digits, '-', '_' and single dots are expected"):
        edition_model.check_name(name, what="edition")


@pytest.mark.parametrize("name", ["open-2024", "v1.2", "0", "a_b", "x" * 64])
def test_a_plain_name_is_returned_unchanged(name):
    assert edition_model.check_name(name, what="edition") == name


def test_scratch_is_no_name_of_a_run():
    with pytest.raises(FrameworkError, match="run 'scratch' is reserved for notebooks run by hand"):
        edition_model.check_name("scratch", what="run")


def test_an_edition_that_holds_together_is_accepted(edition):
    assert [node.code for node in edition().coded] == ["a1", "a2", "b1", "o"]


def test_an_unknown_key_of_edition_yaml_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"edition\.yaml: unknown key 'seeed'; known keys: alternatives"):
        edition(seeed=1)


@pytest.mark.parametrize("seed", [-1, "x", 1.5])
def test_a_seed_is_a_whole_number_from_zero(edition, seed):
    with pytest.raises(FrameworkError, match=r"edition\.yaml: seed: "):
        edition(seed=seed)


def test_zero_is_a_seed(edition):
    assert edition(seed=0).about.seed == 0


def test_an_unknown_language_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"language: .*'vi' or 'en' \(found 'fr'\)"):
        edition(language="fr")


def test_an_indicator_without_a_source_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"indicator 'b1' has no source\. Add it to sources\.yaml, or mark"):
        edition(sourced=("a1", "a2", "o"))


def test_an_incomplete_edition_may_lack_a_source(edition):
    assert edition(sourced=("a1",), incomplete=True).about.incomplete


def test_a_source_of_an_unknown_indicator_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"sources\.yaml names 'z9', which framework\.csv does not"):
        edition(sourced=("a1", "a2", "b1", "o", "z9"))


def test_an_indicator_left_out_disappears_from_the_framework(edition):
    left = edition(left_out={"b1": REASON})
    assert left.framework.indicator_codes == ["a1", "a2"]
    assert left.full_framework.indicator_codes == ["a1", "a2", "b1"]


@pytest.mark.parametrize("code", ["z9", "A", "o"])
def test_only_an_indicator_can_be_left_out(edition, code):
    with pytest.raises(FrameworkError, match=rf"edition\.yaml leaves out '{code}', which is no indicator"):
        edition(left_out={code: REASON})


def test_leaving_out_needs_a_reason_in_both_languages(edition):
    with pytest.raises(FrameworkError, match=r"key 'left_out\.b1\.reason_vi' is missing"):
        edition(left_out={"b1": {"reason_en": "not there"}})


def test_goalposts_of_an_indicator_left_out_are_checked_all_the_same(row, tree, five):
    wrong = [*five[:-1], row("b2", parent="B", goalpost_low=5, goalpost_high=5)]
    with pytest.raises(FrameworkError, match="indicator b2: goalposts need low < high"):
        tree(wrong)


def test_goalposts_of_an_indicator_left_out_stay_with_it(edition, five, row):
    rows = [*five, row("b2", parent="B", goalpost_low=0, goalpost_high=5)]
    left = edition(rows=rows, sourced=("a1", "a2", "b1", "b2", "o"), left_out={"b2": REASON})
    assert left.full_framework.node("b2").goalpost_high == 5
    assert "b2" not in left.framework.by_code


def test_a_floor_for_an_unknown_node_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"edition\.yaml sets a floor for 'C', which is no node"):
        edition(screening={**SCREENING, "pillar_floor": {"A": 1, "C": 1}})


def test_a_floor_below_zero_is_refused(edition):
    with pytest.raises(FrameworkError, match=r"screening\.pillar_floor\.A: .*greater than or equal to 0"):
        edition(screening={**SCREENING, "pillar_floor": {"A": -1}})


def test_thresholds_of_screening_are_never_understood(edition):
    with pytest.raises(
        FrameworkError, match=r"key 'screening\.share' is missing.*key 'screening\.sub_pillars' is missing"
    ):
        edition(screening={})


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("share", 1.1, r"screening\.share: .*less than or equal to 1"),
        ("share", -0.1, r"screening\.share: .*greater than or equal to 0"),
        ("sub_pillars", 0, r"screening\.sub_pillars: .*greater than 0"),
        ("floor", 1, r"unknown key 'screening\.floor'; known keys: pillar_floor, share, sub_pillars"),
    ],
)
def test_a_threshold_of_screening_outside_its_type_or_range_is_refused(edition, key, value, sentence):
    with pytest.raises(FrameworkError, match=sentence):
        edition(screening={**SCREENING, key: value})


def test_thresholds_of_screening_are_the_editions_whatever_the_method(edition, nominal):
    first = edition(screening={"share": 0.5, "sub_pillars": 1})
    assert first.with_method(nominal.replace({"n_draws": 10})).about.screening == first.about.screening


def test_a_published_score_needs_a_node(edition):
    item = {"code": "C", "value": {"table": "pci/total", "column": "{year}"}, "tolerance": 0.1}
    with pytest.raises(FrameworkError, match=r"edition\.yaml compares 'C' with a published score, but it is no node"):
        edition(published=[item])


@pytest.mark.parametrize("code", ["b1", "z9"])
def test_the_regression_needs_an_outcome(edition, code):
    with pytest.raises(
        FrameworkError, match=f"regression_outcome '{code}' is no outcome of framework.csv; outcomes: o"
    ):
        edition(regression_outcome=code)


def test_alternatives_with_an_inadmissible_combination_are_refused(edition):
    def factor(*sets):
        choices = [{"label_vi": str(own), "label_en": str(own), "set": own} for own in sets]
        return {"name_vi": "x", "name_en": "x", "choices": choices}

    both = {
        "scale": factor({"normalisation": "z_score"}),
        "mean": factor({"aggregation": "geometric", "score_floor": 1.0}),
    }
    with pytest.raises(ParameterError, match="normalisation 'z_score' does not give them: inadmissible"):
        edition(alternatives={"factors": both})


def test_without_normalisation_no_indicator_may_be_a_bad(edition, five, nominal):
    rows = [{**row, "direction": -1} if row["code"] == "a2" else row for row in five]
    with pytest.raises(FrameworkError, match="without normalisation no direction is turned, but a2 have direction -1"):
        edition(rows=rows, method=nominal.replace({"normalisation": "none"}))


@pytest.mark.parametrize(
    ("cells", "changes"),
    [({"transformation": "log"}, {}), ({}, {"outlier_fallback": "log_ct"})],
    ids=["own", "fallback"],
)
def test_goalposts_and_a_change_of_scale_exclude_each_other(edition, five, nominal, cells, changes):
    posts = {"goalpost_low": 0, "goalpost_high": 10}
    rows = [{**row, **posts, **cells} if row["code"] == "a2" else row for row in five]
    with pytest.raises(FrameworkError, match="'a2' has goalposts in .* would change its scale first"):
        edition(rows=rows, method=nominal.replace(changes))


def test_another_method_is_put_in_force_on_a_copy(edition, nominal):
    first = edition()
    second = first.with_method(nominal.replace({"skewness_limit": 2.0}))
    assert (first.method.treatment.skewness_limit, second.method.treatment.skewness_limit) == (2.25, 2.0)


def test_a_method_that_does_not_suit_the_edition_is_refused(edition, five, nominal):
    bad = edition(rows=[{**row, "direction": -1} if row["code"] == "a2" else row for row in five])
    with pytest.raises(FrameworkError, match=r"edition tiny, method nominal: .*but a2 have direction -1"):
        bad.with_method(nominal.replace({"normalisation": "none"}))


def test_what_shares_a_table_with_an_outcome_is_made_with_it(edition, five):
    tiny = edition()
    shared = tiny.sources.model_copy(
        update={"indicators": {**tiny.sources.indicators, "a2": tiny.sources.indicators["o"]}}
    )
    assert tiny.made_with("o") == []
    assert tiny.model_copy(update={"sources": shared}).made_with("o") == ["a2"]


def test_edition_yaml_names_its_method_and_alternatives():
    with pytest.raises(FrameworkError, match=r"key 'method' is missing.*key 'alternatives' is missing"):
        EditionFile.read(
            {
                "id": "x",
                "year": 2024,
                "name_vi": "x",
                "name_en": "x",
                "note_vi": "x",
                "note_en": "x",
                "language": "vi",
                "seed": 1,
                "levels": [],
                "screening": SCREENING,
            },
            where="edition.yaml",
        )


def test_a_ranking_from_outside_has_a_code_of_its_own(edition):
    papers = {"name_vi": "x", "name_en": "x", "table": "t/p", "column": "c", "year": 2024}
    papers |= {"selection_vi": "x", "selection_en": "x"}
    assert edition(external=[papers | {"code": "papers"}]).about.external[0].year == 2024
    for entries in ([papers | {"code": "a1"}], [papers | {"code": "p"}] * 2):
        with pytest.raises(FrameworkError, match="external ranking '.*', a code that stands elsewhere"):
            edition(external=entries)
