"""Printed names of units to their codes.

A name is compared twice: first with its diacritics (``Hà Nội``), then without them (``Ha Noi``). Both ways forget what
sources spell differently: capitals, spaces, hyphens and dashes, dots, decomposed Unicode, and words such as ``tỉnh``,
``TP.`` or ``city``. Anything further (``TT-Huế``) is an alias in units.csv.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.errors import SchemaError, listed
from pipeline.framework.units import Units

PREFIX = re.compile(r"^(?:tỉnh|tinh|thành phố|thanh pho|tp|province of|city of)[\s.]+(?=\w)")
SUFFIX = re.compile(r"(?<=\w)\s+(?:province|city|municipality)$")


def with_diacritics(name: str) -> str:
    """The letters and digits of a name, in small letters, without ``tỉnh``, ``city`` and the like.

    >>> with_diacritics("TP. Hồ Chí Minh") == with_diacritics("hồ  chí minh city")
    True
    """
    text = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    bare = SUFFIX.sub("", PREFIX.sub("", text))
    return "".join(letter for letter in bare if letter.isalnum())


def without_diacritics(name: str) -> str:
    """The same without diacritics, and with d for đ.

    >>> without_diacritics("Thừa Thiên - Huế"), without_diacritics("Đắk Lắk")
    ('thuathienhue', 'daklak')
    """
    decomposed = unicodedata.normalize("NFD", with_diacritics(name).replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class UnitNames:
    """Every spelling under which the units of an edition are known."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._shown = {unit.unit_code: unit.name_vi for unit in units.units}
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._plain: dict[str, set[str]] = defaultdict(set)
        for unit in units.units:
            for name in (unit.name_vi, unit.name_en, *unit.aliases.split("|")):
                if with_diacritics(name):
                    self._exact[with_diacritics(name)].add(unit.unit_code)
                    self._plain[without_diacritics(name)].add(unit.unit_code)

    def code(self, name: str) -> str:
        """The code of one printed name.

        Raises
        ------
        SchemaError : an unknown name (with the nearest), or one that fits several units.
        """
        found = self._exact.get(with_diacritics(name)) or self._plain.get(without_diacritics(name)) or set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise SchemaError(
                f'name "{name}" fits several units: {self._list(sorted(found))}. Tell them apart by an alias in units.csv that '
                "is spelt exactly like it"
            )
        raise SchemaError(
            f'name "{name}" is no unit of the edition; {self._nearest(name)}. If it is another spelling of one of them, '
            "add it to its aliases in units.csv"
        )

    def _nearest(self, name: str) -> str:
        close = get_close_matches(without_diacritics(name), list(self._plain), n=3, cutoff=0.6)
        codes = dict.fromkeys(code for key in close for code in sorted(self._plain[key]))
        return f"nearest: {self._list(codes)}" if codes else f"known: {self._list(sorted(self._shown))}"

    def _list(self, codes: Iterable[str]) -> str:
        return listed(f"{self._shown[code]} ({code})" for code in codes)
