#!/usr/bin/env python3
"""Returned forms damaged at random, read as they are in a round; figures as JSON lines.

    python benchmarks/fuzz_forms.py [MINUTES] [SEED] [FOLDER]

Valid forms of three kinds, and every seeded mistake of the tests, are changed byte by byte, part by part (inside the zip, so
that what is changed is read) and record by record, and read by the same processes as in a round, with the same limits. A
*crash* is a process that was lost, a *hang* one that was still busy after the time for a file, a *fault* an error that the
reader does not know; a file that shows one is kept in FOLDER. A file that makes a process try to write, to connect or to
start something is an *attempt* (the process is stopped from it). Memory is the largest that any reading process had.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import struct
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests/collection"))

BATCH = 200
MOST_SECONDS = 10.0
"""For one file; less than in a round, so that slow ones are seen."""

NAMES = {"file_too_heavy": "crash", "file_too_slow": "hang", "file_not_understood": "fault"}
WORDS = (
    *("0", "-1", "1e400", "99999999999999999999", "NaN", "INF", "&amp;", "&#0;", "&x;", "<![CDATA[", "<!--", "]]>"),
    *(
        "A1:XFD1048576",
        "$",
        "\u202e",
        "\ud83d\ude00",
        'r="A1"',
        't="s"',
        't="e"',
        's="9999"',
        "<f>",
        "</c>",
        "<c>",
        "1048577",
    ),
    *(
        'table:number-columns-repeated="99999999"',
        'table:number-rows-repeated="99999999"',
        "../../../../x",
        "<row/>",
        "\\0",
    ),
)


VALUES = (
    *(
        "",
        "0",
        "-1",
        "1e400",
        "1E-400",
        "NaN",
        "inf",
        "true",
        "#REF!",
        "9" * 20,
        "9" * 5000,
        "1.234,5",
        "A1",
        "XFD1048576",
    ),
    *(
        "A1:XFD1048576",
        "A:A",
        "1:1",
        "$A$1",
        "s",
        "e",
        "b",
        "str",
        "d",
        "n",
        "inlineStr",
        "hidden",
        "veryHidden",
        "collapse",
    ),
    *(
        "float",
        "percentage",
        "date",
        "time",
        "boolean",
        "2025-13-45",
        "PT99999H",
        "99999999",
        "../../../x",
        "\u202e",
        " ",
    ),
    *(
        "=1+1",
        "[1]Sheet1!A1",
        "of:=['file:///etc/passwd'#$A.A1]",
        "&lt;script&gt;",
        "&#x1F600;",
        "PII-FORM",
        "T02",
        "Mã",
    ),
)
BETWEEN = re.compile(r'"([^"<>]*)"|>([^<>]*)<')


def main(minutes: float, seed: int, keep: Path | None) -> None:
    from mistakes import MISTAKES
    from rounds import make_project

    from pipeline.collection import reading_apart

    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary:
        project = make_project(Path(temporary) / "project", n_units=2)
        form = project.filled("T01")
        seeds = list(corpus(form, MISTAKES))
        folder = Path(temporary) / "returns"
        folder.mkdir()
        os.chdir(folder)
        os.environ["TMPDIR"] = str(folder)
        counts: Counter[str] = Counter()
        watch = Watch()
        begun = time.monotonic()
        while time.monotonic() - begun < 60 * minutes:
            paths = [(folder / f"{number}.xlsx", f"{number}.xlsx") for number in range(BATCH)]
            for path, _ in paths:
                path.write_bytes(changed(draw.choice(seeds), draw, seeds))
            readings = reading_apart.read(
                paths,
                asked=project.round,
                fields=project.fields,
                n_workers=os.cpu_count() or 1,
                most_seconds=MOST_SECONDS,
            )
            for (path, _), reading in zip(paths, readings, strict=True):
                told = outcome(reading)
                counts[told] += 1
                if told.split()[0] in ("crash", "hang", "fault", "attempt") and keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{told.replace(' ', '-')}-{counts[told]}.bin").write_bytes(path.read_bytes())
                path.unlink()
            counts["files written"] += len(list(folder.iterdir()))
            counts["runs"] += BATCH
        watch.end()
        seconds = round(time.monotonic() - begun, 1)
    print(json.dumps({"name": "fuzzing of the reader", "seconds": seconds, "seed": seed, "seeds": len(seeds)}))
    print(json.dumps({"name": "largest memory of a process", "megabytes": round(watch.largest / 1e6)}))
    for name in ("runs", "crash", "hang", "fault", "attempt", "files written"):
        print(
            json.dumps(
                {"name": name, "count": sum(n for told, n in counts.items() if told.split()[0] == name.split()[0])}
            )
        )
    print(json.dumps({"name": "outcomes", **dict(counts.most_common(40))}, ensure_ascii=False))


def outcome(reading) -> str:
    """What became of a file, in a word or two."""
    if reading.refusal is None:
        return "taken"
    found = reading.refusal.shown.get("found", "")
    if found == "PermissionError":
        return "attempt"
    if reading.refusal.key in NAMES:
        return f"{NAMES[reading.refusal.key]} {found}".strip()
    return f"{reading.refusal.key} {found}".strip() if reading.refusal.key == "file_damaged" else reading.refusal.key


def corpus(form, mistakes) -> Iterator[bytes]:
    """Valid forms, often, and all mistakes that are not large."""
    from workbooks import to_ods, to_xls

    for _ in range(40):
        yield from (form.content, to_ods(form.tables), to_xls(form.tables))
    for mistake in mistakes.values():
        yield from (content for content in mistake.make(form).values() if 0 < len(content) < 200_000)


def changed(content: bytes, draw: random.Random, others: Sequence[bytes]) -> bytes:
    """One of the ways to damage a file."""
    if content.startswith(b"PK") and draw.random() < 0.75:
        return inside(content, draw, others)
    if content.startswith(b"\xd0\xcf") and draw.random() < 0.6:
        return records(content, draw)
    return spoilt(content, draw, others)


def spoilt(content: bytes, draw: random.Random, others: Sequence[bytes]) -> bytes:
    """Bytes turned over, left out, doubled, cut, or taken from elsewhere."""
    data = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 4, 16, 64))):
        if not data:
            break
        place = draw.randrange(len(data))
        length = draw.choice((1, 1, 2, 4, 8, 64, 512))
        way = draw.randrange(7)
        if way <= 1:
            data[place] = draw.randrange(256)
        elif way == 2:
            data[place : place + 4] = struct.pack("<I", draw.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)))
        elif way == 3:
            del data[place : place + length]
        elif way == 4:
            data[place:place] = data[place : place + length]
        elif way == 5:
            other = draw.choice(others)
            begin = draw.randrange(len(other))
            data[place : place + length] = other[begin : begin + length]
        elif draw.random() < 0.1:
            del data[place:]
    return bytes(data)


def inside(content: bytes, draw: random.Random, others: Sequence[bytes]) -> bytes:
    """A zip of which one part was damaged and packed again, so that a reader gets to see it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return spoilt(content, draw, others)
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        name = draw.choice([name for name in members for _ in range(6 if "sheet" in name or "content" in name else 1)])
        way = draw.random()
        change = kept_well_formed if way < 0.6 else worded if way < 0.8 else None
        members[name] = change(members[name], draw) if change else spoilt(members[name], draw, others)
    if draw.random() < 0.05:
        del members[draw.choice(list(members))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def kept_well_formed(content: bytes, draw: random.Random) -> bytes:
    """A text of which some attributes and contents are others, so that it is still read to its end."""
    text = content.decode("utf-8", "replace")
    places = [found.span(found.lastindex or 1) for found in BETWEEN.finditer(text)]
    for begin, end in sorted(draw.sample(places, min(len(places), draw.choice((1, 1, 2, 4, 8)))), reverse=True):
        known = [text[first:last] for first, last in draw.sample(places, min(3, len(places)))]
        text = text[:begin] + draw.choice((*VALUES, *known)) + text[end:]
    return text.encode("utf-8", "replace")


def worded(content: bytes, draw: random.Random) -> bytes:
    """A text in which tags, attributes or numbers were exchanged, doubled or left out."""
    text = content.decode("utf-8", "replace")
    for _ in range(draw.choice((1, 2, 4, 8))):
        marks = [place for place, sign in enumerate(text) if sign in '<>"= ']
        if len(marks) < 2:
            break
        one, other = sorted(draw.sample(marks[: 4000 if draw.random() < 0.5 else None], 2))
        other = min(other, one + draw.choice((5, 20, 100, 2000)))
        way = draw.randrange(4)
        insert = draw.choice(WORDS)
        if way == 0:
            text = text[:one] + insert + text[one:]
        elif way == 1:
            text = text[: one + 1] + insert + text[other:]
        elif way == 2:
            text = text[:one] + text[other:]
        else:
            text = text[:other] + text[one:other] * draw.choice((1, 3, 50)) + text[other:]
        text = text[:2_000_000]
    return text.encode("utf-8", "replace")


def records(content: bytes, draw: random.Random) -> bytes:
    """An old workbook of which fields of records were damaged: kinds, lengths, numbers."""
    data = bytearray(content)
    position, places = 512, []
    while position + 4 <= len(data) and len(places) < 3000:
        kind, length = struct.unpack_from("<HH", data, position)
        places.append((position, min(length, len(data) - position - 4)))
        position += 4 + length
        if kind == 0 and length == 0:
            break
    for _ in range(draw.choice((1, 1, 2, 4, 8))):
        place, length = draw.choice(places)
        way = draw.randrange(3)
        if way == 0:
            struct.pack_into(
                "<H", data, place, draw.choice((0x6, 0x85, 0xE0, 0x17, 0x1AE, 0xFC, 0x3C, draw.randrange(0x900)))
            )
        elif way == 1:
            struct.pack_into("<H", data, place + 2, draw.choice((0, 1, length + 1, max(length - 1, 0), 0x2020, 0xFFFF)))
        elif length:
            data[place + 4 + draw.randrange(length)] = draw.choice((0, 1, 0x7F, 0xFF, draw.randrange(256)))
    return bytes(data[: len(content)])


class Watch:
    """The largest memory of any process below this one."""

    def __init__(self) -> None:
        self.largest = 0
        self._going = True
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._going = False
        self._thread.join()

    def _look(self) -> None:
        while self._going:
            for process in psutil.Process().children(recursive=True):
                try:
                    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
                except OSError:
                    continue
                peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
                self.largest = max(self.largest, *(1024 * int(kilobytes) for kilobytes in peak), 0)
            time.sleep(0.05)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        float(given[0]) if given else 10.0,
        int(given[1]) if given[1:] else 1,
        Path(given[2]).resolve() if given[2:] else None,
    )
