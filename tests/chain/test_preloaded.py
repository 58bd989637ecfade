"""A forked kernel starts in the state of an ordinary one: what is shown and computed in it is the same."""

from __future__ import annotations

import ast
import json
import shutil
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
