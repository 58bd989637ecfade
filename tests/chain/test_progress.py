"""What a terminal and what a file get to see."""

from __future__ import annotations

import io

from pipeline.chain.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO) -> str:
    times = iter([0.0, 0.0, 4.0, 65.0])
    progress = Progress(stream, n_steps=10, clock=lambda: next(times))
    progress.begin(3, "03_treatment", 12)
    if stream.isatty():
        progress.cell(7)
    else:
        next(times)
    progress.finish()
    return stream.getvalue()


def test_a_file_gets_one_finished_line_a_step():
    assert shown(io.StringIO()) == "[ 3/10] 03_treatment  12 cells  1:05\n"


def test_a_terminal_line_is_updated_in_place():
    first, second, last = shown(Terminal()).strip("\r").split("\r")
    assert first == "[ 3/10] 03_treatment  starting"
    assert second == "[ 3/10] 03_treatment  cell 7/12  0:04"
    assert last == f"{'[ 3/10] 03_treatment  12 cells  1:05':<{len(second)}}\n"
