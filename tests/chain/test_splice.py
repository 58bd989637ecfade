import nbformat
import pytest
from nbformat import v4

from pipeline.chain import notebook_digest, splice


def cell(kind, source, tags=()):
    made = v4.new_code_cell(source) if kind == "code" else v4.new_markdown_cell(source)
    made.metadata["tags"] = list(tags)
    return made


@pytest.fixture
def notebooks(tmp_path):
    def write(name, prose="old prose", *, executed=False, code="x = 1"):
        cells = [cell("markdown", prose, ["vi"]), cell("code", "SEED: int = 1", ["parameters"])]
        if executed:
            cells.append(cell("code", "SEED = 7", ["injected-parameters"]))
        own = cell("code", code)
        if executed:
            own.outputs, own.execution_count = [v4.new_output("stream", text="1\n")], 3
        path = tmp_path / name
        nbformat.write(v4.new_notebook(cells=[*cells, own]), path)
        return path

    return write


def test_new_prose_takes_the_place_of_the_old_and_outputs_stay(notebooks, tmp_path):
    stored, executed = notebooks("stored.ipynb", "new prose"), notebooks("executed.ipynb", executed=True)
    before = executed.read_bytes()
    splice.splice(stored, executed, tmp_path / "new.ipynb")
    cells = nbformat.read(tmp_path / "new.ipynb", as_version=4).cells
    assert [one.source for one in cells] == ["new prose", "SEED: int = 1", "SEED = 7", "x = 1"]
    assert cells[3].outputs[0].text == "1\n"
    assert executed.read_bytes() == before


def test_a_spliced_copy_is_what_a_new_run_would_give(notebooks, tmp_path):
    stored, executed = notebooks("stored.ipynb", "new prose"), notebooks("executed.ipynb", executed=True)
    again = notebooks("again.ipynb", "new prose", executed=True)
    splice.splice(stored, executed, executed)
    assert notebook_digest.canonical(executed) == notebook_digest.canonical(again)


def test_new_tags_and_a_new_default_are_taken_over(notebooks, tmp_path):
    stored, executed = notebooks("stored.ipynb"), notebooks("executed.ipynb", executed=True)
    content = nbformat.read(stored, as_version=4)
    content.cells[0].metadata["tags"], content.cells[1].source = ["en"], "SEED: int = 2"
    content.cells[2].metadata["tags"] = ["figure"]
    nbformat.write(content, stored)
    splice.splice(stored, executed, executed)
    cells = nbformat.read(executed, as_version=4).cells
    assert [one.metadata["tags"] for one in cells] == [["en"], ["parameters"], ["injected-parameters"], ["figure"]]
    assert [one.source for one in cells[1:3]] == ["SEED: int = 2", "SEED = 7"]


def test_other_code_is_never_spliced(notebooks, tmp_path):
    stored, executed = notebooks("stored.ipynb", code="x = 2"), notebooks("executed.ipynb", executed=True)
    with pytest.raises(
        ValueError, match=r"executed\.ipynb: the code of the stored notebook is expected, found another"
    ):
        splice.splice(stored, executed, tmp_path / "new.ipynb")
    assert not (tmp_path / "new.ipynb").exists()


def test_an_executed_copy_with_more_code_is_refused(notebooks, tmp_path):
    executed = notebooks("executed.ipynb", executed=True)
    short = tmp_path / "short.ipynb"
    nbformat.write(v4.new_notebook(cells=[cell("code", "SEED: int = 1", ["parameters"])]), short)
    with pytest.raises(ValueError, match="more code cells than the stored notebook"):
        splice.splice(short, executed, executed)
