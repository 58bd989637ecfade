import csv
import unicodedata

import pytest

from pipeline.data.yaml_text import read
from pipeline.errors import SchemaError


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hà Nội", "01"),
        ("Ha Noi", "01"),
        ("HÀ NỘI", "01"),
        ("Thành phố Hà Nội", "01"),
        ("tỉnh Hà Giang", "02"),
        ("Ha Giang province", "02"),
        ("Ho Chi Minh city", "79"),
        ("TP. Hồ Chí Minh", "79"),
        ("TP Hồ Chí Minh", "79"),
        ("Thua Thien-Hue", "46"),
        ("Thừa Thiên – Huế", "46"),
        ("Hue", "46"),
        ("Huế", "46"),
        ("Hoà Bình", "17"),
        ("Hòa Bình", "17"),
        ("Ba Ria - Vung Tau", "77"),
        ("Bà Rịa \u2014 Vũng Tàu", "77"),
        ("Ba Ria-Vung Tau", "77"),
        ("Dak Lak", "66"),
        ("Đắk Lắk", "66"),
        ("Da Nang", "48"),
        ("Ha Tinh", "42"),
        (unicodedata.normalize("NFD", "Đồng Nai"), "75"),
        ("  Kon   Tum ", "62"),
    ],
)
def test_every_usual_spelling_leads_to_its_province(provinces, name, code):
    assert provinces.code(name) == code


def test_an_unknown_name_offers_the_nearest(provinces):
    with pytest.raises(SchemaError, match=r'"Ha Gianh" is no unit of the edition; nearest: .*Hà Giang \(02\)'):
        provinces.code("Ha Gianh")


def test_diacritics_tell_apart_what_is_equal_without_them(two_alike):
    assert (two_alike.code("Hoà An"), two_alike.code("Hoá Ân")) == ("1", "2")


def test_an_ambiguous_name_is_refused_with_its_candidates(two_alike):
    with pytest.raises(SchemaError, match=r'"Hoa An" fits several units: Hoà An \(1\); Hoá Ân \(2\)'):
        two_alike.code("Hoa An")


def test_an_empty_name_is_no_unit(four):
    with pytest.raises(SchemaError, match="is no unit of the edition"):
        four.code("")


@pytest.mark.parametrize("source", ["nso", "papi", "pci", "coinr-vn"])
def test_every_name_printed_in_the_raw_tables_resolves(provinces, repository, source):
    folder = repository / "data" / "raw" / source
    described = read(folder / "source.yaml")
    groups = {
        *described.get("country_rows", []),
        *described.get("region_rows", {}),
        *described.get("unallocated_rows", []),
    }
    for table in described["tables"].values():
        if not table.get("lookup"):
            with (folder / table["file"]).open(encoding="utf-8", newline="") as stream:
                printed = {row[described["unit_column"]] for row in csv.DictReader(stream)}
            assert {provinces.code(name) for name in printed - groups} <= set(provinces.units.codes)
