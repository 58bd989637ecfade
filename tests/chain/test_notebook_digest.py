import nbformat
import pytest
from nbformat import v4

from pipeline.chain import notebook_digest


@pytest.fixture
def write(tmp_path):
    def make(name="a.ipynb", *, text="1\n", prose="why", count=1, cell_id="a", tags=("t",), notes=None):
        code = v4.new_code_cell(
            "print(1)", outputs=[v4.new_output("stream", text=text)], execution_count=count, id=cell_id
        )
        code.metadata.update({"tags": list(tags), **(notes or {})})
        path = tmp_path / name
        nbformat.write(v4.new_notebook(cells=[v4.new_markdown_cell(prose, id=f"p{cell_id}"), code]), path)
        return path

    return make


@pytest.mark.parametrize(
    "differing",
    [
        {"count": 7},
        {"cell_id": "b"},
        {"notes": {"execution": {"iopub.status.busy": "2024-01-01"}}},
        {"name": "b.ipynb"},
    ],
)
def test_what_differs_between_equal_runs_does_not_count(write, differing):
    assert notebook_digest.canonical(write()) == notebook_digest.canonical(
        write(**{"name": "other.ipynb", **differing})
    )


@pytest.mark.parametrize("differing", [{"text": "2\n"}, {"prose": "how"}, {"tags": ()}])
def test_what_is_said_or_shown_counts(write, differing):
    assert notebook_digest.canonical(write()) != notebook_digest.canonical(write("other.ipynb", **differing))


def test_the_folder_of_the_project_and_addresses_of_objects_do_not_count(write, tmp_path):
    one = write("one.ipynb", text=f"{tmp_path}/x <object at 0x7f0000000000>\n")
    two = write("two.ipynb", text="/x <object at 0x7fffffffffff>\n")
    assert notebook_digest.canonical(one, root=tmp_path) == notebook_digest.canonical(two, root=tmp_path)
