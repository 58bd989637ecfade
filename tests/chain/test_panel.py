"""``pii panel`` on two fictitious editions: the toy, and a later one made of it with other computers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline import cli
from pipeline.chain import panel as command
from pipeline.construction import index, normalisation, treatment
from pipeline.data import params, store
from pipeline.errors import FrameworkError, ParameterError, StepFailedError
from pipeline.framework import edition as edition_model

REPOSITORY = Path(__file__).parents[2]
TOLERANCE = 1e-9  # of scores on 0-100
TABLES = ["panel_goalposts.csv", "panel_left_out.csv", "panel_scores.csv", "panel_trends.csv"]
COMPUTERS = "  3.1.2:\n    value: {table: toy/rates, column: 'computer_{year}'}\n"


def rewrite(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def make(root: Path) -> Path:
    shutil.copytree(REPOSITORY / "params", root / "params", ignore=shutil.ignore_patterns("editions", "goalposts"))
    for folder in ("params/editions/toy", "data/raw/toy"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    (root / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "notebooks/panel.ipynb", root / "notebooks")
    (root / "pyproject.toml").write_text("")
    later = root / "params/editions/toy-2025"
    shutil.copytree(root / "params/editions/toy", later)
    rewrite(later / "edition.yaml", ("id: toy", "id: toy-2025"), ("year: 2024", "year: 2025"))
    rewrite(
        later / "sources.yaml",
        ("max_age_years: 1", "max_age_years: 2"),
        (COMPUTERS, f"{COMPUTERS}    factor: 0.9\n"),
    )
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "project")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, command.Outcome, list[str]]:
    """A project after its panel was made, and what was said."""
    root, said = make(tmp_path_factory.mktemp("panel") / "project"), []
    outcome = command.make(["toy", "toy-2025"], root=root, name="both", store_as="kept", said=said.append)
    return root, outcome, said


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a kernel: the notebook is there, and nothing in it has run."""

    def execute(root: Path, name: str, *, parameters: object, inputs: Path, outputs: Path) -> Path:
        return Path(shutil.copy(root / "notebooks" / f"{name}.ipynb", outputs))

    monkeypatch.setattr(command.side_notebook, "execute", execute)


def stop(root: Path) -> None:
    """Make the notebook stop at its last cell."""
    path = root / "notebooks/panel.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1]["source"] = "1 / 0"
    path.write_text(json.dumps(content), encoding="utf-8")


def test_tables_and_the_executed_notebook_stand_in_one_folder(made):
    root, outcome, _ = made
    assert outcome.folder == root / "reports/panel/both"
    assert sorted(path.name for path in outcome.folder.iterdir()) == ["panel.ipynb", *TABLES]
    assert [path.name for path in outcome.folder.parent.iterdir()] == ["both"]
    assert all(len(store.read_table(outcome.folder / name)) for name in ("panel_scores.csv", "panel_trends.csv"))


def test_the_notebook_shows_what_was_given(made):
    _, outcome, _ = made
    cells = json.loads(outcome.notebook.read_text(encoding="utf-8"))["cells"]
    told = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert 'EDITIONS = ["toy", "toy-2025"]' in told
    shown = json.dumps([cell.get("outputs") for cell in cells], ensure_ascii=False)
    assert "image/png" in shown
    assert "không phải xu hướng" in shown  # two editions are a change


def test_a_line_is_said_for_every_edition(made):
    _, _, said = made
    assert said[0].startswith("[1/2] toy  ")
    assert said[1].startswith("[2/2] toy-2025  ")
    assert "shared indicators" in said[2]


def test_only_what_has_changed_has_changed(made):
    _, outcome, _ = made
    trends = store.read_table(outcome.folder / "panel_trends.csv")
    indicators = trends[trends["level"] == 1].groupby("code")["change"].apply(lambda own: own.abs().max())
    assert indicators[indicators > 0].index.tolist() == ["3.1.2"]
    assert (trends.loc[trends["code"] == "3.1.2", "change"].dropna() < 0).all()


def test_an_edition_that_names_the_stored_goalposts_has_its_scores_of_the_panel(made):
    root, outcome, _ = made
    rewrite(root / "params/editions/toy-2025/edition.yaml", ("method: teaching", "method: fixed\ngoalposts: kept"))
    (root / "params/methods/fixed.yaml").write_text(
        "based_on: teaching\ndescription_vi: x\ndescription_en: x\n"
        "changes: {normalisation: goalposts, outlier_rule: none}\n"
    )
    edition = params.load_edition("toy-2025", root=root)
    treated = treatment.treat(command.gather(edition, root=root).values, edition).values
    alone = index.build(treated, edition).table(edition)
    panel = store.read_table(outcome.folder / "panel_scores.csv")
    both = alone.merge(panel[panel["edition"] == "toy-2025"], on=["unit_code", "code"], suffixes=("", "_panel"))
    assert len(both) == len(alone)
    np.testing.assert_allclose(both["score"], both["score_panel"], rtol=0, atol=TOLERANCE)
    assert both["rank"].astype(float).equals(both["rank_panel"].astype(float))
    assert set(normalisation.goalpost_table(treated, treated, edition)["basis"]) == {"stored"}


def test_stored_goalposts_read_back_as_they_were(made):
    root, outcome, _ = made
    table = store.read_table(outcome.folder / "panel_goalposts.csv").set_index("code")
    about = params.load_edition("toy", root=root)
    assert outcome.stored == root / "params/goalposts/kept.yaml"
    rewrite(root / "params/editions/toy/edition.yaml", ("language: vi", "language: vi\ngoalposts: kept"))
    kept = params.load_edition("toy", root=root).goalposts
    assert about.goalposts is None
    assert kept is not None
    assert kept.editions == ("toy", "toy-2025")
    for code, post in kept.goalposts.items():
        assert (post.low, post.high, post.value_low) == tuple(table.loc[code, ["low", "high", "value_low"]])


def test_a_panel_made_again_takes_the_place_of_the_old_one(project, quick):
    first = command.make(["toy", "toy-2025"], root=project).folder
    (first / "by-hand.txt").write_text("x")
    again = command.make(["toy-2025", "toy"], root=project, name=first.name).folder
    assert again == first == project / "reports/panel/toy_toy-2025"
    assert sorted(path.name for path in first.iterdir()) == ["panel.ipynb", *TABLES]


def test_a_notebook_that_stops_leaves_the_old_panel_and_says_where_it_stopped(project):
    folder = project / "reports/panel/both"
    folder.mkdir(parents=True)
    (folder / "old.txt").write_text("x")
    stop(project)
    with pytest.raises(StepFailedError, match=r"reports/panel/\.partial-both/failed/panel\.ipynb"):
        command.make(["toy", "toy-2025"], root=project, name="both", store_as="kept")
    assert [path.name for path in folder.iterdir()] == ["old.txt"]
    assert (project / "reports/panel/.partial-both/failed/panel.ipynb").is_file()
    assert not (project / "params/goalposts/kept.yaml").exists()


def test_editions_under_different_methods_need_one_for_all(project):
    rewrite(project / "params/editions/toy-2025/edition.yaml", ("method: teaching", "method: nominal"))
    with pytest.raises(ParameterError, match=r"one method is expected .*toy has teaching; toy-2025 has nominal"):
        command.make(["toy", "toy-2025"], root=project)
    _, other = command._editions(["toy", "toy-2025"], "nominal", project)
    assert other.method.name == "nominal"


def test_stored_goalposts_are_never_overwritten(project):
    (project / "params/goalposts").mkdir()
    (project / "params/goalposts/kept.yaml").write_text("")
    with pytest.raises(FrameworkError, match=r"params/goalposts/kept\.yaml: stored goalposts are never changed"):
        command.make(["toy", "toy-2025"], root=project, store_as="kept")


@pytest.mark.parametrize("name", ["../x", "A", ""])
def test_a_name_that_could_leave_the_folder_is_refused(project, name):
    with pytest.raises(FrameworkError, match="panel .*small letters, digits"):
        command.make(["toy", "toy-2025"], root=project, name=name)


def test_a_long_name_has_to_be_given(project):
    ids = ["x" * 40, "y" * 40]
    with pytest.raises(ParameterError, match=r"longer than 64 characters\. Give one with --as"):
        command.make(ids, root=project)
    assert len("_".join(ids)) > command.LONGEST_NAME
    assert edition_model.NAME.fullmatch("x" * command.LONGEST_NAME)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["toy"], 3, "at least two editions are needed"),
        (["toy", "toy"], 3, "every edition may stand once"),
        (["toy", "toyy"], 3, "there is no edition 'toyy'"),
        (["toy", "toy-2025", "--method", "gi"], 3, "there is no method 'gi'"),
        (["toy", "toy-2025", "--store-goalposts", "../x"], 3, "small letters"),
    ],
)
def test_the_command_says_what_is_wrong(project, monkeypatch, capsys, arguments, code, sentence):
    monkeypatch.setenv("PII_PROJECT", str(project))
    assert cli.main(["panel", *arguments]) == code
    assert sentence in capsys.readouterr().err
    assert not (project / "reports").exists()


def test_the_command_prints_where_the_panel_is(project, quick, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(project))
    assert cli.main(["panel", "toy", "toy-2025", "--as", "both", "--store-goalposts", "kept"]) == 0
    told = capsys.readouterr().out
    assert "panel: reports/panel/both/panel.ipynb" in told
    assert "goalposts: params/goalposts/kept.yaml. An edition uses them with `goalposts: kept`" in told
