"""The runner's end of the process that kernels are forked from (``preloaded`` is the other end).

Most of what a short chapter costs is importing pandas, scikit-learn, matplotlib and the project's own modules. The server
imports them once; every kernel is then a copy of that process, which has run no chapter, with those of the project's
modules that its chapter rests on. Not where there is no fork (Windows), or where ``PII_FORK=0`` says so.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

SCRIPT = Path(__file__).with_name("preloaded.py")
# As with an ordinary kernel, nothing is imported from the folder in which the runner was started.
COMMAND = (
    "-c",
    "import sys; sys.path[:1] == [''] and sys.path.pop(0); import runpy; "
    "runpy.run_path(sys.argv[1], run_name='__main__')",
)
START_SECONDS = 120.0
END_SECONDS = 10.0


class Forked:
    """A kernel process that the server has forked, with the part of ``subprocess.Popen`` that a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self.pid = 0
        self.returncode: int | None = None
        self._connection = connection
        self._received = b""
        self._lock = threading.Lock()

    def ask(self, request: Mapping[str, Any]) -> None:
        """Say what kernel is wanted, and wait until it is there.

        Raises
        ------
        RuntimeError : the server ended, or does not answer.
        """
        try:
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            said = self._next(START_SECONDS)
        except OSError:
            said = {}
        if not said:
            self._close(-signal.SIGKILL)
            raise RuntimeError("the process that kernels are forked from ended, or does not answer")
        self.pid = said["pid"]

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while the kernel lives."""
        return self._ended(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end.

        Raises
        ------
        subprocess.TimeoutExpired : it lives on.
        """
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
        return code

    def send_signal(self, number: int) -> None:
        """Have the server signal the kernel and what it has started; nothing where it has ended."""
        with self._lock:
            if self.returncode is None:
                try:
                    self._connection.sendall(json.dumps({"signal": int(number)}).encode() + b"\n")
                except OSError:  # the server has ended, and the kernel with it: the next poll says so
                    return

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        with self._lock:
            if self.returncode is None:
                try:
                    said = self._next(timeout)
                except OSError:
                    said = {}
                if said is not None:
                    self._close(said.get("code", -signal.SIGKILL))
            return self.returncode

    def _next(self, timeout: float | None) -> dict[str, int] | None:
        """The server's next message; empty where it has ended, None where it has said nothing yet."""
        until = None if timeout is None else time.monotonic() + timeout
        while b"\n" not in self._received:
            self._connection.settimeout(None if until is None else max(until - time.monotonic(), 0.0))
            try:
                data = self._connection.recv(4096)
            except (BlockingIOError, TimeoutError):
                return None
            if not data:
                return {}
            self._received += data
        line, _, self._received = self._received.partition(b"\n")
        message: dict[str, int] = json.loads(line)
        return message

    def _close(self, code: int) -> None:
        self.returncode = code
        self._connection.close()


class Server:
    """The process that kernels are forked from, which ends with this one, whatever ends it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._lock = threading.Lock()
        self._asked = False
        self._control, theirs = socket.socketpair()
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the server)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, *COMMAND, str(SCRIPT), str(theirs.fileno())],
                env={**os.environ, **environment},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, request: Mapping[str, Any]) -> Forked:
        """A new kernel.

        Raises
        ------
        RuntimeError : the server ended; what it said last.
        """
        self._asked = True
        ours, theirs = socket.socketpair()
        kernel = Forked(ours)
        try:
            with theirs, self._lock:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            kernel.ask(request)
        except (OSError, RuntimeError) as error:
            raise RuntimeError(self._last_words() or str(error)) from error
        return kernel

    def preload(self, modules: Sequence[str]) -> None:
        """Have modules of the project imported, too, while nobody asks for a kernel; a server that ended is left alone."""
        ours, theirs = socket.socketpair()
        with suppress(OSError), ours, theirs, self._lock:
            ours.sendall(json.dumps({"preload": list(modules)}).encode() + b"\n")
            socket.send_fds(self._control, [b"+"], [theirs.fileno()])

    def close(self) -> None:
        """End it, and its kernels."""
        self._control.close()
        if not self._asked:  # it has nothing to end, and may be importing still
            self._process.kill()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


_servers: list[Server] = []
_lock = threading.Lock()


def available() -> bool:
    """Whether kernels can be forked here, and nobody has said that they must not be."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds") and os.environ.get("PII_FORK") != "0"


def warm_up(environment: Mapping[str, str]) -> Server:
    """Start the server, unless it is at work, under an environment that kernels inherit.

    It goes on importing while the caller goes on; the first kernel waits for it.
    """
    with _lock:
        if _servers and not _servers[-1].alive:
            _servers.pop().close()
        if not _servers:
            _servers.append(Server(environment))
            atexit.register(cool_down)
        return _servers[-1]


def cool_down() -> None:
    """End the server and all its kernels; the next kernel starts another."""
    with _lock:
        while _servers:
            _servers.pop().close()
        atexit.unregister(cool_down)
