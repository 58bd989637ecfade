import pytest

from pipeline.data import stored_goalposts, yaml_text
from pipeline.errors import FrameworkError
from pipeline.framework.goalposts import Goalposts

POST = {"transformation": "log_ct", "low": -1e-05, "high": 1 / 3, "value_low": 0.1, "value_high": 1e22}


def kept(name="kept"):
    posts = {"1.10": POST, "2": {**POST, "transformation": "yeo_johnson", "power": 0.7}}
    return Goalposts(name=name, editions=("a-2023", "a-2024"), method="nominal", goalposts=posts)


def test_what_is_written_reads_back_to_the_last_bit(tmp_path):
    path = stored_goalposts.write(kept(), root=tmp_path)
    assert path == tmp_path / "params/goalposts/kept.yaml"
    again = Goalposts.read({"name": "kept", **yaml_text.read(path)}, where="kept.yaml")
    assert again == kept()
    assert list(again.goalposts) == ["1.10", "2"]  # a code stays text


def test_the_file_says_where_it_comes_from(tmp_path):
    text = stored_goalposts.write(kept(), root=tmp_path).read_text(encoding="utf-8")
    assert text.startswith("# Goalposts of the panel a-2023, a-2024, method nominal. Written by `pii panel`")
    assert "null" not in text


def test_stored_goalposts_are_never_changed(tmp_path):
    path = stored_goalposts.write(kept(), root=tmp_path)
    before = path.read_bytes()
    with pytest.raises(FrameworkError, match=r"kept\.yaml: stored goalposts are never changed.*Choose another name"):
        stored_goalposts.write(kept(), root=tmp_path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["kept.yaml"]


@pytest.mark.parametrize("name", ["../kept", "Kept", "a/b"])
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path, name):
    with pytest.raises(FrameworkError, match="goalposts .*: small letters, digits"):
        stored_goalposts.check_is_new(name, root=tmp_path)
