"""Processes that read: one file may bring its process down, hang or misbehave, and the others are read all the same."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from pipeline.collection import form_reading, reading_apart
from pipeline.collection.form_reading import FormReading
from pipeline.errors import ChainError

ROOT = Path(__file__).parents[2]
GOOD = b"good"


def behave(content, file, *, asked, fields):
    """In place of the reader: does what the file says."""
    if content == b"hang":
        time.sleep(60)
    while content == b"spin":
        pass
    if content == b"die":
        os.kill(os.getpid(), 9)
    if content == b"eat":
        return FormReading(file, str(len(bytearray(reading_apart.MOST_MEMORY + 10**8))))
    if content == b"fail":
        raise RuntimeError("a fault of the reader")
    if content == b"write":
        open("written-by-a-form", "w").close()
    if content == b"write inside":
        os.close(os.open("written-by-a-form", os.O_CREAT | os.O_WRONLY))
    if content == b"connect":
        socket.create_connection(("127.0.0.1", 9))
    if content == b"start":
        subprocess.run(["true"], check=True)
    return FormReading(file, content.decode())


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read some contents by processes that behave as they say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(ROOT))  # where a process finds this module, however the tests were started
    monkeypatch.setattr(reading_apart, "_one", partial(one))

    def run(*contents, n_workers=2, most_seconds=30.0):
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.xlsx"
            path.write_bytes(content)
            paths.append((path, path.name))
        found = reading_apart.read(paths, asked=None, fields=(), n_workers=n_workers, most_seconds=most_seconds)
        assert [reading.file for reading in found] == [file for _, file in paths]
        return [reading.refusal.key if reading.refusal else reading.sha256 for reading in found]

    return run


def one(path, file, *, asked, fields):
    return behave(path.read_bytes(), file, asked=asked, fields=fields)


def test_a_file_that_kills_its_process_is_refused_and_the_others_are_read(read):
    assert read(GOOD, b"die", GOOD, b"fail", GOOD) == ["good", "file_too_heavy", "good", "file_not_understood", "good"]


@pytest.mark.parametrize("content", [b"hang", b"spin"])
def test_a_file_that_hangs_or_computes_without_end_is_refused(content, read, monkeypatch):
    monkeypatch.setattr(reading_apart, "START_SECONDS", 20.0)
    monkeypatch.setattr(reading_apart, "PATIENCE", 1.0 if content == b"hang" else 60.0)
    assert read(GOOD, content, GOOD, n_workers=1, most_seconds=1.0) == ["good", "file_too_slow", "good"]


def test_a_process_that_reads_has_little_memory_writes_nothing_and_connects_to_nobody(read, tmp_path):
    asked = (b"eat", b"write", b"write inside", b"connect", b"start", GOOD)
    assert read(*asked) == ["file_too_heavy", *["file_not_understood"] * 4, "good"]
    assert not (tmp_path / "written-by-a-form").exists()


def test_a_file_that_is_gone_has_no_digest(tmp_path):
    found = reading_apart._one(tmp_path / "gone.xlsx", "gone.xlsx", asked=None, fields=())
    assert (found.sha256, found.refusal.key) == ("", "file_unreadable")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as stream:
        stream.truncate(5 * 10**8)  # sparse
    monkeypatch.setattr(form_reading, "read", lambda *given, **named: pytest.fail("it was read"))
    found = reading_apart._one(path, path.name, asked=None, fields=())
    assert (len(found.sha256), found.refusal.key) == (64, "file_too_large")


def test_no_file_is_blamed_where_no_process_can_be_started(read, monkeypatch):
    monkeypatch.setattr(reading_apart, "_confine", partial(os._exit, 1))
    with pytest.raises(ChainError, match=r"none could be started \(BrokenProcessPool\). Nothing was taken in"):
        read(GOOD, GOOD)


KILLED = """
import sys
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    import test_reading_apart
    from pipeline.collection import reading_apart

    reading_apart._one = partial(test_reading_apart.one)
    reading_apart.read([(Path(sys.argv[2]), "hang.xlsx")] * 2, asked=None, fields=(), n_workers=2)
"""


def test_a_command_that_is_killed_leaves_no_process_behind(tmp_path):
    (tmp_path / "hang.xlsx").write_bytes(b"hang")
    command = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(tmp_path / "hang.xlsx")]
    begun = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    own = psutil.Process(begun.pid)
    until = time.monotonic() + 60
    while len(below := own.children(recursive=True)) < 4 and time.monotonic() < until:  # two that serve, two that read
        time.sleep(0.1)
    assert len(below) == 4
    begun.kill()
    begun.wait()
    assert psutil.wait_procs(below, timeout=20)[1] == []
