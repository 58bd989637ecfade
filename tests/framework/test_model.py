from collections.abc import Mapping

import pydantic
import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.model import Model


class Colour(Model):
    name: str
    share: pydantic.NonNegativeFloat = 0.0


class Palette(Model):
    colours: tuple[Colour, ...]
    by_name: Mapping[str, Colour] = pydantic.Field(default_factory=dict)
    ground: Colour | None = None
    frame: Colour = Colour(name="black")


def test_a_model_cannot_be_changed():
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        Colour(name="red").name = "blue"  # type: ignore[misc]


def test_an_unknown_key_is_refused_with_the_known_ones():
    with pytest.raises(FrameworkError, match=r"colour\.yaml: unknown key 'nmae'; known keys: name, share\. Remove it"):
        Colour.read({"name": "red", "nmae": "blue"}, where="colour.yaml")


def test_an_unknown_key_deep_inside_is_named_with_its_place():
    with pytest.raises(FrameworkError, match=r"unknown key 'colours\.1\.hue'; known keys: see the model"):
        Palette.read({"colours": [{"name": "red"}, {"name": "blue", "hue": 1}]}, where="palette.yaml")


def test_an_unknown_key_of_a_block_is_refused_with_the_keys_of_that_block():
    with pytest.raises(FrameworkError, match=r"unknown key 'frame\.hue'; known keys: name, share\. Remove it"):
        Palette.read({"colours": [], "frame": {"name": "red", "hue": 1}}, where="palette.yaml")


def test_a_missing_key_is_named():
    with pytest.raises(FrameworkError, match=r"colour\.yaml: key 'name' is missing\. Add it"):
        Colour.read({}, where="colour.yaml")


def test_a_wrong_type_is_refused_with_what_was_found():
    with pytest.raises(FrameworkError, match=r"share: .*number.* \(found 'much'\)"):
        Colour.read({"name": "red", "share": "much"}, where="colour.yaml")


def test_a_number_is_no_text():
    with pytest.raises(FrameworkError, match=r"name: .*string \(found 1\.1\)"):
        Colour.read({"name": 1.10}, where="colour.yaml")


def test_every_fault_is_told_at_once():
    with pytest.raises(FrameworkError, match=r"key 'name' is missing.*; share: .*\(found -1\)"):
        Colour.read({"share": -1}, where="colour.yaml")
