"""PDF documents by Typst: a template of this package, data handed over as JSON, and fonts that the package carries.

No font of the machine, no package from elsewhere and no clock: the same data give the same bytes (``document(date:
none)`` must stand in the template).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from pipeline.errors import DataError
from pipeline.reporting.style import FONTS

TEMPLATES = Path(__file__).parent / "typst"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Typeset a template of ``pipeline/publication/typst`` once; see `Press.pdf`."""
    return Press(template).pdf(data)


class Press:
    """One template and the fonts, kept for many documents.

    Parameters
    ----------
    template : file name, such as ``profile.typ``; it reads ``json(bytes(sys.inputs.data))``.
    standards : that the PDF must keep, such as ``ua-1`` (ISO 14289-1, PDF/UA): Typst refuses what breaks them, for
        example a drawing without words.
    """

    def __init__(self, template: str, *, standards: Sequence[str] = ()) -> None:
        self.template = template
        self._standards: list[Any] = list(standards)
        self._compiler = typst.Compiler(
            str(TEMPLATES / template), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
        )

    def pdf(self, data: Mapping[str, Any]) -> bytes:
        """Typeset the template with data: a tagged PDF.

        Parameters
        ----------
        data : what it shows; texts are data and are never read as markup.

        Raises
        ------
        DataError : Typst refuses the template or the data, with what it says.
        """
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        try:
            made = self._compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards=self._standards)
        except typst.TypstError as error:
            raise DataError(
                f"template {self.template}: it must be typeset, and Typst stops: {error}. Mend the template"
            ) from error
        return bytes(made)  # type: ignore[arg-type]  # one document, not pages

    def noted(self, label: str) -> list[Any]:
        """What the template noted as ``metadata`` under a label in the document that was typeset last."""
        return list(json.loads(self._compiler.query(f"<{label}>", field="value")))
