"""``pii compare`` on the fictitious edition, a later one made of it, and another method."""

from __future__ import annotations

import csv
import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.chain import compare as command
from pipeline.data import store
from pipeline.errors import FrameworkError, ParameterError, StepFailedError

REPOSITORY = Path(__file__).parents[2]
TABLES = [f"compare_{name}.csv" for name in ("attribution", "changes", "congruence", "differences", "players", "sides")]
COMPUTERS = "  3.1.2:\n    value: {table: toy/rates, column: 'computer_{year}'}\n"


def rewrite(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def make(root: Path) -> Path:
    """The toy, and a later edition without one indicator, with another weight, and with other computers."""
    shutil.copytree(REPOSITORY / "params", root / "params", ignore=shutil.ignore_patterns("editions", "goalposts"))
    for folder in ("params/editions/toy", "data/raw/toy"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    (root / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "notebooks/compare.ipynb", root / "notebooks")
    (root / "pyproject.toml").write_text("")
    later = root / "params/editions/toy-2025"
    shutil.copytree(root / "params/editions/toy", later)
    left_out = (
        "left_out:\n  2.1.2:\n    reason_vi: Không còn công bố.\n    reason_en: No longer published.\nfictitious: true"
    )
    rewrite(
        later / "edition.yaml",
        ("id: toy", "id: toy-2025"),
        ("year: 2024", "year: 2025"),
        ("fictitious: true", left_out),
    )
    rewrite(later / "edition.yaml", ("experts: toy\n", ""))
    rewrite(
        later / "sources.yaml",
        ("max_age_years: 1", "max_age_years: 2"),
        (COMPUTERS, f"{COMPUTERS}    factor: 0.9\n"),
        ("    factor: 10\n", "    factor: 10\n    max_age_years: 1\n"),
    )
    rewrite(
        later / "framework.csv",
        ("1,aggregate,3,0,Thể chế,Institutions,1,1", "1,aggregate,3,0,Thể chế,Institutions,1,3"),
    )
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "project")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, command.Outcome, list[str]]:
    """A project after its comparison was made, and what was said."""
    root, said = make(tmp_path_factory.mktemp("compare") / "project"), []
    return root, command.make("toy", "toy-2025", root=root, language="en", said=said.append), said


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a kernel: the notebook is there, and nothing in it has run."""

    def execute(root: Path, name: str, *, parameters: object, inputs: Path, outputs: Path) -> Path:
        return Path(shutil.copy(root / "notebooks" / f"{name}.ipynb", outputs))

    monkeypatch.setattr(command.side_notebook, "execute", execute)


@pytest.mark.chain
def test_tables_and_the_executed_notebook_stand_in_one_folder(made):
    root, outcome, _ = made
    assert outcome.folder == root / "reports/compare/toy-toy-2025"
    assert sorted(path.name for path in outcome.folder.iterdir()) == ["compare.ipynb", *TABLES]
    assert [path.name for path in outcome.folder.parent.iterdir()] == ["toy-toy-2025"]


@pytest.mark.chain
def test_the_notebook_shows_two_figures_and_says_who_moved(made):
    _, outcome, _ = made
    cells = json.loads(outcome.notebook.read_text(encoding="utf-8"))["cells"]
    shown = json.dumps([cell.get("outputs") for cell in cells], ensure_ascii=False)
    assert shown.count("image/png") == 2
    assert "ranked on both sides, among 9 and then 8" in shown
    assert "No longer published." in shown


@pytest.mark.chain
def test_the_shares_of_every_province_add_up_to_its_change_exactly(made):
    _, outcome, _ = made
    table = store.read_table(outcome.folder / "compare_attribution.csv")
    changes = store.read_table(outcome.folder / "compare_changes.csv")
    own = changes[(changes["code"] == "0") & (changes["kind"] == "ranked")].set_index("unit_code")
    assert own[["n_before", "n_after"]].drop_duplicates().to_numpy().tolist() == [[9, 8]]
    assert sorted(own.index) == sorted(table["unit_code"].unique())
    assert set(table["player"]) == {"own_data", "others_data", "framework", "method", "units", "sum"}
    for unit, rows in table.groupby("unit_code"):
        exact = {row.player: (Fraction(row.places_exact), Fraction(row.position_exact)) for row in rows.itertuples()}
        places, position = exact.pop("sum")
        assert sum(share for share, _ in exact.values()) == places == Fraction(own.at[unit, "places"])
        assert sum(share for _, share in exact.values()) == position
        before = Fraction(int(own.at[unit, "rank_before"]) - 1, 8)
        after = Fraction(int(own.at[unit, "rank_after"]) - 1, 7)
        assert position == before - after


@pytest.mark.chain
def test_a_line_is_said_for_each_side_and_the_progress(made):
    _, outcome, said = made
    assert said[0] == "toy: gathered from the raw files (not on record); 9 ranked units"
    assert said[1].startswith("toy-2025: gathered")
    assert said[-1] == "attribution: 8 of 8 provinces"
    told = command.told(outcome, root=made[0])
    assert told[0].startswith("differences: edition ")
    assert told[1].startswith("8 provinces ranked in both: ")
    assert "framework" in told[2]
    assert told[-1] == "comparison: reports/compare/toy-toy-2025/compare.ipynb"


def test_a_run_is_compared_with_another_method(root, quick):
    outcome = command.make("toy", "toy/gii", root=root)
    assert outcome.folder.name == "toy-toy_gii"
    players = outcome.tables["compare_players"].set_index("player")
    assert players["differs"].to_dict() == {"own_data": False, "others_data": False, "framework": False, "method": True}
    parts = set(outcome.tables["compare_differences"]["part"])
    assert parts == {"method"}


def test_a_method_that_uses_no_earlier_years_is_a_change_of_method_not_of_data(root, quick):
    """What is no longer there costs two units their rank: that is a change of who is ranked."""
    (root / "params/methods/strict.yaml").write_text(
        "based_on: teaching\ndescription_vi: x\ndescription_en: x\nchanges: {use_earlier_years: false}\n"
    )
    players = command.make("toy", "toy/strict", root=root).tables["compare_players"].set_index("player")
    assert [name for name, own in players["differs"].items() if own] == ["method", "units"]


def test_a_side_beside_itself_has_no_differences_and_no_causes(root, quick):
    outcome = command.make("toy", "toy", root=root)
    assert outcome.tables["compare_differences"].empty
    assert (outcome.tables["compare_attribution"]["places"] == 0).all()
    assert "differences: none" in command.told(outcome, root=root)


def test_where_a_method_does_not_suit_the_other_framework_the_reason_is_said(root, quick):
    (root / "params/methods/raw.yaml").write_text(
        "based_on: teaching\ndescription_vi: x\ndescription_en: x\nchanges: {normalisation: none, outlier_rule: none}\n"
    )
    framework = root / "params/editions/toy-2025/framework.csv"
    rewrite(framework, ("Hours without electricity,-1", "Hours without electricity,1"))
    outcome = command.make("toy", "toy-2025/raw", root=root)
    assert outcome.tables["compare_attribution"].empty
    assert len(outcome.tables["compare_changes"])
    assert any(line.startswith("no attribution: normalisation") for line in command.told(outcome, root=root))


def test_a_concordance_lists_what_was_merged(root, quick):
    units = [f"T{number:02d}" for number in range(1, 11)]
    rows = [f"{code},{'T09' if code == 'T10' else code},1" for code in units]
    (root / "params/concordance/merged.csv").write_text("\n".join(["old_code,new_code,share", *rows]) + "\n")
    with pytest.raises(FrameworkError, match="T10 of toy-2025 among the new ones"):
        command.make("toy", "toy-2025", root=root, concordance="merged")
    with pytest.raises(FrameworkError, match="there is no 'mergd' under params/concordance; nearest: merged"):
        command.make("toy", "toy-2025", root=root, concordance="mergd")


MERGED = {"T10": "T09", "T02": "T01"}
WEIGHT = "weights:\n  people: {name_vi: x, name_en: x, value: {table: toy/population, column: '{year}'}}\nindicators:\n"


def merge(root: Path) -> None:
    """``toy-8``: the toy on eight units, by a concordance and rules that the toy itself has as well."""
    toy, merged = (root / "params/editions" / name for name in ("toy", "toy-8"))
    rewrite(toy / "sources.yaml", ("indicators:\n", WEIGHT))
    framework = read(toy / "framework.csv")
    for row in framework:
        rule = {"2.1.2": "ratio", "3.2.1": "ratio", "3.2.2": "ratio", "s.1": "sum", "s.2": "sum"}.get(
            row["code"], "average"
        )
        rule = "refused" if row["code"] == "o.2" else "" if row["role"] == "aggregate" else rule
        row |= {"rebuild": rule, "rebuild_weight": "people" if rule == "average" else ""}
        row |= dict.fromkeys(("rebuild_note_vi", "rebuild_note_en"), "why" if rule in ("average", "refused") else "")
    write(toy / "framework.csv", framework)
    shutil.copytree(toy, merged)
    rewrite(merged / "edition.yaml", ("id: toy", "id: toy-8\nrebuilt: {concordance: toy-8, coverage: 1.0}"))
    rewrite(merged / "edition.yaml", ("targets: toy-2030\n", ""))  # a series has no values for units that are rebuilt
    units = read(toy / "units.csv")
    shutil.copy(toy / "units.csv", merged / "units_before.csv")
    write(merged / "units.csv", [row for row in units if row["unit_code"] not in MERGED])
    codes = [row["unit_code"] for row in units]
    rows = [{"old_code": code, "new_code": MERGED.get(code, code), "share": 1} for code in codes]
    write(root / "params/concordance/toy-8.csv", rows)


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_rebuilt_edition_finds_its_concordance_and_only_the_units_differ(root, quick):
    merge(root)
    said = []
    outcome = command.make("toy", "toy-8", root=root, said=said.append)
    assert outcome.pair.concordance is not None
    assert "toy and toy-8: data of each on the units of both" in said
    told = command.told(outcome, root=root)
    assert told[1] == "only the units differ: framework, method and data are the same, but for what cannot be rebuilt"
    players = outcome.tables["compare_players"].set_index("player")
    assert players.index[players["differs"]].tolist() == ["units"]
    assert (players.drop("units")["mean_places"] == 0).all()
    own = outcome.tables["compare_changes"].query("code == '0'").set_index(["unit_code", "kind"])
    assert own.loc[("T09", "merged"), "reason_en"].startswith("before: mean position of ")
    assert own.index[own.index.get_level_values("kind") == "part"].get_level_values("unit_code").tolist() == [
        *("T01", "T02", "T09", "T10")
    ]


def test_another_value_on_one_side_is_no_longer_a_change_of_units_alone(root, quick):
    merge(root)
    rewrite(root / "params/editions/toy-8/sources.yaml", (COMPUTERS, f"{COMPUTERS}    factor: 0.9\n"))
    outcome = command.make("toy", "toy-8", root=root)
    players = outcome.tables["compare_players"].set_index("player")
    assert players.index[players["differs"]].tolist() == ["own_data", "others_data", "units"]
    assert not any(line.startswith("only the units") for line in command.told(outcome, root=root))


def test_an_earlier_edition_without_rules_is_compared_on_its_own_units_and_the_reason_said(root, quick):
    merge(root)
    toy = root / "params/editions/toy/framework.csv"
    write(toy, [row | {"rebuild": "", "rebuild_weight": ""} for row in read(toy)])
    said = []
    command.make("toy", "toy-8", root=root, said=said.append)
    assert any(
        line.startswith("data of each side on its own units only: toy on the other side's units") for line in said
    )


def test_the_edition_with_the_units_of_before_comes_first(root):
    merge(root)
    with pytest.raises(ParameterError, match=r"toy-8 is made from the units of toy.*Compare toy with toy-8"):
        command.make("toy-8", "toy", root=root)


def test_a_comparison_made_again_takes_the_place_of_the_old_one(root, quick):
    first = command.make("toy", "toy/gii", root=root, name="x").folder
    (first / "by-hand.txt").write_text("x")
    assert command.make("toy", "toy/gii", root=root, name="x").folder == first
    assert sorted(path.name for path in first.iterdir()) == ["compare.ipynb", *TABLES]


@pytest.mark.chain
def test_a_notebook_that_stops_leaves_the_old_comparison(root):
    folder = root / "reports/compare/x"
    folder.mkdir(parents=True)
    (folder / "old.txt").write_text("x")
    path = root / "notebooks/compare.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1]["source"] = "1 / 0"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StepFailedError, match=r"reports/compare/\.partial-x/failed/compare\.ipynb"):
        command.make("toy", "toy/gii", root=root, name="x")
    assert [found.name for found in folder.iterdir()] == ["old.txt"]


@pytest.mark.prove
@pytest.mark.parametrize(("before", "after"), [("open-2023", "open-2024"), ("open-2024", "open-2024/gii")])
def test_full_editions_add_up_exactly_for_every_province_that_both_rank(before, after, quick, tmp_path):
    for folder in ("params", "data/raw", "notebooks"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    (tmp_path / "pyproject.toml").write_text("")
    tables = command.make(before, after, root=tmp_path).tables
    own = tables["compare_changes"].query("code == '0' and kind == 'ranked'").set_index("unit_code")
    shares = tables["compare_attribution"]
    assert set(shares["unit_code"]) == set(own.index)
    assert len(own) == 63
    for unit, rows in shares.groupby("unit_code"):
        exact = {row.player: Fraction(row.places_exact) for row in rows.itertuples()}
        places = exact.pop("sum")
        assert sum(exact.values()) == places == Fraction(own.at[unit, "rank_before"] - own.at[unit, "rank_after"])


@pytest.mark.prove
def test_the_merger_of_the_provinces_changes_the_units_and_nothing_else(quick, tmp_path):
    for folder in ("params", "data/raw", "notebooks"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    (tmp_path / "pyproject.toml").write_text("")
    outcome = command.make("open-2024", "open-2024-34", root=tmp_path)
    players = outcome.tables["compare_players"].set_index("player")
    assert players.index[players["differs"]].tolist() == ["units"]
    own = outcome.tables["compare_changes"].query("code == '0'")
    assert own["kind"].value_counts().to_dict() == {"part": 52, "merged": 23, "ranked": 11}
    found = outcome.tables["compare_differences"]
    assert set(found.loc[~found["part"].isin(["edition", "units"]), "code"]) == {"o.5"}


def test_a_long_name_has_to_be_given(root):
    with pytest.raises(ParameterError, match=r"longer than 64 characters\. Give one with --as"):
        command.make("x" * 40, "y" * 40, root=root)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["toy"], 2, "the following arguments are required: AFTER"),
        (["toy", "toyy"], 3, "there is no edition 'toyy'"),
        (["toy", "toy/gi"], 2, "a run on record, or the name of a method, is expected; nearest: gii"),
        (["toy", "toy-2025", "--as", "../x"], 3, "small letters"),
        (["toy", "toy-2025", "--language", "fr"], 2, "invalid choice: 'fr'"),
    ],
)
def test_the_command_says_what_is_wrong(root, monkeypatch, capsys, arguments, code, sentence):
    monkeypatch.setenv("PII_PROJECT", str(root))
    assert cli.main(["compare", *arguments]) == code
    assert sentence in capsys.readouterr().err
    assert not (root / "reports").exists()


def test_the_command_prints_what_it_found(root, quick, monkeypatch, capsys):
    monkeypatch.setenv("PII_PROJECT", str(root))
    assert cli.main(["compare", "toy", "toy/gii"]) == 0
    told = capsys.readouterr().out
    assert "differences: method " in told
    assert "comparison: reports/compare/toy-toy_gii/compare.ipynb" in told
