import pytest

from pipeline.errors import FrameworkError
from pipeline.framework.units import Unit, Units


def unit(code, region="N"):
    return {
        "unit_code": code,
        "name_vi": f"{code} vi",
        "name_en": f"{code} en",
        "region_code": region,
        "region_vi": "Bắc",
        "region_en": "North",
    }


def test_units_stand_in_the_order_of_their_codes():
    assert Units.model_validate({"units": [unit("10"), unit("02"), unit("01")]}).codes == ["01", "02", "10"]


def test_a_unit_code_that_stands_twice_is_refused():
    with pytest.raises(FrameworkError, match="unit codes must be unique; found twice: 01"):
        Units.read({"units": [unit("01"), unit("02"), unit("01")]}, where="units.csv")


def test_an_edition_without_units_is_refused():
    with pytest.raises(FrameworkError, match="an edition needs at least one unit"):
        Units.read({"units": []}, where="units.csv")


def test_a_unit_code_is_text():
    with pytest.raises(FrameworkError, match=r"unit_code: .*string \(found 1\)"):
        Unit.read(unit(1), where="units.csv, row 2")


def test_every_unit_has_its_region():
    units = Units.model_validate({"units": [unit("01"), unit("02", region="S")]})
    assert units.regions == {"01": "N", "02": "S"}
    assert units.by_code["02"].region("en") == "North"
    assert units.by_code["02"].region("vi") == "Bắc"


def test_names_come_in_two_languages():
    first = Unit.model_validate(unit("01"))
    assert (first.name("vi"), first.name("en")) == ("01 vi", "01 en")


def test_further_columns_are_kept():
    assert Unit.model_validate(unit("01") | {"type": "city"}).model_extra == {"type": "city"}
