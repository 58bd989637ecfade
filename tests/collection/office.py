"""Fills a form in by LibreOffice; run by a Python that has its bridge (``uno``), not by the project's.

    python3 office.py FORM VALUES.json FOLDER NAME

Types each value into its cell as a person would, tries to type into a locked one, saves the form in three kinds of file
as ``FOLDER/NAME.<kind>``, and prints as JSON what the program itself says of protection and rules.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
SHEET, LOCKED = "Số liệu", "A5"


def main(form: str, values: str, folder: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"pii{time.time_ns()}"
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ]
        )
        try:
            remote = connected(pipe)
            desktop = made(remote, "com.sun.star.frame.Desktop")
            helper = made(remote, "com.sun.star.frame.DispatchHelper")
            document = desktop.loadComponentFromURL(
                Path(form).resolve().as_uri(), "_blank", 0, (setting("Hidden", True),)
            )
            told = filled(helper, document, json.loads(Path(values).read_text(encoding="utf-8")))
            for kind, filter_name in FILTERS.items():
                target = (Path(folder) / f"{name}.{kind}").resolve().as_uri()
                document.storeToURL(target, (setting("FilterName", filter_name),))
            print(json.dumps(told))
            document.close(True)
            desktop.terminate()
            office.wait(30)
        finally:
            office.kill()


def connected(pipe: str):
    """The program's own context, once it has started."""
    import uno  # here, so that whoever has no bridge can still import this module

    not_yet = uno.getClass("com.sun.star.connection.NoConnectException")
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except not_yet:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def made(remote, service: str):
    """One of the program's services."""
    return remote.ServiceManager.createInstanceWithContext(service, remote)


def setting(name: str, value: object) -> object:
    import uno

    own = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    own.Name, own.Value = name, value
    return own


def filled(helper, document, values: dict[str, str]) -> dict[str, object]:
    """Type the values in; what the program says of the sheet."""
    sheet = document.Sheets.getByName(SHEET)
    document.CurrentController.setActiveSheet(sheet)
    typed(helper, document, values)
    before = sheet.getCellRangeByName(LOCKED).String
    typed(helper, document, {LOCKED: "changed"})
    first = sheet.getCellRangeByName(next(iter(values)))
    return {
        "protected": sheet.isProtected(),
        "locked": sheet.getCellRangeByName(LOCKED).String == before,
        "rule": first.Validation.Type.value,
        "alert": first.Validation.ErrorAlertStyle.value,
        "list": sheet.getCellRangeByName("I5").Validation.Type.value,
    }


def typed(helper, document, values: dict[str, str]) -> None:
    """Go to each cell and type, as a person does: the program then minds protection, formats and its own language."""
    frame = document.CurrentController.Frame
    for reference, text in values.items():
        for command, name, content in (
            (".uno:GoToCell", "ToPoint", reference),
            (".uno:EnterString", "StringName", text),
        ):
            helper.executeDispatch(frame, command, "", 0, (setting(name, content),))


if __name__ == "__main__":
    main(*sys.argv[1:])
