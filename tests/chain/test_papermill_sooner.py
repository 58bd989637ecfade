"""papermill without the grammars that jsonschema would build; whoever asks for one has it built."""

from __future__ import annotations

import json
import subprocess
import sys

SAID = """\
import json, sys
from pipeline.chain import papermill_sooner

papermill_sooner.import_papermill()
before = "rfc3987_syntax" in sys.modules
import papermill, jsonschema

checker = jsonschema.FormatChecker()
found = [checker.conforms(text, "iri") for text in ("https://vi.wikipedia.org/wiki/Huế", "no iri")]
found += [checker.conforms(text, "iri-reference") for text in ("#Huế", "<>")]
papermill_sooner.import_papermill()
print(json.dumps([before, found, "rfc3987_syntax" in sys.modules, papermill.__name__]))
"""


def test_grammars_are_built_for_whoever_asks_for_them_and_for_nobody_else():
    done = subprocess.run([sys.executable, "-c", SAID], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [False, [True, False, True, False], True, "papermill"]
