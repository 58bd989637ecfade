"""What a person who finds a bundle, years from now, reads first."""

from __future__ import annotations

from pipeline.chain.bundle_contents import Contents

TEXT = """\
# {name_vi} · {name_en}

{note_vi}

{note_en}

This is run `{run}` of edition `{edition}`, in force since {finished}, with everything that it rests on.
{released}
It is a Workflow Run RO-Crate: `ro-crate-metadata.json` lists every file with its digest, every step with what went in and what
came out, and the licence of every raw source.

| folder or file | what |
|---|---|
| `reports/{edition}/{run}/` | report, workbook and executed chapters |
| `data/processed/{edition}/{run}/` | every table between raw data and report |
| `notebooks/` | the chapters as stored |
| `params/` | the edition, its method, the admissible alternatives |
| `data/raw/` | raw tables as published, with `source.yaml` (origin, licence, digest) and `corrections.yaml` |
| `data/ledger/{edition}.jsonl` | the record of runs, each line sealed with the digest of the line before |
| `pipeline/`, `pyproject.toml`{lock_named} | the library that computes, and the packages it was run with |

## Is it unchanged?

With the command `pii` at hand:

    pii verify BUNDLE.zip --head {head}

The digest after `--head` is that of the last line of the ledger. Take it from where the result was published and not
from here: a bundle that was changed as a whole would print another one.

Without it, and with nothing but Python, in the unpacked folder:

    python3 - <<'END'
    import hashlib, json, pathlib, urllib.parse
    for entity in json.load(open("ro-crate-metadata.json", encoding="utf-8"))["@graph"]:
        if "sha256" in entity:
            path = pathlib.Path(urllib.parse.unquote(entity["@id"]))
            if hashlib.sha256(path.read_bytes()).hexdigest() != entity["sha256"]:
                print("changed:", path)
    END

## Does it give the same numbers?

    pii verify BUNDLE.zip --rerun

makes the run again from raw data, in a temporary folder, and compares: numbers within a stated tolerance, ranks exactly.
It executes the chapters of the bundle, so do it with bundles that you trust, or on a machine that you can spare.

Where `pii` is not installed, set it up from the bundle itself. Python {python} is needed, and packages only: in a copy of
the unpacked folder

    python3.11 -m venv /tmp/pii
{install}
    /tmp/pii/bin/pii verify BUNDLE.zip --rerun

## Licences

{licences}
"""

LOCKED = """\
    /tmp/pii/bin/pip install --require-hashes -r requirements.lock
    /tmp/pii/bin/pip install --no-deps --no-build-isolation ."""
UNLOCKED = """\
    /tmp/pii/bin/pip install {versions} ."""


def text(contents: Contents) -> str:
    """The README of a bundle."""
    about, closing = contents.about, contents.closing
    locked = "requirements.lock" in contents.files
    versions = {name: version for name, version in closing["versions"].items() if name not in ("python", "pipeline")}
    pinned = " ".join(f"{name}=={version}" for name, version in versions.items())
    licences = [f"- `data/raw/{name}/`: {described['licence']}" for name, described in contents.sources.items()]
    return TEXT.format(
        name_vi=about.name_vi,
        name_en=about.name_en,
        note_vi=about.note_vi,
        note_en=about.note_en,
        edition=contents.edition,
        run=contents.run,
        finished=closing["finished"],
        head=contents.head,
        lock_named=", `requirements.lock`" * locked,
        python=closing["versions"].get("python", "3.11"),
        install=LOCKED if locked else UNLOCKED.format(versions=pinned),
        released=_released(contents),
        licences="\n".join(["- notebooks, parameters and library: `LICENSE`", *licences]),
    )


def _released(contents: Contents) -> str:
    """The release of the run as a list, or nothing."""
    if contents.release is None or contents.release.run != contents.run:
        return ""
    return "\n" + "\n".join(f"- {line}" for line in contents.release.told()) + "\n"
