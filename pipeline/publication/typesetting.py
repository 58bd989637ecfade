"""PDF documents by Typst: a template of this package, data handed over as JSON, and fonts that the package carries.

No font of the machine, no package from elsewhere and no clock: the same data give the same bytes (``document(date:
none)`` must stand in the template).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from pipeline.errors import DataError

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).parent / "typst"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Typeset a template of ``pipeline/publication/typst``.

    Parameters
    ----------
    template : file name, such as ``profile.typ``; it reads ``json(bytes(sys.inputs.data))``.
    data : what it shows; texts are data and are never read as markup.

    Raises
    ------
    DataError : Typst refuses the template or the data, with what it says.
    """
    try:
        return typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise DataError(
            f"template {template}: it must be typeset, and Typst stops: {error}. Mend the template"
        ) from error
