import json
from pathlib import Path

import pytest

from pipeline.chain import imports
from pipeline.chain.imports import ImportGraph
from pipeline.errors import ChainError


@pytest.fixture
def package(tmp_path):
    """A package of four modules: a imports b inside a function, b imports c; d stands alone; one data file in c."""
    files = {
        "pipeline/__init__.py": '"""The package."""\n',
        "pipeline/a.py": '"""A."""\nimport os\n\n\ndef f():\n    """F."""\n    from pipeline import b\n\n    return b.g()\n',
        "pipeline/b.py": "from pipeline.c.deep import h\n\n\ndef g():\n    return h()\n",
        "pipeline/c/__init__.py": "",
        "pipeline/c/deep.py": "def h():\n    return 1\n",
        "pipeline/c/page.html": "<p>",
        "pipeline/d.py": "X = 1\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "pipeline"


def graph(package, **options):
    return ImportGraph(folder=package, **options)


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_modules_are_found_through_others_and_inside_functions(package):
    found = graph(package).digests(["import numpy\nfrom pipeline import a\n"])
    assert set(found) == {
        "pipeline",
        "pipeline.a",
        "pipeline.b",
        "pipeline.c",
        "pipeline.c.deep",
        "pipeline.c/page.html",
    }


def test_a_module_that_is_no_python_is_named_with_its_line(package):
    rewrite(package / "b.py", "return h()", "return h(")
    with pytest.raises(ChainError, match=r"^pipeline/b.py, line 5: the module is no Python: '\(' was never closed"):
        graph(package).digests(["from pipeline import a\n"])


def test_a_name_that_is_no_module_counts_as_its_module(package):
    assert set(graph(package).digests(["from pipeline.d import X"])) == {"pipeline", "pipeline.d"}


def test_a_changed_function_changes_its_module_and_no_other(package):
    before = graph(package).digests(["from pipeline import a"])
    rewrite(package / "c" / "deep.py", "return 1", "return 2")
    assert imports.changed(before, graph(package).digests(["from pipeline import a"])) == ["pipeline.c.deep"]


@pytest.mark.parametrize(("old", "new"), [('"""F."""', '"""Says more."""'), ("import os\n", "import os  # why\n\n")])
def test_a_better_explanation_changes_nothing(package, old, new):
    before = graph(package).digests(["from pipeline import a"])
    rewrite(package / "a.py", old, new)
    assert graph(package).digests(["from pipeline import a"]) == before


def test_a_changed_template_counts(package):
    before = graph(package).digests(["from pipeline import a"])
    rewrite(package / "c" / "page.html", "<p>", "<div>")
    assert imports.changed(before, graph(package).digests(["from pipeline import a"])) == ["pipeline.c/page.html"]


def test_what_is_remembered_is_forgotten_when_the_text_changes(package, tmp_path):
    memory = tmp_path / "memory.json"
    before = graph(package, memory=memory).digests(["from pipeline import a"])
    assert graph(package, memory=memory).digests(["from pipeline import a"]) == before
    rewrite(package / "b.py", "return h()", "return h() + 1")
    assert imports.changed(before, graph(package, memory=memory).digests(["from pipeline import a"])) == ["pipeline.b"]


def test_of_each_module_only_the_latest_text_is_remembered(package, tmp_path):
    memory = tmp_path / "memory.json"
    graph(package, memory=memory).digests(["from pipeline import d"])
    before = json.loads(memory.read_text(encoding="utf-8"))
    rewrite(package / "d.py", "X = 1", "X = 2")
    graph(package, memory=memory).digests(["from pipeline import d"])
    after = json.loads(memory.read_text(encoding="utf-8"))
    names = [key.rpartition(":")[0] for key in after]
    assert sorted(names) == ["pipeline", "pipeline.d"]
    assert len(before.keys() & after.keys()) == 1, "the package itself has not changed"


@pytest.mark.parametrize("told_not_to", [False, True])
def test_what_is_remembered_lies_with_bytecode_or_where_there_is_to_be_none_in_the_project(
    tmp_path, monkeypatch, told_not_to
):
    package = Path(imports.__file__).parents[1]
    monkeypatch.setattr("sys.dont_write_bytecode", told_not_to)
    monkeypatch.setattr("os.access", lambda folder, mode: Path(folder) == package)
    project = tmp_path / "data" / "processed" / ".modules.json"
    assert imports.memory(tmp_path) == (project if told_not_to else package / "__pycache__" / "modules.json")
    monkeypatch.setattr("os.access", lambda folder, mode: False)
    assert imports.memory(tmp_path) == project


def test_the_modules_that_sources_name_are_theirs_alone(package):
    sources = ["from pipeline import a\nimport numpy", "import pipeline.d\nfrom pipeline import a"]
    assert graph(package).named(sources) == ["pipeline", "pipeline.a", "pipeline.d"]


@pytest.mark.parametrize("torn", ["", "{", "[1]", '{"x": {}}'])
def test_a_torn_memory_is_made_again(package, tmp_path, torn):
    memory = tmp_path / "memory.json"
    memory.write_text(torn, encoding="utf-8")
    assert graph(package, memory=memory).digests(["from pipeline import d"]) == graph(package).digests(
        ["import pipeline.d"]
    )
    assert len(json.loads(memory.read_text(encoding="utf-8"))) == 2


def test_the_chapters_rest_on_the_library():
    assert "pipeline.statistics.ranking" in ImportGraph().digests(["from pipeline.construction import index"])


def test_a_source_that_imports_nothing_of_the_package_rests_on_no_module(tmp_path):
    assert imports.ImportGraph(memory=tmp_path / "memory.json").digests(["1 + 1"]) == {}
    assert not (tmp_path / "memory.json").exists()
