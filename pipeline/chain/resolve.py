"""What is to be run: an edition under a resolved method, and the name that the run goes by.

``nominal`` is the edition as published. Any change of method or parameter needs another name, so that no variant
touches the files of ``nominal``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.chain import steps
from pipeline.chain.steps import Step
from pipeline.data import params
from pipeline.errors import FrameworkError, ParameterError, listed, nearest
from pipeline.framework import audit, sweep
from pipeline.framework import edition as edition_model
from pipeline.framework import method as method_model
from pipeline.framework.edition import NOMINAL, SCRATCH, Edition

LANGUAGES = get_args(edition_model.Language)
SEED_TEXT = re.compile(r"\d{1,18}")


@dataclass(frozen=True)
class Run:
    """An edition with the method in force, under a name.

    ``changes`` holds what was asked for beside the method's name, as text.
    """

    edition: Edition
    name: str
    language: str
    seed: int
    changes: Mapping[str, str]

    @property
    def kind(self) -> str:
        """See `kind_of`."""
        return kind_of(self.name)

    @property
    def values(self) -> dict[str, Any]:
        """Every name that a notebook may declare, with its resolved value."""
        options = {name.upper(): value for name, value in self.edition.method.values.items()}
        return {
            "EDITION": self.edition.id,
            "RUN": self.name,
            "LANGUAGE": self.language,
            "SEED": self.seed,
            **options,
        }

    def parameters(self, step: Step) -> dict[str, Any]:
        """What the chain injects into one notebook: every name it declares."""
        values = self.values
        return {name: values[name] for name in step.parameters}


def kind_of(name: str) -> str:
    """Which chapters the run of a name consists of: an audit has others than a run of the edition; see `steps.discover`."""
    return steps.AUDIT if name.startswith(audit.PREFIX) else steps.EDITION


def resolve(
    edition: str,
    *,
    root: Path,
    method: str | None = None,
    parameters: Sequence[str] = (),
    name: str | None = None,
) -> Run:
    """A run from what the command line says.

    Parameters
    ----------
    edition : its name.
    method : a method of ``params/methods`` instead of the edition's own; runs under its own name unless ``name`` says
        otherwise.
    parameters : ``name=value``, options of method, ``seed`` or ``language``; need ``name``.
    name : of the run.

    Raises
    ------
    ParameterError : an unknown or mistyped parameter, one that steers nothing, or a name that is missing, reserved or
        another method's.
    FrameworkError : an edition or method that does not exist or contradicts itself, or is incomplete.
    """
    loaded = params.load_edition(edition, root=root)
    if loaded.about.incomplete:
        raise FrameworkError(
            f"edition {edition}: a run needs a source for every indicator, and it is marked `incomplete: true`. "
            f"It can be checked (pii check {edition}); complete sources.yaml to run it"
        )
    changes = read_changes(parameters)
    other = method if method is not None and method != loaded.about.method else None
    run_name = _run_name(name, other, changes)
    _refuse_name_of_a_method(run_name, method or loaded.about.method, changes, root=root)
    chosen = params.load_method(other, root=root) if other else loaded.method
    options = {key: text for key, text in changes.items() if key not in ("seed", "language")}
    changed = _replaced(chosen, options) if options else chosen
    _refuse_endless(changed)
    _refuse_inert(changed, options)
    if changed.uncertainty.alternatives is not None:
        loaded = params.load_edition(edition, root=root, alternatives=changed.uncertainty.alternatives)
    return Run(
        edition=loaded if changed is loaded.method else loaded.with_method(changed),
        name=run_name,
        language=_language(changes, loaded),
        seed=_seed(changes, loaded),
        changes=changes,
    )


def _replaced(method: method_model.Method, options: Mapping[str, str]) -> method_model.Method:
    """The method with other options; a fault names what was asked for."""
    try:
        return method.replace(options)
    except ParameterError as error:
        asked = " ".join(f"-p {name}={value}" for name, value in options.items())
        raise ParameterError(f"{asked}: {error}") from None


def again(run: Run, *, root: Path) -> Run:
    """The same run, from parameters as they are now: another one may have been waited for.

    Raises
    ------
    ParameterError, FrameworkError : see `resolve`.
    """
    return resolve(
        run.edition.id,
        root=root,
        method=run.edition.method.name,
        parameters=[f"{name}={text}" for name, text in run.changes.items()],
        name=None if run.name == NOMINAL else run.name,
    )


def read_changes(parameters: Sequence[str]) -> dict[str, str]:
    """``name=value`` texts as a mapping.

    Raises
    ------
    ParameterError : no ``=``, a name given twice, or an unknown name (with the nearest).

    >>> read_changes(["skewness_limit=2.0", "seed=7"])
    {'skewness_limit': '2.0', 'seed': '7'}
    """
    known = sorted([*method_model.group_of(), "seed", "language"])
    changes: dict[str, str] = {}
    for text in parameters:
        name, mark, value = (part.strip() for part in text.partition("="))
        if not mark or not value:
            raise ParameterError(f"-p {text!r}: name=value is expected, such as -p skewness_limit=2.0")
        if name not in known:
            raise ParameterError(f"-p {text!r}: there is no parameter {name!r}; {nearest(name.lower(), known)}")
        if name in changes:
            raise ParameterError(f"-p {text!r}: {name} is given twice ({changes[name]!r} before). Give it once")
        changes[name] = value
    return changes


def refuse_unused(run: Run, chapters: Sequence[Step]) -> None:
    """Refuse a changed parameter that no chapter declares: it would change nothing that can be seen.

    Raises
    ------
    ParameterError
    """
    declared = {name.lower() for step in chapters for name in step.parameters}
    unused = sorted(set(run.changes) - declared)
    if unused:
        raise ParameterError(
            f"run {run.name}: a changed parameter must be declared by a notebook, and no notebook declares "
            f"{listed(unused)}; {nearest(unused[0], sorted(declared - {'edition', 'run'}))}. "
            "Declare it in the tagged cell of the chapter that uses it"
        )


def _run_name(name: str | None, method: str | None, changes: Mapping[str, str]) -> str:
    """The name asked for, the other method's name, or ``nominal``; never a variant under a reserved name."""
    if name is None and changes:
        raise ParameterError(
            f"a run with other parameters ({listed(changes)}) needs a name of its own, found none. Add --as NAME"
        )
    chosen = name or method or NOMINAL
    if chosen in (NOMINAL, SCRATCH) and (name or method):
        raise ParameterError(
            f"run {chosen!r}: {NOMINAL!r} is the edition as published and {SCRATCH!r} is for notebooks run by hand. "
            "Choose another name with --as NAME"
        )
    if chosen.startswith(sweep.PREFIX):
        raise ParameterError(
            f"run {chosen!r}: names with {sweep.PREFIX!r} are for the results of sweeps, which lie beside those of runs. "
            "Choose another name with --as NAME"
        )
    try:
        return edition_model.check_name(chosen, what="run")
    except FrameworkError as error:
        raise ParameterError(str(error)) from None


def _refuse_name_of_a_method(name: str, method: str, changes: Mapping[str, str], *, root: Path) -> None:
    """Under a method's name stands that method, unchanged: what is called by it could take the place of its run."""
    if name in (NOMINAL, method) and not changes:
        return
    if name in params.methods(root=root):
        other = f"method {method!r}" + f" with {listed(changes)} changed" * bool(changes)
        raise ParameterError(
            f"--as {name}: a name that no method of params/methods has is expected, and {name!r} is the run of that "
            f"method, not of {other}. Choose another name"
        )


def _refuse_inert(method: method_model.Method, names: Iterable[str]) -> None:
    """A changed parameter that the method has no use for would look like a result without effect."""
    for name in names:
        if name in method.inert:
            steering = _steering(method, name)
            now = listed(f"{option} {method.values[option]}" for option in steering) or f"method {method.name}"
            instead = listed(f"-p {option}={choice}" for option, choices in steering.items() for choice in choices)
            raise ParameterError(
                f"-p {name}: parameter {name!r} steers nothing under {now}, so that its change would change nothing. "
                f"{f'Choose also one of: {instead}; or leave' if instead else 'Leave'} it out"
            )


def _steering(method: method_model.Method, name: str) -> dict[str, list[str]]:
    """Options, with their choices, under any one of which an inert parameter would steer something."""
    found: dict[str, list[str]] = {}
    for option in method.values:
        for choice in get_args(method_model.field(option).annotation):
            try:
                steers = isinstance(choice, str) and name not in method.replace({option: choice}).inert
            except ParameterError:  # this choice needs others beside it
                continue
            if steers:
                found.setdefault(option, []).append(choice)
    return found


def _refuse_endless(method: method_model.Method) -> None:
    """JSON has no infinity, and no option of method means anything with it."""
    endless = [name for name, value in method.values.items() if isinstance(value, float) and not math.isfinite(value)]
    if endless:
        raise ParameterError(
            f"method {method.name!r}: finite numbers are expected, not so {listed(endless)}. Change them"
        )


def _language(changes: Mapping[str, str], edition: Edition) -> str:
    language = changes.get("language", edition.about.language)
    if language not in LANGUAGES:
        raise ParameterError(f"-p language={language}: one of {listed(LANGUAGES)} is expected. Choose one")
    return language


def _seed(changes: Mapping[str, str], edition: Edition) -> int:
    text = changes.get("seed")
    if text is None:
        return edition.about.seed
    if not SEED_TEXT.fullmatch(text):
        raise ParameterError(f"-p seed={text}: a whole number from 0 is expected. Choose one")
    return int(text)
