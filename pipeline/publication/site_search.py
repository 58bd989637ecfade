"""The site's search, blind to diacritics in both languages: "lak" and "dak lak" find "Đắk Lắk".

Sphinx makes an index in Python and asks it in JavaScript; both sides fold words alike, so that nothing has to be fetched
and a page opened from a disk searches as well.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

from pipeline.reporting import collation

LANGUAGE = "folded"
WORD = re.compile(r"\w+")
BLOCK = re.compile(r"(?=<(?:t[dhr]|li|d[dt]|p|h[1-6]|div|option|caption|summary|text|br)\b)")
FOLD = r"""
const foldWord = (text) =>
  text.toLowerCase().replaceAll("đ", "d").normalize("NFKD").replace(/\p{M}/gu, "");
"""
SPLIT = r"""
function splitQuery(query) {
  return foldWord(query).match(/[\p{L}\p{N}_]+/gu) || [];
}
window.splitQuery = splitQuery;
"""
STEM = """
class Stemmer {
  stemWord(word) {
    const folded = foldWord(word);
    return folded.length < 3 ? folded.padEnd(4, "_") : folded;
  }
}
window.Stemmer = Stemmer;
"""
SHORT, PADDED = 3, 4  # Sphinx's script does not insist on words of one or two letters, and Vietnamese has many


class FoldedSearch(SearchLanguage):
    """Words in small letters without diacritics; no stemming: Vietnamese words do not change, and codes must not."""

    lang = LANGUAGE
    language_name = "Folded"
    js_splitter_code = SPLIT
    js_stemmer_code = FOLD + STEM

    def split(self, input: str) -> list[str]:
        """Words of a text, folded.

        >>> FoldedSearch({}).split("Đắk Lắk, 1.2")
        ['dak', 'lak', '1', '2']
        """
        return WORD.findall(collation.search_key(input))

    def stem(self, word: str) -> str:
        """A word, folded; a short one is made longer, so that it is asked for like every other.

        >>> FoldedSearch({}).stem("Hà"), FoldedSearch({}).stem("Nội")
        ('ha__', 'noi')
        """
        folded = collation.search_key(word)
        return folded.ljust(PADDED, "_") if len(folded) < SHORT else folded

    def word_filter(self, word: str) -> bool:
        """Whether a word is worth finding: numbers alone are not."""
        return not word.rstrip("_").isdigit()


def parted(fragment: str) -> str:
    """HTML with a line break before every block and cell: the index takes tags away and would join the words beside.

    >>> parted("<td>Huế</td><td>7</td>")
    '\\n<td>Huế</td>\\n<td>7</td>'
    """
    return BLOCK.sub("\n", fragment)
