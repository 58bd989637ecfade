"""The process that kernels are forked from: it has imported what they share.

Run as a script, which this package is not imported for: ``preloaded.py DESCRIPTOR``. The descriptor is a socket on which
the runner asks for kernels, by sending a socket of its own for each. On that comes the request as one line of JSON
(``arguments``, ``environment``, ``folder``, ``errors``, ``temporary``, ``modules``), then lines ``{"signal": n}``; out go
``{"pid": n}`` and, at the end, ``{"code": n}``. A socket that closes ends its kernel. When the runner's closes, all end,
this process too, and each folder named ``temporary`` (unless it is null) is removed, as nobody else is left to do it.
A request ``{"preload": [...]}`` asks for no kernel; it names modules of the project to be imported too.

Imports are made one by one while nobody asks for a kernel, so that the first one need not wait for what it may not use.
Preloading must leave no trace in results: a kernel from here starts in the state of any other. Of the project's modules
it has those that its request names, and none where one of them has been written to since.
"""

import atexit
import builtins
import gc
import importlib
import io
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

LAST_FLUSH_SECONDS = 0.05
KERNEL = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.debugger")
SHARED = (  # what the chapters import, through the library; the submodules that it needs, what all need first
    "numpy",
    "pandas",
    "pydantic",
    "pydantic.fields",
    "pydantic.functional_validators",
    "pydantic.json_schema",
    "pydantic.types",
    "yaml",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "scipy.special",
    "scipy.linalg",
    "scipy.sparse",
    "scipy.optimize",
    "scipy.spatial",
    "scipy.stats",
    "sklearn.impute",
    "scipy.cluster.hierarchy",
    "statsmodels.regression.linear_model",
    "statsmodels.regression.quantile_regression",
    "jinja2",
    "xlsxwriter",
)
PROJECT = "pipeline"
CLOCK_TICK_NS = 20_000_000  # files are dated by a clock that may be this late
UNKNOWN = (-2, -2)  # written while it was imported: nobody knows which text was read


class Traces(NamedTuple):
    """What the imports have set beside themselves, to be set in each kernel once that is in its own state."""

    filters: list[tuple[Any, ...]]  # of warnings
    environment: dict[str, str]


class Imports:
    """What is imported, one module after another; what a kernel cannot start without at once."""

    def __init__(self) -> None:
        self._environment = dict(os.environ)
        for module in KERNEL:
            importlib.import_module(module)
        self._waiting = deque(SHARED)
        self._usual = list(warnings.filters)
        self._filters: list[tuple[Any, ...]] = []
        self._written: dict[str, tuple[int, int]] = {}  # a file of the project to when it was written, and its size
        _keep_for_all()

    @property
    def traces(self) -> Traces:
        """What they have left so far."""
        environment = {name: value for name, value in os.environ.items() if name not in self._environment}
        return Traces(self._filters, environment)

    @property
    def pending(self) -> bool:
        """Whether any is left to be made."""
        return bool(self._waiting)

    def add(self, modules: Iterable[str]) -> None:
        """Have modules of the project imported as well, when all others are."""
        self._waiting.extend(modules)

    def make_one(self) -> None:
        """Import the next module; one that fails, fails in the kernel that needs it, where it is told."""
        module, begun = self._waiting.popleft(), time.time_ns()
        if module in sys.modules:
            return
        with _within_a_kernel(), suppress(Exception):
            importlib.import_module(module)
            if module == "pydantic":
                sys.modules["pydantic"].create_model("First")  # it looks for plugins once, when a first model is made
        new = [item for item in warnings.filters if item not in self._usual]
        self._filters = new + [item for item in self._filters if item not in new]
        warnings.filters[:] = self._usual  # type: ignore[index]  # a list, typed as a sequence
        for file in _files_of_the_project():
            if file not in self._written:
                written = _written(file)
                self._written[file] = UNKNOWN if written[0] >= begun - CLOCK_TICK_NS else written
        _keep_for_all()

    def leave_only(self, modules: Iterable[str]) -> None:
        """In a kernel: let go of the project's modules but these, and of all where one was written to meanwhile.

        What a module has done to others stays: the fonts of the project are known to matplotlib in every kernel.
        """
        named = set(modules)
        if any(_written(file) != before for file, before in self._written.items()):
            named = set()
        for name in [name for name in sys.modules if name.split(".")[0] == PROJECT and name not in named]:
            module = sys.modules.pop(name)
            package, _, attribute = name.rpartition(".")
            if getattr(sys.modules.get(package), attribute, None) is module:
                delattr(sys.modules[package], attribute)


def _keep_for_all() -> None:
    """Objects of before a fork are not looked at again, so that their memory stays shared."""
    gc.collect()
    gc.freeze()


def _files_of_the_project() -> list[str]:
    """Files of the project's modules that are imported."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] == PROJECT]
    return [file for module in modules if (file := getattr(module, "__file__", None))]


def _written(file: str) -> tuple[int, int]:
    """When a file was last written, renamed or replaced (ns since the epoch), and its size; one that is gone: never."""
    try:
        found = os.stat(file)
    except OSError:
        return (-1, -1)
    return (found.st_ctime_ns, found.st_size)


@contextmanager
def _within_a_kernel() -> Iterator[None]:
    """What pandas asks while it is imported: unlike in a terminal it shows 20 columns, and writes UTF-8."""

    class Shell:
        kernel = True

    usual = sys.stdout
    builtins.get_ipython = Shell  # type: ignore[attr-defined]
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="UTF-8")
    try:
        yield
    finally:
        sys.stdout = usual
        del builtins.get_ipython  # type: ignore[attr-defined]


class Server:
    """Forks kernels, passes signals on to them, and says how they ended."""

    def __init__(self, runner: socket.socket, imports: Imports) -> None:
        self._runner = runner
        self._imports = imports
        self._kernels: dict[int, socket.socket] = {}
        self._folders: list[
            str
        ] = []  # of kernels, also of those that have ended: their end may be seen before the runner's
        self._selector = selectors.DefaultSelector()
        self._wakes, self._woken = socket.socketpair()  # by the end of a child
        for end in (self._wakes, self._woken):
            end.setblocking(False)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(runner, selectors.EVENT_READ)
        self._selector.register(self._wakes, selectors.EVENT_READ)

    def serve(self) -> dict[str, Any]:
        """Serve until the runner ends; returns in each forked process, with what it was asked to be."""
        while True:
            asked = self._selector.select(0 if self._imports.pending else None)
            if not asked:
                self._imports.make_one()
            for key, _ in asked:
                if key.fileobj is self._runner:
                    request = self._fork()
                    if request is not None:
                        return request
                elif key.fileobj is self._wakes:
                    self._bury()
                else:
                    self._obey(key.fileobj, key.data)  # type: ignore[arg-type]

    def _fork(self) -> dict[str, Any] | None:
        _, descriptors, _, _ = socket.recv_fds(self._runner, 1, 1)
        if not descriptors:
            self._end()
        kernel = socket.socket(fileno=descriptors[0])
        with kernel.makefile("rb") as stream:
            line = stream.readline()
        if not line:
            kernel.close()
            return None
        request: dict[str, Any] = json.loads(line)
        if "preload" in request:
            kernel.close()
            self._imports.add(request["preload"])
            return None
        pid = os.fork()
        if not pid:
            kernel.close()
            self._forget()
            return request
        self._kernels[pid] = kernel
        self._folders = [folder for folder in self._folders if Path(folder).exists()]
        self._folders += [request["temporary"]] if request["temporary"] else []
        self._selector.register(kernel, selectors.EVENT_READ, pid)
        _say(kernel, pid=pid)
        return None

    def _obey(self, kernel: socket.socket, pid: int) -> None:
        """Pass signals on to the kernel and the processes that it has started."""
        if pid not in self._kernels:
            return
        data = kernel.recv(4096)
        if not data:
            self._selector.unregister(kernel)
        for number in [json.loads(line)["signal"] for line in data.splitlines()] or [signal.SIGKILL]:
            _signal(pid, number)

    def _bury(self) -> None:
        self._wakes.recv(4096)
        while self._kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            kernel = self._kernels.pop(pid)
            if kernel in self._selector.get_map():
                self._selector.unregister(kernel)
            _say(kernel, code=os.waitstatus_to_exitcode(status))
            kernel.close()

    def _end(self) -> None:
        """The runner is no more: neither are its kernels, nor the folders of their sockets."""
        for pid in self._kernels:
            _signal(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

    def _forget(self) -> None:
        """In a forked process: nothing of the server is left."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._selector.close()
        for end in (self._runner, self._wakes, self._woken, *self._kernels.values()):
            end.close()


def _say(kernel: socket.socket, **message: int) -> None:
    try:
        kernel.sendall(json.dumps(message).encode() + b"\n")
    except OSError:  # the runner has let go of this kernel; it is ended when that is read
        return


def _signal(pid: int, number: int) -> None:
    """Signal a kernel that is not buried yet, so that its number is its own; its group, once it leads one."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        os.kill(pid, number)


def become_kernel(request: dict[str, Any], imports: Imports) -> None:
    """Be a kernel, in a session of its own so that Ctrl-C reaches the runner alone; return when it is asked to end."""
    traces = imports.traces
    imports.leave_only(request["modules"])
    os.setsid()
    os.environ.clear()
    os.environ.update({**traces.environment, **request["environment"]})
    os.chdir(request["folder"])
    os.dup2(os.open(request["errors"], os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()  # not the generator state of its siblings
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = [str(Path(sys.modules["ipykernel"].__path__[0]).with_name("ipykernel_launcher.py"))]
    sys.argv += request["arguments"]
    app = IPKernelApp.instance(parent_handle=os.getppid())  # a kernel without its server ends by itself
    app.initialize()
    _have_it_end_at_once(app.kernel)
    for action, message, category, module, line in reversed(traces.filters):
        patterns = [part.pattern if part else "" for part in (message, module)]
        warnings.filterwarnings(action, patterns[0], category, patterns[1], line)
    app.start()


def _have_it_end_at_once(kernel: Any) -> None:
    """Asked to end, it does not wait for a thread that has ended.

    ipykernel flushes what was printed once more after that request, and waits 10 s for the thread that sends it, which
    may be gone by then; in 3 of 40 ends the runner lost patience, after 2.5 s. What cells have printed is sent by then.
    """
    asked_to_end = kernel.do_shutdown
    streams: tuple[Any, Any] = sys.stdout, sys.stderr

    def end(restart: bool) -> Any:
        for stream in streams:
            stream.flush_timeout = LAST_FLUSH_SECONDS
        return asked_to_end(restart)

    kernel.do_shutdown = end


def leave() -> None:
    """End at once, when all that was registered has run: to take down the imported modules costs more than a cell.

    What a notebook has left open is closed by then, as IPython lets go of its names before.
    """
    with suppress(OSError, ValueError):  # a stream that is closed already
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0 if _asked_to_end else 1)


if __name__ == "__main__":
    _asked_to_end = False
    atexit.register(leave)  # first registered, last run
    _imports = Imports()
    become_kernel(Server(socket.socket(fileno=int(sys.argv[-1])), _imports).serve(), _imports)
    _asked_to_end = True
