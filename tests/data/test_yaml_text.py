from pathlib import Path

import pytest
import yaml

from pipeline.data import yaml_text
from pipeline.errors import FrameworkError


def test_keys_stay_as_written():
    content = yaml_text.parse("1.10: a\nno: b\n'01': c\n", where="x.yaml")
    assert list(content) == ["1.10", "no", "01"]


def test_values_are_typed():
    assert yaml_text.parse("a: 1.5\nb: [x, 2]\nc: {d: null}\n", where="x.yaml") == {
        "a": 1.5,
        "b": ["x", 2],
        "c": {"d": None},
    }


def test_an_empty_file_is_an_empty_mapping(tmp_path):
    (tmp_path / "x.yaml").touch()
    assert yaml_text.read(tmp_path / "x.yaml", where="x.yaml") == {}


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "top:\n  a: 1\n  a: 2\n", "1.0: x\n2: y\n1.0: z\n"])
def test_a_key_twice_is_refused_with_its_line(text):
    with pytest.raises(FrameworkError, match=r"x\.yaml, line 3: .*stands twice"):
        yaml_text.parse(text, where="x.yaml")


def test_a_syntax_fault_is_named_with_file_and_line():
    with pytest.raises(FrameworkError, match=r"x\.yaml, line 2: valid YAML is expected"):
        yaml_text.parse("a: 1\nb: c: d\n", where="x.yaml")


def test_a_list_is_no_mapping():
    with pytest.raises(FrameworkError, match=r"x\.yaml: keys with values are expected, found list"):
        yaml_text.parse("- a\n", where="x.yaml")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FrameworkError, match=r"x\.yaml: this file is expected, and is not there"):
        yaml_text.read(tmp_path / "x.yaml")


def test_other_bytes_than_utf_8_are_refused(tmp_path):
    (tmp_path / "x.yaml").write_bytes("a: Hà Nội".encode("utf-16"))
    with pytest.raises(FrameworkError, match="UTF-8 text is expected"):
        yaml_text.read(tmp_path / "x.yaml", where="x.yaml")


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is installed without libyaml: there is one loader only")
def test_both_loaders_read_every_parameter_file_alike():
    project = Path(__file__).parents[2]
    paths = sorted(path for part in ("params", "data/raw") for path in (project / part).rglob("*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8-sig")
        plain, faster = (yaml.load(text, Loader=loader) for loader in (yaml_text._Loader, yaml_text._Faster))
        assert repr(plain) == repr(faster), path


def test_a_fault_is_told_in_the_same_words_whatever_is_installed(monkeypatch):
    def told():
        with pytest.raises(FrameworkError, match=r"x\.yaml, line 2: valid YAML is expected") as caught:
            yaml_text.parse("a: 1\n\tb: 2\n", where="x.yaml")
        return str(caught.value)

    first = told()
    monkeypatch.setattr(yaml_text, "_Faster", yaml_text._Loader)
    assert told() == first
