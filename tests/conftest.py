"""A project small enough to make anew for every story: three units, two indicators, two or three tiny chapters."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("same every time", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same every time")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a suite in the background: what it starts would ignore Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).parents[1]

EDITION = """\
id: mini-2024
year: 2024
name_vi: Chỉ số nhỏ
name_en: Mini index
note_vi: Hư cấu.
note_en: Fictitious.
language: vi
seed: 7
method: nominal
alternatives: open
levels:
- {level: 1, role: indicator, name_vi: Chỉ tiêu, name_en: Indicator}
- {level: 2, role: index, name_vi: Chỉ số, name_en: Index}
screening: {share: 0.66, sub_pillars: 2}
fictitious: true
"""
FRAMEWORK = """\
code,role,level,parent,name_vi,name_en,weight
0,aggregate,2,,Chỉ số,Index,1
1,indicator,1,0,Một,One,1
2,indicator,1,0,Hai,Two,1
"""
UNITS = """\
unit_code,name_vi,name_en,region_code,region_vi,region_en
01,Á,A,R,Vùng,Region
02,Bê,Be,R,Vùng,Region
03,Xê,Xe,R,Vùng,Region
"""
SOURCES = """\
max_age_years: 0
indicators:
  '1':
    value: {table: mini/table, column: a, year: 2024}
  '2':
    value: {table: mini/table, column: b, year: 2024}
"""
TABLE = "Unit,a,b\nÁ,1,10\nBê,2,20\nXê,3,30\n"
SOURCE = """\
source: mini
producer: this test
licence: CC0
obtained: written by hand
obtained_on: 2024-01-01
unit_column: Unit
tables:
  table:
    file: table.csv
    title: A table
    unit_of_measure: none
    sha256: {sha256}
    columns: [Unit, a, b]
"""
PARAMETERS = """\
EDITION: str = "mini-2024"
RUN: str = "nominal"
LANGUAGE: str = "vi"
SEED: int = 7
SKEWNESS_LIMIT: float = 2.25
"""
BEGIN = """\
import pandas
from pipeline.data import chapter
step = chapter.begin(globals())
"""
VALUES = """\
codes = ["01", "02", "03"]
values = pandas.DataFrame({"unit_code": codes, "code": "1", "value": [SKEWNESS_LIMIT, SEED, None], "data_year": 2024})
values = values.assign(status="A", origin="published")
step.save(values=values)
"""
PANEL = """\
values = step.read("values.csv")
step.save(panel=values.assign(round=0)[["unit_code", "code", "round", "data_year", "value"]])
step.save_document("report.html", f"<p>{step.run} {step.language}, ledger {step.ledger_head}</p>")
"""


@dataclass(frozen=True)
class Mini:
    """The small project, and what a test does with it."""

    root: Path

    edition = "mini-2024"

    def make(self) -> Mini:
        """Write it: parameters, one raw table, two chapters."""
        folder = self.root / "params" / "editions" / self.edition
        raw = self.root / "data" / "raw" / "mini"
        for path in (folder, raw, self.root / "notebooks"):
            path.mkdir(parents=True)
        (self.root / "pyproject.toml").write_text("")
        for kind in ("methods", "alternatives"):
            shutil.copytree(REPOSITORY / "params" / kind, self.root / "params" / kind)
        files = {"edition.yaml": EDITION, "framework.csv": FRAMEWORK, "units.csv": UNITS, "sources.yaml": SOURCES}
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        (raw / "table.csv").write_bytes(TABLE.encode())
        (raw / "source.yaml").write_text(SOURCE.format(sha256=hashlib.sha256(TABLE.encode()).hexdigest()))
        self.notebook("01_data", reads=["raw"], writes=["values.csv"], cells=[BEGIN, VALUES, "step.finish()"])
        self.notebook(
            "02_imputation",
            reads=["values.csv"],
            writes=["panel.csv", "report.html"],
            cells=[BEGIN, PANEL, "step.finish()"],
        )
        return self

    def notebook(
        self,
        name: str,
        *,
        reads: Sequence[str] = (),
        writes: Sequence[str] = (),
        cells: Sequence[str] = (),
        parameters: str = PARAMETERS,
        tables: str | None = None,
    ) -> Path:
        """Write a chapter: a title, the two tagged cells, then ``cells``."""
        declared = f"READS = {list(reads)}\nWRITES = {list(writes)}" if tables is None else tables
        sources = [("parameters", parameters), ("tables", declared), *(("", cell) for cell in cells)]
        title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {name}"}
        code = [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"tags": [tag]} if tag else {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for number, (tag, source) in enumerate(sources)
        ]
        content = {"cells": [title, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path = self.root / "notebooks" / f"{name}.ipynb"
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def rewrite(self, path: str, old: str, new: str) -> None:
        """Replace a text in one file, which must hold it."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def files(self, *folders: str) -> dict[str, bytes]:
        """Every file under some folders, byte for byte."""
        found = (path for folder in folders for path in sorted((self.root / folder).rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def run(self, *, stream: io.StringIO | None = None, choices: object = None, **wanted: object) -> object:
        """Run it as the command would; ``choices`` are those of `runner.run`, all others say which run."""
        from pipeline.chain import resolve, runner

        run = resolve.resolve(self.edition, root=self.root, **wanted)  # type: ignore[arg-type]
        return runner.run(run, root=self.root, stream=stream or io.StringIO(), choices=choices)  # type: ignore[arg-type]


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """The small project, not yet run."""
    return Mini(tmp_path / "project").make()


@pytest.fixture(scope="session")
def mini_project() -> type[Mini]:
    """The class of the small project, for fixtures that make one of their own."""
    return Mini


@pytest.fixture(scope="session")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    project = Mini(tmp_path_factory.mktemp("once") / "project").make()
    project.run()
    return project


@pytest.fixture
def mini_run(_once: Mini, tmp_path: Path) -> Mini:
    """A copy of the small project after its nominal run."""
    shutil.copytree(_once.root, tmp_path / "project")
    return Mini(tmp_path / "project")


@pytest.fixture
def at_project(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> Mini:
    """The small project, in which a person at the command line stands."""
    monkeypatch.setenv("PII_PROJECT", str(mini.root))
    return mini
