"""How a run came about, for a crate: the workflow with its steps, and what was done, when, with what, giving what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rocrate.model.entity import Entity

from pipeline.chain.bundle_contents import Line
from pipeline.chain.bundle_crate import Crate
from pipeline.chain.verify_files import RAW

WORKFLOW = "pipeline/chain/runner.py"
"""The program that runs the chapters, in the order that their declared tables imply."""

COMPLETED = "http://schema.org/CompletedActionStatus"
COMPLIES = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
MEGABYTE = "https://qudt.org/vocab/unit/MegaBYTE"
KINDS = {bool: "Boolean", int: "Integer", float: "Float", str: "Text"}
ENGINE = "https://papermill.readthedocs.io/"
PYTHON = "https://www.python.org/"
LOCK = "requirements.lock"


@dataclass(frozen=True)
class _Parameters:
    """Formal parameters and their values: of the options of method by name, of files by path, of raw sources by name."""

    values: Mapping[str, Entity]
    formal: Mapping[str, Entity]
    files: Mapping[str, Entity]
    sources: Mapping[str, Entity]


def tell(crate: Crate) -> None:
    """Add the workflow, its steps and parameters, and the actions of the run.

    Everything is taken from the ledger; no person is named, as the ledger names none.
    """
    python = crate.add(
        PYTHON,
        "ComputerLanguage",
        name="Python",
        url=PYTHON,
        version=crate.contents.closing["versions"].get("python"),
    )
    parameters = _parameters(crate)
    tools = {name: _tool(crate, line, python, parameters) for name, line in crate.contents.made.items()}
    steps = [_step(crate, tool, name, number) for number, (name, tool) in enumerate(tools.items(), start=1)]
    workflow = _workflow(crate, python, parameters)
    workflow["hasPart"], workflow["step"] = list(tools.values()), steps
    actions = [_action(crate, line, tools[name], parameters) for name, line in crate.contents.made.items()]
    whole = _whole(crate, workflow, parameters)
    crate.root["mainEntity"] = workflow
    crate.root["mentions"] = [_organised(crate, steps, actions, whole), whole, *actions]


def _parameters(crate: Crate) -> _Parameters:
    values, formal = {}, {}
    for name, value in crate.contents.closing["parameters"].items():
        plain = isinstance(value, bool | int | float | str)
        values[name] = crate.add(
            f"#value-{name}",
            "PropertyValue",
            name=name,
            value=value if plain else json.dumps(value, ensure_ascii=False),
        )
        formal[name] = _formal(crate, name, KINDS.get(type(value), "Text"), values[name])
    outputs = [crate.contents.output(name) for name in sorted(crate.contents.closing["outputs"])]
    files = {path: _formal(crate, path.rsplit("/", 1)[-1], "File", crate.file(path)) for path in outputs}
    folders = {name: crate.folder(f"{RAW}{name}/") for name in crate.contents.sources}
    sources = {name: _formal(crate, f"raw-{name}", "Dataset", folder) for name, folder in folders.items()}
    return _Parameters(values, formal, files, sources)


def _formal(crate: Crate, name: str, kind: str, example: Entity) -> Entity:
    """A formal parameter, tied to what it stood for in this run."""
    parameter = crate.add(f"#parameter-{name}", "FormalParameter", name=name, additionalType=kind, workExample=example)
    example["exampleOfWork"] = parameter
    return parameter


def _tool(crate: Crate, line: Line, python: Entity, parameters: _Parameters) -> Entity:
    """A chapter as it is stored, with what it takes and gives."""
    tool = crate.file(f"notebooks/{line['step']}.ipynb")
    crate.types(tool, "File", "SoftwareSourceCode")
    tool["programmingLanguage"], tool["version"] = python, line["notebook"]
    taken, given = _read(crate, line), _given(crate, line)
    options = [parameters.formal[name] for name in sorted(line["parameters"]) if name in parameters.formal]
    raw = {path.split("/")[2] for path in taken if path.startswith(RAW)}
    tool["input"] = [
        *options,
        *(parameters.sources[name] for name in sorted(raw)),
        *(parameters.files[path] for path in taken if path in parameters.files),
    ]
    tool["output"] = [parameters.files[path] for path in given]
    return tool


def _step(crate: Crate, tool: Entity, name: str, number: int) -> Entity:
    return crate.add(f"#step-{name}", "HowToStep", name=name, position=str(number), workExample=tool)


def _workflow(crate: Crate, python: Entity, parameters: _Parameters) -> Entity:
    """The program that runs the chapters, as the whole of its steps."""
    workflow = crate.file(WORKFLOW)
    crate.types(workflow, "File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo")
    workflow["name"] = f"The chain: {len(crate.contents.made)} chapters in the order that their declared tables imply"
    workflow["programmingLanguage"] = python
    workflow["version"] = crate.contents.closing["versions"].get("pipeline", "")
    workflow["conformsTo"] = crate.add(COMPLIES, "CreativeWork", name="Bioschemas ComputationalWorkflow", version="1.0")
    workflow["input"] = [*parameters.formal.values(), *parameters.sources.values()]
    workflow["output"] = list(parameters.files.values())
    if crate.has(LOCK):
        workflow["softwareRequirements"] = crate.file(LOCK)
    return workflow


def _action(crate: Crate, line: Line, tool: Entity, parameters: _Parameters) -> Entity:
    """The making of one step."""
    name = line["step"]
    closing = crate.contents.closing
    kept = f" by an earlier run ({line['run_id']}), kept" * (line["run_id"] != closing["run_id"])
    said = f"; {line['reason']}" if line.get("reason") else ""
    values = [parameters.values[option] for option in sorted(line["parameters"]) if option in parameters.values]
    memory = line.get("peak_memory_mb")
    return crate.add(
        f"#action-{name}",
        "CreateAction",
        name=f"{name}: {line['outcome']}",
        description=f"Chapter {name}, executed in {line['seconds']} s{kept}{said}",
        instrument=tool,
        object=[*values, *crate.files(_read(crate, line))],
        result=crate.files(_given(crate, line)),
        startTime=line["started"],
        endTime=line["finished"],
        actionStatus=COMPLETED,
        resourceUsage=None if memory is None else _memory(crate, name, memory),
    )


def _memory(crate: Crate, step: str, megabytes: float) -> Entity:
    return crate.add(
        f"#memory-{step}",
        "PropertyValue",
        name="peak memory of the kernel",
        propertyID="peak_memory_mb",
        value=str(megabytes),
        unitCode=MEGABYTE,
    )


def _whole(crate: Crate, workflow: Entity, parameters: _Parameters) -> Entity:
    """The run as one act: from raw data and parameter files to everything that it put in force."""
    closing = crate.contents.closing
    return crate.add(
        "#run",
        "CreateAction",
        name=f"Run {closing['edition']}/{closing['run']}",
        description=f"Run {closing['run_id']}, in force at {closing['finished']}; {_origin(closing)}",
        instrument=workflow,
        object=[
            *parameters.values.values(),
            *(crate.folder(f"{RAW}{name}/") for name in crate.contents.sources),
            *crate.files(closing["inputs"]),
        ],
        result=crate.files(map(crate.contents.output, closing["outputs"])),
        startTime=_begun(crate),
        endTime=closing["finished"],
        actionStatus=COMPLETED,
    )


def _begun(crate: Crate) -> str:
    """When the first step began: of a run that kept steps, before the run itself."""
    return min(line["started"] for line in (crate.contents.closing, *crate.contents.made.values()))


def _origin(closing: Line) -> str:
    """Versions and commit, in words."""
    versions = ", ".join(f"{name} {version}" for name, version in closing["versions"].items())
    changed = " with changes" * bool(closing["dirty"])
    return versions + (f"; commit {closing['commit']}{changed}" if closing["commit"] else "; no commit")


def _organised(crate: Crate, steps: Iterable[Entity], actions: Iterable[Entity], whole: Entity) -> Entity:
    """What started each step: papermill, told to by the chain."""
    closing = crate.contents.closing
    engine = crate.add(
        ENGINE,
        "SoftwareApplication",
        name="papermill",
        url=ENGINE,
        softwareVersion=closing["versions"].get("papermill", ""),
    )
    controls = [
        crate.add(
            f"#control-{step['name']}",
            "ControlAction",
            name=f"Execution of {step['name']}",
            instrument=step,
            object=action,
            actionStatus=COMPLETED,
        )
        for step, action in zip(steps, actions, strict=True)
    ]
    return crate.add(
        "#organise",
        "OrganizeAction",
        name=f"Orchestration of {closing['edition']}/{closing['run']}",
        description="The chain ran its chapters, each in a kernel of its own",
        instrument=engine,
        object=controls,
        result=whole,
        startTime=_begun(crate),
        endTime=closing["finished"],
        actionStatus=COMPLETED,
    )


def _read(crate: Crate, line: Line) -> list[str]:
    """Paths of what a step read, as far as it is still read."""
    return [path for path in sorted(map(crate.contents.place, line["inputs"])) if crate.has(path)]


def _given(crate: Crate, line: Line) -> list[str]:
    """Paths of what a step left, with its executed notebook (which lines of an earlier schema do not list)."""
    outputs: Mapping[str, Any] = crate.contents.closing["outputs"]
    names = {*line["outputs"], f"{line['step']}.ipynb"} & outputs.keys()
    return sorted(map(crate.contents.output, names))
