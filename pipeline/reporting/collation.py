"""Names in the order of the Vietnamese alphabet, and text as a reader without diacritics would type it.

The order is that of the Unicode collation tailored to Vietnamese (CLDR ``vi``), so that a page sorted here and a page
sorted by a browser (``Intl.Collator("vi")``) agree: letters first, over the whole name (a ă â b c d đ e ê ... o ô ơ ...
u ư ...); between equal letters the tones, from the first syllable on (none, huyền, hỏi, ngã, sắc, nặng); between equal
tones small letters before capitals.

References
----------
Unicode Technical Standard 35, Locale Data Markup Language, part 5: Collation; CLDR ``common/collation/vi.xml``.
"""

from __future__ import annotations

import unicodedata

TONES = {"\N{COMBINING GRAVE ACCENT}": 1, "\N{COMBINING HOOK ABOVE}": 2, "\N{COMBINING TILDE}": 3}
TONES |= {"\N{COMBINING ACUTE ACCENT}": 4, "\N{COMBINING DOT BELOW}": 5}
BREVE, CIRCUMFLEX, HORN = "\N{COMBINING BREVE}", "\N{COMBINING CIRCUMFLEX ACCENT}", "\N{COMBINING HORN}"
LETTERS = {
    ("a", BREVE): 1,
    ("a", CIRCUMFLEX): 2,
    ("e", CIRCUMFLEX): 1,
    ("o", CIRCUMFLEX): 1,
    ("o", HORN): 2,
    ("u", HORN): 1,
}
"""Letter and sign: the letter's place after the plain one."""

OTHER_SIGN = 6  # signs of other languages (ü, ç) come after the tones
SPACE, PUNCTUATION, DIGIT, LETTER = 0, 1, 2, 3

SortKey = tuple[tuple[tuple[int, str, int], ...], tuple[int, ...], str, str]


def sort_key(text: str) -> SortKey:
    """What names are sorted by: ``sorted(names, key=sort_key)``; composed and decomposed letters are the same.

    >>> sorted(["Đắk Lắk", "Huế", "Đà Nẵng", "Điện Biên", "Cần Thơ", "An Giang", "Hà Nội", "Dak"], key=sort_key)
    ['An Giang', 'Cần Thơ', 'Dak', 'Đà Nẵng', 'Đắk Lắk', 'Điện Biên', 'Hà Nội', 'Huế']
    >>> sorted("â ạ ă á à b ả a ã".split(), key=sort_key)
    ['a', 'à', 'ả', 'ã', 'á', 'ạ', 'ă', 'â', 'b']
    """
    plain = unicodedata.normalize("NFC", text)
    letters: list[tuple[int, str, int]] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", text.lower()):
        if not unicodedata.combining(sign):
            letters.append(_letter(sign))
            tones.append(0)
        elif letters and (letters[-1][1], sign) in LETTERS:
            kind, base, _ = letters[-1]
            letters[-1] = (kind, base, LETTERS[base, sign])
        elif letters:
            tones[-1] = 10 * tones[-1] + TONES.get(sign, OTHER_SIGN)
    return tuple(letters), tuple(tones), plain.swapcase(), plain


def search_key(text: str) -> str:
    """Small letters without diacritics, ``đ`` as ``d``; single spaces: what is searched, and what is searched in.

    >>> search_key("Đắk Lắk"), search_key("  TP. HỒ  CHÍ MINH ")
    ('dak lak', 'tp. ho chi minh')
    >>> search_key("lak") in search_key("Đắk Lắk")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def _letter(sign: str) -> tuple[int, str, int]:
    """Spaces before punctuation before digits before letters; ``đ`` is a letter after ``d``."""
    if sign == "đ":
        return LETTER, "d", 1
    if sign.isspace():
        return SPACE, " ", 0
    if sign.isdigit():
        return DIGIT, sign, 0
    return (LETTER if sign.isalpha() else PUNCTUATION), sign, 0
