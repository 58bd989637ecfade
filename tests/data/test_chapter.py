import json

import pandas as pd
import pytest

from pipeline.data import chapter, params, project, store
from pipeline.errors import ChainError, FrameworkError, ParameterError, SchemaError


@pytest.fixture
def by_hand(mini, monkeypatch):
    """Open a chapter of the small project as a person in JupyterLab does."""
    monkeypatch.setenv(project.VARIABLE, str(mini.root))
    for name in (chapter.INPUTS, chapter.OUTPUTS, chapter.METHOD, chapter.LEDGER_HEAD):
        monkeypatch.delenv(name, raising=False)

    def begin(edition=mini.edition, run="gii", reads=("values.csv",), writes=("panel.csv",), **parameters):
        own = {"EDITION": edition, "RUN": run, "LANGUAGE": "vi", "SEED": 0, "READS": [*reads], "WRITES": [*writes]}
        return chapter.begin(own | {name.upper(): value for name, value in parameters.items()} | {"_": 1, "np": None})

    return begin


@pytest.fixture
def by_chain(by_hand, mini, monkeypatch):
    """Open it as the chain does, with prepared folders and a method of the run."""
    (mini.root / "in").mkdir()
    method = params.load_method("gii", root=mini.root)
    (mini.root / "method.json").write_text(method.model_dump_json())
    monkeypatch.setenv(chapter.INPUTS, str(mini.root / "in"))
    monkeypatch.setenv(chapter.OUTPUTS, str(mini.root / "out"))
    monkeypatch.setenv(chapter.METHOD, str(mini.root / "method.json"))
    return by_hand


def values():
    return pd.DataFrame(
        {
            "unit_code": ["01", "02"],
            "code": "1",
            "value": [1.0, None],
            "data_year": 2024,
            "status": "A",
            "origin": "published",
        }
    )


def panel():
    return values().assign(round=0)[["unit_code", "code", "round", "data_year", "value"]]


def test_by_hand_a_chapter_reads_the_nominal_tables_and_writes_to_scratch(by_hand, mini, capsys):
    step = by_hand()
    assert step.inputs == mini.root / "data/processed/mini-2024/nominal"
    assert step.outputs == mini.root / "data/processed/mini-2024/scratch"
    assert step.run == "scratch"
    assert "reading the tables of mini-2024/nominal, writing to mini-2024/scratch" in capsys.readouterr().out


def test_in_the_chain_a_chapter_reads_and_writes_where_it_is_told(by_chain, mini, capsys):
    step = by_chain(run="gii")
    assert (step.inputs, step.outputs, step.run) == (mini.root / "in", mini.root / "out", "gii")
    assert capsys.readouterr().out == ""


def test_in_the_chain_the_method_of_the_run_is_in_force(by_chain):
    assert by_chain().edition.method.name == "gii"


def test_a_visible_parameter_is_in_force(by_hand, mini):
    step = by_hand(skewness_limit=2.0)
    assert step.edition.method.treatment.skewness_limit == 2.0
    assert params.load_edition(mini.edition, root=mini.root).method.treatment.skewness_limit == 2.25


def test_a_misspelt_visible_parameter_is_refused(by_hand):
    with pytest.raises(ParameterError, match="parameter 'skewnes_limit' is not an option of method; nearest: skewness"):
        by_hand(skewnes_limit=2.0)


def test_a_visible_parameter_of_another_type_is_refused(by_hand):
    with pytest.raises(ParameterError, match=r"skewness_limit: .*number.* \(found 'high'\)"):
        by_hand(skewness_limit="high")


def test_a_method_of_the_run_that_is_broken_is_refused(by_chain, mini):
    content = json.loads((mini.root / "method.json").read_text()) | {"smoothing": {}}
    (mini.root / "method.json").write_text(json.dumps(content))
    with pytest.raises(FrameworkError, match="the run: unknown key 'smoothing'"):
        by_chain()


def test_an_unknown_edition_is_refused(by_hand):
    with pytest.raises(FrameworkError, match="there is no edition 'mini-2025'"):
        by_hand(edition="mini-2025")


def test_seed_zero_stays_zero(by_hand):
    assert by_hand().seed == 0


def test_a_declared_table_is_read(by_chain, mini):
    store.write_table(values(), mini.root / "in" / "values.csv")
    step = by_chain(reads=("raw", "values.csv"))
    assert step.read("values.csv")["unit_code"].tolist() == ["01", "02"]
    assert list(step.read_all()) == ["values"]


def test_a_table_that_is_not_declared_is_not_read(by_hand):
    with pytest.raises(ChainError, match=r"table 'scores\.csv' is not declared in READS \(values\.csv\)\. Declare it"):
        by_hand().read("scores.csv")


def test_a_declared_table_that_is_not_there_says_what_to_run(by_hand):
    with pytest.raises(
        SchemaError, match=r"values\.csv: the table is not there .* Run the chapter that writes it first"
    ):
        by_hand().read("values.csv")


def test_a_declared_table_is_saved_and_counted(by_hand, capsys):
    step = by_hand()
    step.save(panel=panel())
    step.finish()
    assert store.read_table(step.outputs / "panel.csv")["value"].isna().tolist() == [False, True]
    assert capsys.readouterr().out.endswith("1 saved: panel.csv\n")


def test_a_table_that_is_not_declared_is_not_saved(by_hand):
    step = by_hand()
    with pytest.raises(ChainError, match=r"table 'values\.csv' is not declared in WRITES \(panel\.csv\)"):
        step.save(values=values())
    assert not step.outputs.exists()


def test_a_document_is_saved_as_it_is(by_hand):
    step = by_hand(writes=("report.html", "workbook.xlsx"))
    step.save_document("report.html", "<p>Đủ</p>")
    step.save_document("workbook.xlsx", b"PK")
    assert (step.outputs / "report.html").read_bytes() == "<p>Đủ</p>".encode()
    assert (step.outputs / "workbook.xlsx").read_bytes() == b"PK"


def test_a_document_that_is_not_declared_is_not_saved(by_hand):
    with pytest.raises(ChainError, match=r"'notes\.html' is not declared in WRITES"):
        by_hand().save_document("notes.html", "")


def test_what_is_declared_and_not_saved_is_named_at_the_end(by_hand):
    step = by_hand(writes=("panel.csv", "report.html"))
    step.save(panel=panel())
    with pytest.raises(ChainError, match=r"WRITES declares report\.html, which this chapter has not saved"):
        step.finish()


def test_raw_tables_are_only_for_a_chapter_that_declares_them(by_hand, mini):
    assert by_hand(reads=("raw",)).raw_root() == mini.root
    with pytest.raises(ChainError, match="table 'raw' is not declared in READS"):
        by_hand().raw_root()


def test_the_ledgers_head_is_known_only_in_the_chain(by_hand, monkeypatch):
    step = by_hand()
    assert step.ledger_head == ""
    monkeypatch.setenv(chapter.LEDGER_HEAD, "abc")
    assert step.ledger_head == "abc"


def test_a_chapter_shares_its_work_as_the_environment_says_and_lets_go_at_its_end(by_hand, monkeypatch):
    step = by_hand(writes=())
    monkeypatch.delenv("PII_WORKERS", raising=False)
    monkeypatch.delenv("PII_SCHEDULER", raising=False)
    assert step.executor() is None
    shared = by_hand(writes=())
    monkeypatch.setenv("PII_WORKERS", "2")
    executor = shared.executor()
    assert executor is not None
    assert shared.executor() is executor
    shared.finish()
    with pytest.raises(RuntimeError, match="cannot schedule new futures after shutdown"):
        executor.submit(len, ())


def test_how_far_a_chapter_is_goes_to_a_file_and_nowhere_else(by_hand, monkeypatch, tmp_path, capsys):
    step = by_hand()
    capsys.readouterr()
    monkeypatch.delenv("PII_STEP_PROGRESS", raising=False)
    step.said(1, 4)
    monkeypatch.setenv("PII_STEP_PROGRESS", str(tmp_path / "progress"))
    step.said(2, 4)
    assert (tmp_path / "progress").read_text() == "2/4"
    assert capsys.readouterr().out == ""
