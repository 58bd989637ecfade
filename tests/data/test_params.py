import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.data import params
from pipeline.errors import FrameworkError, ParameterError

EDITION = "params/editions/toy/edition.yaml"
FRAMEWORK = "params/editions/toy/framework.csv"
SOURCES = "params/editions/toy/sources.yaml"
UNITS = "params/editions/toy/units.csv"
RATINGS = "params/experts/toy.relevance.csv"


@dataclass(frozen=True)
class Toy:
    """A copy of the toy edition with all methods and alternatives, whose files a test may change."""

    root: Path

    def load(self):
        return params.load_edition("toy", root=self.root)

    def changed(self, path, old, new):
        """Load it after a text of one file was replaced."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        return self.load()


@pytest.fixture
def project(tmp_path, repository):
    for kind in ("methods", "alternatives", "experts", "targets"):
        shutil.copytree(repository / "params" / kind, tmp_path / "params" / kind)
    shutil.copytree(repository / "params/editions/toy", tmp_path / "params/editions/toy")
    return Toy(tmp_path)


def names(kind):
    return getattr(params, kind)(root=Path(__file__).parents[2])


@pytest.mark.parametrize("name", names("editions"))
def test_every_edition_loads(name, repository):
    edition = params.load_edition(name, root=repository)
    assert edition.id == name
    assert len(edition.units.codes) >= 2


@pytest.mark.parametrize("name", names("methods"))
def test_every_method_loads(name, repository):
    assert params.load_method(name, root=repository).name == name


@pytest.mark.parametrize("name", names("alternatives"))
def test_every_set_of_alternatives_loads(name, repository):
    found = params.load_alternatives(name, root=repository)
    assert found.name == name
    assert len(found.excluded_vi) == len(found.excluded_en)


@pytest.mark.parametrize("edition", ["toy", "open-2023", "open-2024", "candidates-55"])
@pytest.mark.parametrize("method", ["nominal", "gii", "jrc", "geometric", "coinr", "teaching"])
def test_every_method_for_raw_indicators_can_be_put_in_force_on_every_edition_of_them(edition, method, repository):
    changed = params.load_edition(edition, root=repository).with_method(params.load_method(method, root=repository))
    assert changed.method.name == method


def test_no_edition_leads_to_another_folder(repository):
    with pytest.raises(FrameworkError, match=r"edition '\.\./x': small letters, digits"):
        params.load_edition("../x", root=repository)


@pytest.mark.parametrize("load", [params.load_method, params.load_alternatives])
def test_no_method_or_set_leads_to_another_folder(load, repository):
    with pytest.raises(FrameworkError, match=r"(method|alternatives) '\.\./editions': small letters, digits"):
        load("../editions", root=repository)


def test_an_unknown_edition_is_refused_with_the_nearest(repository):
    with pytest.raises(
        FrameworkError, match="there is no edition 'open-2042' under params/editions; nearest: open-2024"
    ):
        params.load_edition("open-2042", root=repository)


def test_an_unknown_method_is_refused_with_the_nearest(repository):
    with pytest.raises(FrameworkError, match="there is no method 'nomnal' under params/methods; nearest: nominal"):
        params.load_method("nomnal", root=repository)


def test_an_unknown_set_of_alternatives_is_refused(repository):
    with pytest.raises(FrameworkError, match="there is no 'opne' under params/alternatives; nearest: open"):
        params.load_alternatives("opne", root=repository)


def test_the_copy_loads_unchanged(project, repository):
    assert project.load() == params.load_edition("toy", root=repository)


def test_an_edition_is_called_as_its_folder(project):
    with pytest.raises(FrameworkError, match=r"params/editions/toy/edition\.yaml: id 'toys' must be the folder's name"):
        project.changed(EDITION, "id: toy", "id: toys")


def test_a_fault_of_edition_yaml_is_told_with_its_file(project):
    with pytest.raises(FrameworkError, match=r"params/editions/toy/edition\.yaml: .*unknown key 'sed'"):
        project.changed(EDITION, "seed: 7", "sed: 7")


def test_a_fault_of_a_row_is_told_with_file_and_row(project):
    with pytest.raises(FrameworkError, match=r"toy/framework\.csv, row 11: direction: .*\(found '0'\)"):
        project.changed(FRAMEWORK, "Access to information,1", "Access to information,0")


def test_a_fault_of_the_tree_is_told_with_its_file(project):
    with pytest.raises(FrameworkError, match=r"toy/framework\.csv: '1\.1\.1' names the parent '9\.9', which does not"):
        project.changed(FRAMEWORK, "1.1.1,indicator,1,1.1", "1.1.1,indicator,1,9.9")


def test_a_row_with_too_many_cells_is_refused(project):
    with pytest.raises(
        FrameworkError, match=r"toy/units\.csv, row 2: more cells than columns\. Quote a comma in a name"
    ):
        project.changed(UNITS, "T01,Sông Mơ", "T01,Sông, Mơ")


def test_a_column_that_a_row_needs_is_named(project):
    with pytest.raises(FrameworkError, match=r"toy/units\.csv: columns region_code are expected and not there"):
        project.changed(UNITS, "region_code", "region")


def test_a_file_without_rows_is_refused(project):
    (project.root / UNITS).write_text("unit_code\n")
    with pytest.raises(FrameworkError, match=r"toy/units.csv: a header and rows are expected, found none"):
        project.load()


@pytest.mark.parametrize("path", [FRAMEWORK, UNITS])
def test_a_table_that_is_not_there_is_named(project, path):
    (project.root / path).unlink()
    with pytest.raises(FrameworkError, match=rf"{path}: the file is expected and not there"):
        project.load()


def test_sources_that_are_not_there_are_named(project):
    (project.root / SOURCES).unlink()
    with pytest.raises(FrameworkError, match=r"sources\.yaml: this file is expected, and is not there"):
        project.load()


def test_a_unit_that_stands_twice_is_told_with_its_file(project):
    with pytest.raises(FrameworkError, match=r"toy/units\.csv: units: .*found twice: T01|toy/units\.csv: .*twice: T01"):
        project.changed(UNITS, "T02,", "T01,")


def test_an_edition_that_contradicts_itself_is_told_by_name(project):
    with pytest.raises(FrameworkError, match=r"edition toy: .*regression_outcome '1.1.1' is no outcome"):
        project.changed(EDITION, "regression_outcome: o.1", "regression_outcome: 1.1.1")


def test_an_indicator_that_lost_its_source_is_named(project):
    old = "  1.1.1:\n    value: {table: 'toy/survey_{year}', column: a}\n"
    with pytest.raises(FrameworkError, match=r"edition toy: .*indicator '1\.1\.1' has no source"):
        project.changed(SOURCES, old, "")


def test_an_inadmissible_set_of_alternatives_is_refused(project):
    with pytest.raises(ParameterError, match=r"method 'teaching': .*inadmissible"):
        project.changed(
            "params/alternatives/open.yaml",
            "set: {normalisation: percentile_rank}",
            "set: {normalisation: z_score}",
        )


def test_a_misspelt_option_in_a_method_file_is_told_with_its_file(project):
    with pytest.raises(FrameworkError, match=r"params/methods/nominal\.yaml: .*unknown key 'treatment\.skewnes_limit'"):
        project.changed("params/methods/nominal.yaml", "skewness_limit", "skewnes_limit")


def test_a_misspelt_change_is_told_with_the_file_of_the_method_that_makes_it(project):
    with pytest.raises(FrameworkError, match=r"params/methods/teaching\.yaml: parameter 'n_drawz' is not an option"):
        project.changed("params/methods/teaching.yaml", "n_draws", "n_drawz")


def test_a_method_based_on_another_differs_where_it_says_so_and_nowhere_else(repository):
    nominal, teaching = (params.load_method(name, root=repository) for name in ("nominal", "teaching"))
    differing = {name for name, value in teaching.values.items() if value != nominal.values[name]}
    assert differing == {"winsorise_max_share", "n_imputations", "n_resamples", "n_draws", "sobol_base", "n_strengths"}
    assert (teaching.name, nominal.name) == ("teaching", "nominal")
    assert teaching.description_en != nominal.description_en


def test_a_method_may_be_based_on_one_that_is_based_on_another(repository):
    sums = params.load_method("replication-sum", root=repository)
    assert sums.values["aggregation"] == "sum"
    assert sums.values["normalisation"] == "none"


def test_methods_based_on_each_other_are_refused(project):
    path = project.root / "params" / "methods" / "replication.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("based_on: nominal", "based_on: replication-sum"), "utf-8")
    with pytest.raises(
        FrameworkError, match="methods replication; replication-sum are based on each other in a circle"
    ):
        params.load_method("replication", root=project.root)


def test_codes_of_yaml_stay_as_they_are_written(repository):
    edition = params.load_edition("candidates-55", root=repository)
    assert {"1.2.1", "7.2.4"} <= set(edition.sources.indicators)
    assert "01" in params.load_edition("pci-2016", root=repository).sources.indicators


def test_a_foreword_is_no_file_of_a_run(project):
    edition = project.load()
    before = params.parameter_files(edition, root=project.root)
    folder = project.root / "params" / "editions" / edition.id
    (folder / "foreword.vi.md").write_text("Lời nói đầu.", encoding="utf-8")
    assert params.parameter_files(edition, root=project.root) == before


def test_the_files_of_a_run_are_all_named(repository):
    edition = params.load_edition("toy", root=repository)
    edition = edition.with_method(params.load_method("gii", root=repository))
    files = [path.relative_to(repository).as_posix() for path in params.parameter_files(edition, root=repository)]
    methods = ["params/methods/gii.yaml", "params/methods/nominal.yaml"]  # and the one that it is based on
    assert files == [
        EDITION,
        FRAMEWORK,
        SOURCES,
        UNITS,
        *methods,
        "params/alternatives/open.yaml",
        "params/experts/toy.yaml",
        "params/targets/toy-2030.yaml",
        RATINGS,
    ]


def test_a_parsed_method_is_the_method_that_was_written(repository):
    method = params.load_method("nominal", root=repository)
    assert params.parse_method(method.model_dump(mode="json"), where="the run") == method


def test_ratings_of_relevance_are_read_from_the_table_beside_the_judgements(project):
    ratings = project.load().experts.relevance
    assert ratings["1.1.1"] == {"A": 4.0, "B": 4.0, "C": 3.0, "D": 4.0, "E": 4.0, "F": 3.0}
    assert "E" not in ratings["2.1.3"]  # an empty cell is no answer
    assert project.root / RATINGS in params.parameter_files(project.load(), root=project.root)


def test_without_the_table_nobody_was_asked(project):
    (project.root / RATINGS).unlink()
    assert project.load().experts.relevance == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("code,A", "indicator,A", "columns 'code' and one for each expert are expected"),
        ("1.1.2,4", "1.1.1,4", "one row for each indicator, .* found twice: 1.1.1"),
        ("1.1.1,4,", "1.1.1,four,", "toy.relevance.csv: relevance.1.1.1.A"),
        ("1.1.1,4,", "1.1.1,7,", r"ratings are 1, 2, 3 or 4, found 1.1.1 by 'A': 7"),
        ("1.1.1,4,", "9.9.9,4,", "codes of indicators are expected, found 9.9.9"),
    ],
)
def test_ratings_that_nobody_can_have_meant_are_refused(project, old, new, told):
    with pytest.raises(FrameworkError, match=told):
        project.changed(RATINGS, old, new)
