"""A forked kernel starts in the state of an ordinary one: what is shown and computed in it is the same."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from pipeline.chain import fork_server, kernel, preloaded, resolve, steps
from pipeline.data import chapter, project

REPOSITORY = Path(__file__).parents[2]

IMPORTS = "import " + ", ".join(
    [
        "decimal, gc, locale, logging, os, random, signal, sys, threading, warnings",
        "jinja2, matplotlib, numpy, pandas, scipy, sklearn, statsmodels, yaml",
        "matplotlib.figure, scipy.stats, sklearn.impute, xlsxwriter, statsmodels.regression.linear_model",
        "sklearn.experimental.enable_iterative_imputer",
    ]
)
STATE = """\
from pandas._config import config
import IPython
shell = IPython.get_ipython()
print(repr({
    "pandas": {name: str(pandas.get_option(name)) for name in config._registered_options},
    "matplotlib": {name: str(matplotlib.rcParams._get(name)) for name in matplotlib.rcParams},
    "backend": matplotlib.get_backend(),
    "colormaps": sorted(matplotlib.colormaps),
    "warnings": sorted(str(line) for line in warnings.filters),
    "first warnings": [str(line) for line in warnings.filters[:1]],
    "numpy": [numpy.geterr(), str(numpy.get_printoptions())],
    "decimal": str(decimal.getcontext()),
    "locale": locale.setlocale(locale.LC_ALL),
    "environment": {name: value for name, value in os.environ.items() if name not in OF_ITS_OWN},
    "folder": os.listdir(),
    "path": sys.path,
    "arguments": [os.path.basename(word) for word in sys.argv][:2],
    "flags": [str(sys.flags), sys._xoptions, sys.warnoptions],
    "signals": {number: str(signal.getsignal(number)).split(" at ")[0] for number in (2, 13, 15, 17)},
    "collector": [gc.isenabled(), gc.get_threshold()],
    "hooks": [str(hook).split(" at ")[0] for hook in (sys.excepthook, sys.displayhook, sys.stdout, sys.stderr)],
    "formatters": {name: sorted(map(str, each.type_printers)) for name, each in shell.display_formatter.formatters.items()},
    "main": [sys.modules["__main__"].__name__, sorted(vars(sys.modules["__main__"]))[:3]],
    "project": sorted(name for name in sys.modules if name.split(".")[0] == "pipeline"),
    "logging": [logging.getLogger(name).level for name in ("", "matplotlib", "tornado")],
    "umask": os.umask(0o22),
    "started by hand": [os.getsid(0) == os.getpid(), sys.stdin.read() == ""],
    "hash": hash("Quảng Ninh"),
}))
"""
OWN = 'OF_ITS_OWN = ("IPYTHONDIR", "JPY_PARENT_PID", "PII_FORK")\n'
FIGURE = """\
import matplotlib.pyplot
figure, axes = matplotlib.pyplot.subplots(figsize=(3, 2))
axes.plot(numpy.arange(9.0) ** 2, label="Á")
axes.legend()
None
"""
TABLE = "pandas.DataFrame(numpy.arange(60.0).reshape(2, 30) / 7)"
DRAW = "print([random.random(), float(numpy.random.random())])"


PARAMETERS = 'EDITION: str = "e"\nRUN: str = "r"\nLANGUAGE: str = "vi"\nSEED: int = 0'
ORDER = ("parameters", "tables", "imports", "state", "figure", "table", "draw")


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[str, dict[str, list]]:
    """Outputs of the same cells in an ordinary kernel and in two forked ones."""
    root = tmp_path_factory.mktemp("state")
    sources = [PARAMETERS, "READS = []\nWRITES = []", IMPORTS, OWN + STATE, FIGURE, TABLE, DRAW]
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"tags": [tag]}) for tag, source in zip(ORDER, sources, strict=True)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "05_coherence.ipynb")
    step = steps.read(root / "05_coherence.ipynb")
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, fork in (("forked", "1"), ("another", "1"), ("ordinary", "0")):
            patch.setenv("PII_FORK", fork)
            work = kernel.Work(step, {}, {}, root / f"{name}.ipynb", root / name, root)
            work.folder.mkdir()
            assert kernel.execute(work, on_cell=lambda number: None).failure is None
            executed = nbformat.read(work.output, as_version=4)
            found[name] = {cell.metadata.tags[0]: cell.outputs for cell in executed.cells}
    return found


needs_fork = pytest.mark.skipif(not fork_server.available(), reason="kernels cannot be forked here")


@needs_fork
@pytest.mark.chain
def test_the_state_is_that_of_an_ordinary_kernel(shown):
    forked, ordinary = (ast.literal_eval(shown[name]["state"][0]["text"]) for name in ("forked", "ordinary"))
    for what, expected in ordinary.items():
        assert forked[what] == expected, what
    assert not forked["project"], "a kernel imports the project's modules itself"


@needs_fork
@pytest.mark.chain
@pytest.mark.parametrize("what", ["imports", "figure", "table"])
def test_figures_tables_and_warnings_are_the_same_to_the_byte(shown, what):
    assert shown["forked"][what] == shown["ordinary"][what] == shown["another"][what]
    assert bool(shown["forked"][what]) == (what != "imports")


@needs_fork
@pytest.mark.chain
def test_siblings_do_not_draw_the_same_numbers_where_nothing_is_seeded(shown):
    forked, another = (ast.literal_eval(shown[name]["draw"][0]["text"]) for name in ("forked", "another"))
    assert all(ours != theirs for ours, theirs in zip(forked, another, strict=True))


@needs_fork
@pytest.mark.chain
@pytest.mark.prove
def test_a_chapter_with_its_figures_is_the_same_to_the_byte(tmp_path, monkeypatch):
    root = tmp_path / "project"
    for part in ("params", "data/raw/toy", "notebooks"):
        shutil.copytree(REPOSITORY / part, root / part)
    (root / "pyproject.toml").write_text("")
    run = resolve.resolve("toy", root=root)
    step = next(step for step in steps.discover(root) if step.name == "01_data")
    method = tmp_path / "method.json"
    method.write_text(json.dumps(run.edition.method.model_dump(mode="json")))
    executed = {}
    for fork in ("1", "0"):
        monkeypatch.setenv("PII_FORK", fork)
        inputs, outputs = tmp_path / fork / "inputs", tmp_path / fork / "outputs"
        inputs.mkdir(parents=True)
        outputs.mkdir()
        environment = {
            project.VARIABLE: str(root),
            chapter.INPUTS: str(inputs),
            chapter.OUTPUTS: str(outputs),
            chapter.METHOD: str(method),
        }
        work = kernel.Work(step, run.parameters(step), environment, tmp_path / f"{fork}.ipynb", inputs, root)
        assert kernel.execute(work, on_cell=lambda number: None).failure is None
        executed[fork] = (work.output.read_bytes(), {path.name: path.read_bytes() for path in outputs.iterdir()})
    assert b"image/png" in executed["1"][0]
    assert executed["1"] == executed["0"]


def test_asked_to_end_a_kernel_does_not_wait_for_what_it_has_printed(monkeypatch):
    class Stream:
        flush_timeout = 10.0

    class Kernel:
        def do_shutdown(self, restart):
            return {"status": "ok", "restart": restart}

    monkeypatch.setattr("sys.stdout", Stream())
    monkeypatch.setattr("sys.stderr", Stream())
    asked = Kernel()
    preloaded._have_it_end_at_once(asked)
    assert preloaded.sys.stdout.flush_timeout == 10.0
    assert asked.do_shutdown(False) == {"status": "ok", "restart": False}
    assert preloaded.sys.stdout.flush_timeout == preloaded.sys.stderr.flush_timeout == preloaded.LAST_FLUSH_SECONDS


PACKAGE = {"__init__.py": "", "a.py": "VALUE = 1\n", "b.py": "from pipeline import a\n"}
CHILD = """\
import importlib, json, os, sys
sys.path.insert(0, os.environ["FOLDER"])
sys.path.append(os.environ["CHAIN"])
import preloaded

def told(*modules, then=None):
    read, write = os.pipe()
    if not os.fork():
        if then:
            then()
        imports.leave_only(modules)
        left = sorted(name for name in sys.modules if name.split(".")[0] == "pipeline")
        kept = "pipeline" in sys.modules and hasattr(sys.modules["pipeline"], "a")
        value = importlib.import_module("pipeline.a").VALUE
        os.write(write, json.dumps([left, kept, value]).encode())
        os._exit(0)
    os.wait()
    os.close(write)
    with os.fdopen(read) as stream:
        return json.load(stream)

def rewrite():
    path = os.path.join(os.environ["FOLDER"], "pipeline", "a.py")
    with open(path, "w") as stream:
        stream.write("VALUE = 22\\n")

preloaded.SHARED = ()
imports = preloaded.Imports()
imports.add(["pipeline.b", "pipeline.absent", "pipeline.a"])
while imports.pending:
    imports.make_one()
rests_on = ("pipeline", "pipeline.a", "pipeline.b")
print(json.dumps([told(), told("pipeline", "pipeline.b"), told(*rests_on), told(*rests_on, then=rewrite)]))
"""


@needs_fork
def test_of_the_projects_modules_a_kernel_has_what_its_chapter_rests_on_unless_one_was_written_to(tmp_path):
    package = tmp_path / "pipeline"
    package.mkdir()
    for name, text in PACKAGE.items():
        (package / name).write_text(text)
        os.utime(package / name, (0, 0))
    time.sleep(0.05)  # so that none was written while it was imported
    environment = {**os.environ, "FOLDER": str(tmp_path), "CHAIN": str(Path(preloaded.__file__).parent)}
    command = [sys.executable, "-P", "-c", CHILD]
    told = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    nothing, without_a, all_of_it, changed = json.loads(told.stdout)
    assert nothing == [[], False, 1]
    assert without_a == [["pipeline", "pipeline.b"], False, 1], "what the record does not name is imported when named"
    assert all_of_it == [["pipeline", "pipeline.a", "pipeline.b"], True, 1]
    assert changed == [[], False, 22]


@needs_fork
@pytest.mark.chain
def test_modules_that_a_chapter_rests_on_are_there_before_it_imports_them(tmp_path, monkeypatch):
    monkeypatch.setenv("PII_FORK", "1")
    kernel.warm_up(["pipeline.statistics.observed"])
    names = 'import sys; print("pipeline.statistics.observed" in sys.modules)'
    sources = [PARAMETERS, "READS = []\nWRITES = []", names]
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"tags": [tag]}) for tag, source in zip(ORDER, sources, strict=False)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "05_coherence.ipynb")
    step = steps.read(tmp_path / "05_coherence.ipynb")
    rests_on = ("pipeline", "pipeline.statistics", "pipeline.statistics.observed")

    def there(modules: tuple[str, ...], name: str) -> str:
        work = kernel.Work(step, {}, {}, tmp_path / f"{name}.ipynb", tmp_path / name, tmp_path, modules=modules)
        work.folder.mkdir()
        assert kernel.execute(work, on_cell=lambda number: None).failure is None
        executed = nbformat.read(work.output, as_version=4)
        return executed.cells[-1].outputs[0]["text"].strip()

    until = time.monotonic() + 60.0
    tries = 0
    while there(rests_on, f"with-{tries}") != "True":  # it is imported when nobody asks for a kernel
        tries += 1
        assert time.monotonic() < until
        time.sleep(0.5)
    assert there((), "without") == "False"
