"""SDMX files of a publication: structures as SDMX-JSON 2.0, observations as SDMX-CSV 2.0.

One observation is one number of one unit, node and statistic. A value has the year of its data as its period, and
everything computed the year of the edition. What is missing is an observation with status O and no value.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

import pandas as pd
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset
from pysdmx.io.writer import write_sdmx
from pysdmx.model import Organisation, Schema
from pysdmx.model.dataflow import DataStructureDefinition
from pysdmx.model.message import Header

from pipeline.publication import sdmx_codes, sdmx_structure
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.sdmx_structure import BETWEEN, RANK, SCORE, TRANSFORMED
from pipeline.reporting import tables_treatment

STRUCTURE, DATA = "structure.json", "data.csv"
MISSING, NORMAL, BY_US = "O", "A", "I"


def files(run: PublishedRun) -> dict[str, str]:
    """The files by name."""
    made = sdmx_structure.structures(run.edition)
    written = write_sdmx(made, Format.STRUCTURE_SDMX_JSON_2_0_0, header=_header(run))
    structure = next(item for item in made if isinstance(item, DataStructureDefinition))
    dataset = PandasDataset(structure=_schema(run, structure), data=observations(run))
    return {
        STRUCTURE: json.dumps(_named(json.loads(str(written))), ensure_ascii=False, indent=1) + "\n",
        DATA: str(write_sdmx([dataset], Format.DATA_SDMX_CSV_2_0_0)),
    }


def observations(run: PublishedRun) -> pd.DataFrame:
    """Everything that goes into SDMX, one row an observation, sorted by its key; columns as in the data structure."""
    frame = pd.concat([_values(run), _used(run), _scores(run), _ranges(run)], ignore_index=True)
    fictitious = run.edition.about.fictitious
    frame["FREQ"] = "A"
    frame["REF_AREA"] = [sdmx_codes.area(code, fictitious=fictitious) for code in frame["unit_code"]]
    frame["INDICATOR"] = [sdmx_codes.indicator(code) for code in frame["code"]]
    frame["TIME_PERIOD"] = frame["TIME_PERIOD"].astype("Int64").astype(str)
    ordered = frame.sort_values(list(sdmx_structure.DIMENSIONS), kind="stable")
    return ordered[sdmx_structure.COLUMNS].reset_index(drop=True)


def _values(run: PublishedRun) -> pd.DataFrame:
    values = run.table("values")
    measures = sdmx_structure.measure_of(run.edition)
    return pd.DataFrame(
        {
            "unit_code": values["unit_code"],
            "code": values["code"],
            "STATISTIC": "VALUE",
            "TIME_PERIOD": values["data_year"].fillna(run.edition.about.year),
            "OBS_VALUE": values["value"],
            "OBS_STATUS": values["status"].where(values["value"].notna(), MISSING),
            "UNIT_MEASURE": values["code"].map(measures),
            "ORIGIN": values["origin"],
        }
    )


def _used(run: PublishedRun) -> pd.DataFrame:
    """Values that scores rest on; status and origin of the value before, unless it was imputed or treated."""
    keys = ["unit_code", "code"]
    used = run.table("treated").merge(run.table("imputed")[[*keys, "imputed"]], on=keys, how="left")
    used = used.merge(run.table("values")[[*keys, "status", "origin"]], on=keys, how="left")
    imputed = used["imputed"].fillna(False).astype(bool)
    changed = pd.MultiIndex.from_frame(used[keys]).isin(pd.MultiIndex.from_frame(run.table("treated_cells")[keys]))
    origin = used["origin"].mask(changed, sdmx_structure.TREATED).mask(imputed, sdmx_structure.IMPUTED)
    return pd.DataFrame(
        {
            **{key: used[key] for key in keys},
            "STATISTIC": "VALUE_USED",
            "TIME_PERIOD": run.edition.about.year,
            "OBS_VALUE": used["value"],
            "OBS_STATUS": used["status"].mask(imputed, BY_US).where(used["value"].notna(), MISSING),
            "UNIT_MEASURE": used["code"].map(_scales(run)),
            "ORIGIN": origin,
        }
    )


def _scales(run: PublishedRun) -> dict[str, str]:
    """The unit of measure of the values used, or that they are on a transformed scale."""
    own = tables_treatment.scales(run.table("treatment"))
    measures = sdmx_structure.measure_of(run.edition)
    return {code: measures[code] if scale == tables_treatment.OWN_SCALE else TRANSFORMED for code, scale in own.items()}


def _scores(run: PublishedRun) -> pd.DataFrame:
    scores = run.table("scores")
    return pd.concat(
        [
            _computed(run, scores["unit_code"], scores["code"], scores[column], statistic)
            for column, statistic in (("score", SCORE), ("rank", RANK))
        ]
    )


def _ranges(run: PublishedRun) -> pd.DataFrame:
    """Median and range of the rank in the index."""
    uncertainty = run.table("uncertainty")
    root = pd.Series(run.edition.framework.root.code, index=uncertainty.index)
    named = {"rank_median": "RANK_MEDIAN", "rank_p05": "RANK_P05", "rank_p95": "RANK_P95"}
    return pd.concat(
        [_computed(run, uncertainty["unit_code"], root, uncertainty[own], name) for own, name in named.items()]
    )


def _computed(
    run: PublishedRun, units: pd.Series, codes: pd.Series, figures: pd.Series, statistic: str
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_code": units,
            "code": codes,
            "STATISTIC": statistic,
            "TIME_PERIOD": run.edition.about.year,
            "OBS_VALUE": figures,
            "OBS_STATUS": figures.notna().map({True: NORMAL, False: MISSING}),
            "UNIT_MEASURE": SCORE if statistic == SCORE else RANK,
            "ORIGIN": "",
        }
    )


def _schema(run: PublishedRun, structure: DataStructureDefinition) -> Schema:
    return Schema(
        context="dataflow",
        agency=sdmx_codes.agency(run.edition.id),
        id=sdmx_structure.flow_id(run.edition),
        components=structure.components,
        version=sdmx_structure.VERSION,
        artefacts=[],
    )


def _header(run: PublishedRun) -> Header:
    """Who sends it and when it was made, by the ledger and never by the clock."""
    made = datetime.datetime.combine(run.provenance.made, datetime.time(), tzinfo=datetime.UTC)
    return Header(id=f"L{run.provenance.head[:12]}", prepared=made, sender=Organisation(id="PII_PIPELINE"))


def _named(part: Any) -> Any:
    """The same content with names and descriptions in both languages, as SDMX-JSON has them."""
    if isinstance(part, list):
        return [_named(item) for item in part]
    if not isinstance(part, dict):
        return part
    found: dict[str, Any] = {}
    for key, content in part.items():
        if isinstance(content, str) and BETWEEN in content:
            english, vietnamese = content.split(BETWEEN)
            found |= {key: english, f"{key}s": {"en": english, "vi": vietnamese}}
        else:
            found[key] = _named(content)
    return found
