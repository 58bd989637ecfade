"""Names in the order of the Vietnamese alphabet; the orders below were worked by hand from the alphabet and the tones."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publication import collation as published
from pipeline.reporting import collation

ALPHABET = [*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"]


def shuffled(names: list[str]) -> list[str]:
    """The same names in another order."""
    return random.Random(1).sample(names, len(names))


@pytest.mark.parametrize(
    "ordered",
    [
        ALPHABET,
        [*"aàảãáạăằẳẵắặâầẩẫấậb"],
        [*"dđeèẻẽéẹêềểễếệ"],
        [*"iìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"],
        ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương"],
        ["Cà Mau", "Cao Bằng", "Cần Thơ", "Da", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Gia Lai"],
        [
            "Hà Giang",
            "Hà Nam",
            "Hà Nội",
            "Hà Tĩnh",
            "Hải Dương",
            "Hải Phòng",
            "Hậu Giang",
            "Hoà Bình",
            "Huế",
            "Hưng Yên",
        ],
        ["Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị"],
        ["Thái Bình", "Thanh Hoá", "TP. Hồ Chí Minh", "Trà Vinh"],
        ["1", "2", "a", "z"],
    ],
)
def test_names_stand_in_the_order_of_the_alphabet_and_of_the_tones(ordered: list[str]):
    assert sorted(shuffled(ordered), key=collation.sort_key) == ordered


def test_letters_of_the_whole_name_come_before_any_tone():
    assert sorted(["Hà Vân", "Hạ Long"], key=collation.sort_key) == ["Hạ Long", "Hà Vân"]  # l before v; then the tone


def test_between_equal_letters_the_first_differing_tone_decides():
    assert sorted(["Má bà", "Mà bá", "Ma bá"], key=collation.sort_key) == ["Ma bá", "Mà bá", "Má bà"]


def test_capitals_and_spaces_decide_last_and_first():
    assert sorted(["Huế", "huế", "Hu ế"], key=collation.sort_key) == ["Hu ế", "huế", "Huế"]


@pytest.mark.parametrize("name", ["Đắk Lắk", "TP. Hồ Chí Minh", "Thừa Thiên Huế", "Ỡm Ờ", "ƯỜNG"])
def test_composed_and_decomposed_letters_are_the_same_name(name: str):
    one, other = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert collation.sort_key(one) == collation.sort_key(other)
    assert collation.search_key(one) == collation.search_key(other)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Đắk Lắk", "dak lak"),
        ("TP. Hồ Chí Minh", "tp. ho chi minh"),
        ("Thừa  Thiên\tHuế", "thua thien hue"),
        ("ĐƯỜNG", "duong"),
        ("", ""),
    ],
)
def test_a_name_is_found_as_it_is_typed_without_diacritics(name: str, typed: str):
    assert collation.search_key(name) == typed


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_texts_can_be_ordered_and_different_texts_differ(one: str, other: str):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    first, second = collation.sort_key(one), collation.sort_key(other)
    assert [first < second, first == second, first > second].count(True) == 1
    assert (first == second) == same


@given(st.text(max_size=12))
def test_what_is_searched_in_is_stable(text: str):
    once = collation.search_key(text)
    assert once == " ".join(once.split())


def test_publication_uses_the_same_order():
    assert published.sort_key is collation.sort_key
    assert published.search_key is collation.search_key
