"""The audit as a run of its own: its chapters, its choices, its name."""

import io

import pytest

from pipeline.chain import audit, resolve, runner, steps
from pipeline.errors import ChainError, FrameworkError, ParameterError

PARAMETERS = """\
EDITION: str = "mini-2024"
RUN: str = "nominal"
LANGUAGE: str = "vi"
SEED: int = 7
SKEWNESS_LIMIT: float = 2.25
ALTERNATIVES: str | None = None
N_DRAWS: int = 10
"""
BEGIN = "import pandas\nfrom pipeline.data import chapter\nstep = chapter.begin(globals())\n"
AUDIT = BEGIN + 'step.save_document("audit.html", f"<p>{step.run} {N_DRAWS} {step.edition.alternatives.name}</p>")'
PRESET = """\
name_vi: Thử
name_en: Trial
source_vi: kiểm thử
source_en: a test
changes: {alternatives: replication, n_draws: 50}
"""


@pytest.fixture
def audited(mini):
    """The small project with a preset, a chapter of audits only and one of ordinary runs only."""
    (mini.root / "params" / "audits").mkdir()
    (mini.root / "params" / "audits" / "trial.yaml").write_text(PRESET, encoding="utf-8")
    mini.notebook(
        "02_imputation",
        tables='READS = ["values.csv"]\nWRITES = ["panel.csv", "report.html"]\nONLY_IN = "edition"',
        cells=[
            BEGIN,
            'values = step.read("values.csv")',
            'step.save(panel=values.assign(round=0)[["unit_code", "code", "round", "data_year", "value"]])',
            'step.save_document("report.html", "<p></p>")',
            "step.finish()",
        ],
        parameters=PARAMETERS,
    )
    mini.notebook(
        "03_audit",
        tables='READS = ["values.csv"]\nWRITES = ["audit.html"]\nONLY_IN = "audit"',
        cells=[AUDIT, "step.finish()"],
        parameters=PARAMETERS,
    )
    return mini


def wanted(project, **asked):
    return audit.wanted(project.edition, preset="trial", root=project.root, **asked)


def test_an_audit_is_a_run_of_its_own_with_the_choices_of_its_preset(audited):
    run = wanted(audited)
    assert (run.name, run.kind) == ("audit-trial", steps.AUDIT)
    assert run.edition.alternatives.name == "replication"
    assert run.edition.method.uncertainty.n_draws == 50
    assert run.edition.method.name == "nominal"


def test_what_is_asked_for_goes_before_the_preset(audited):
    run = wanted(audited, parameters=["seed=9", "n_draws=70"])
    assert (run.seed, run.edition.method.uncertainty.n_draws) == (9, 70)
    assert wanted(audited, draws=80).edition.method.uncertainty.n_draws == 80
    with pytest.raises(ParameterError, match="n_draws is given twice"):
        wanted(audited, parameters=["n_draws=70"], draws=80)


@pytest.mark.chain
def test_it_runs_its_own_chapters_and_touches_nothing_of_nominal(audited):
    audited.run()
    before = audited.files("data/processed/mini-2024/nominal", "reports/mini-2024/nominal")
    outcome = runner.run(wanted(audited), root=audited.root, stream=io.StringIO())
    assert outcome.ran == ("01_data", "03_audit")
    assert outcome.report.name == "audit.html"
    assert outcome.report.read_text() == "<p>audit-trial 50 replication</p>"
    assert audited.files("data/processed/mini-2024/nominal", "reports/mini-2024/nominal") == before


def test_an_ordinary_run_has_no_chapter_of_the_audit(audited):
    run = resolve.resolve(audited.edition, root=audited.root)
    names = [step.name for step in steps.discover(audited.root, kind=run.kind)]
    assert names == ["01_data", "02_imputation"]
    assert [step.name for step in steps.discover(audited.root)] == ["01_data", "02_imputation", "03_audit"]


def test_no_run_of_the_edition_takes_the_name_of_an_audit(audited):
    run = resolve.resolve(audited.edition, root=audited.root, parameters=["seed=1"], name="audit-mine")
    with pytest.raises(ParameterError, match="names that begin with 'audit-' are those of audits.*--preset mine"):
        audit.refuse_name(run)


def test_an_unknown_preset_names_the_nearest(audited):
    with pytest.raises(FrameworkError, match="there is no 'trail' under params/audits; .*trial"):
        audit.wanted(audited.edition, preset="trail", root=audited.root)


@pytest.mark.parametrize("value", ['"report"', "None", '["audit"]'])
def test_a_chapter_is_limited_to_a_kind_of_run_that_exists(mini, value):
    mini.notebook("03_x", tables=f"READS = []\nWRITES = []\nONLY_IN = {value}", parameters=PARAMETERS)
    with pytest.raises(ChainError, match='ONLY_IN = "edition" or "audit" is expected, found `ONLY_IN'):
        steps.discover(mini.root)


@pytest.mark.parametrize(
    ("asked", "message"),
    [((2, "tcp://host:8786"), "one of them says who computes, found both"), ((0, None), "at least one process")],
)
def test_who_computes_is_said_once(asked, message):
    with pytest.raises(ParameterError, match=message):
        audit.workers(*asked)
