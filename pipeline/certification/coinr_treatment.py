"""COINr's Treat and qTreat beside our treatment: the same points, the same values, the same verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from pipeline.certification import coinr_steps
from pipeline.certification.asem import Asem
from pipeline.certification.comparison import EXACT
from pipeline.certification.mapping import Mapped, NotRun, Stage
from pipeline.statistics import transformation, treatment
from pipeline.statistics.types import FloatArray

Transform = Callable[[FloatArray], FloatArray]
UNFINISHED = (
    "Where winsorisation does not suffice, COINr also tells how far it had got before it took the logarithm of the "
    "original; ours hands such a column back as it came, so those cells are not compared."
)
DEFECT = NotRun(
    "defect",
    "COINr merges the default arguments of winsorise into the call, log_CT refuses them, and every failing column is "
    "returned untreated with a warning. Independent check: treat_log_CT_only, the same call without the defaults",
)


def logarithm_from_one(values: FloatArray) -> FloatArray:
    """COINr's log_CT_orig: ln(x - min + 1)."""
    return transformation.log1p(values - np.fmin.reduce(values, axis=-2, keepdims=True))


def logarithm_by_skew(values: FloatArray) -> FloatArray:
    """COINr's log_CT_plus: from the low end where the tail is to the right, from the high end where it is not."""
    left = ~(treatment.skewness(values) > 0)
    return np.where(left, transformation.reflected_log(values), transformation.log_ct(values))


def _checks(values: FloatArray, number: int) -> dict[str, object]:
    names = [f"check_SkewKurt{number}.{name}" for name in ("Pass", "Skew", "Kurt")]
    columns = (~coinr_steps.outlying(values), treatment.skewness(values), treatment.kurtosis(values))
    return dict(zip(names, columns, strict=True))


def _where(table: pd.DataFrame, columns: list[str], rows: np.ndarray) -> None:
    """Keep some columns only in some rows; R has NA elsewhere."""
    for name in columns:
        table[name] = table[name].astype(object).where(rows, np.nan)
        if not name.endswith("Pass"):
            table[name] = table[name].astype(float)


def details(values: pd.DataFrame, max_points: int, **limits: float) -> pd.DataFrame:
    """COINr's Dets_Table, without the cells that tell of half-treated columns."""
    found = coinr_steps.treated(values, max_points=max_points, **limits)
    before, after = values.to_numpy(dtype=float), found.values.to_numpy()
    first = treatment.winsorise(
        before,
        skewness_limit=limits.get("skewness_limit", coinr_steps.SKEWNESS_LIMIT),
        kurtosis_limit=limits.get("kurtosis_limit", coinr_steps.KURTOSIS_LIMIT),
        kurtosis_alone_limit=None,
        max_points=0,
    )
    tripped = ~first.passed
    table = pd.DataFrame(_checks(before, 0) | {"winsorise.nwin": found.n_points.astype(float)} | _checks(after, 1))
    table["check_SkewKurt0.Pass"] = ~tripped
    table["check_SkewKurt1.Pass"] = found.finished
    _where(table, ["check_SkewKurt1.Pass"], tripped)
    _where(table, ["winsorise.nwin", "check_SkewKurt1.Skew", "check_SkewKurt1.Kurt"], tripped & found.finished)
    if not found.finished.all():
        last = _checks(after, 2)
        if limits:
            last["check_SkewKurt2.Pass"] = treatment.winsorise(
                after, kurtosis_alone_limit=None, max_points=0, **limits
            ).passed
        table = table.assign(**last)
        _where(table, list(last), ~found.finished)
    return table.set_index(pd.Index(values.columns, name="iCode"))


def _finished_details(theirs: pd.DataFrame) -> pd.DataFrame:
    """COINr's Dets_Table without what it says of columns that it then took the logarithm of."""
    half = theirs["check_SkewKurt1.Pass"].eq(False)
    names = ["winsorise.nwin", "check_SkewKurt1.Skew", "check_SkewKurt1.Kurt"]
    return theirs.assign(**{name: theirs[name].mask(half) for name in names})


def points(values: pd.DataFrame, max_points: int, **limits: float) -> pd.DataFrame:
    """COINr's Treated_Points: which end was drawn in, or the logarithm."""
    found = coinr_steps.treated(values, max_points=max_points, **limits)
    high = found.values.to_numpy() < values.to_numpy(dtype=float)
    words = np.where(found.points, np.where(high, "winhi", "winlo"), "").astype(object)
    words[:, ~found.finished] = "+log_CT"
    return pd.DataFrame(words, columns=values.columns)


def _finished_points(theirs: pd.DataFrame) -> pd.DataFrame:
    """COINr's Treated_Points without the points of columns that it then took the logarithm of."""
    return theirs.replace({"winhi+log_CT": "+log_CT", "winlo+log_CT": "+log_CT"})


def _screened(asem: Asem) -> pd.DataFrame:
    return asem.imputed


def _raw(asem: Asem) -> pd.DataFrame:
    return asem.raw


def _family(name: str, max_points: int, source: Callable[[Asem], pd.DataFrame] = _screened) -> dict[str, Mapped]:
    """Values, details and points of one call of Treat."""
    return {
        f"{name}_data": Mapped(lambda asem: coinr_steps.treated(source(asem), max_points=max_points).values),
        f"{name}_dets": Mapped(
            lambda asem: details(source(asem), max_points), theirs=_finished_details, note=UNFINISHED
        ),
        f"{name}_points": Mapped(
            lambda asem: points(source(asem), max_points), EXACT, theirs=_finished_points, note=UNFINISHED
        ),
    }


def _transformed(asem: Asem, transform: Transform) -> pd.DataFrame:
    """A transformation alone, of the columns that are outlying."""
    values = asem.imputed.to_numpy()
    tripped = coinr_steps.outlying(values)
    values = values.copy()
    values[:, tripped] = transform(values[:, tripped])
    return coinr_steps.like(asem.imputed, values)


def _transformeddetails(asem: Asem, transform: Transform) -> pd.DataFrame:
    before, after = asem.imputed.to_numpy(), _transformed(asem, transform).to_numpy()
    last = _checks(after, 1)
    table = pd.DataFrame(_checks(before, 0) | last)
    _where(table, list(last), coinr_steps.outlying(before))
    return table.set_index(pd.Index(asem.codes, name="iCode"))


def _transformed_points(asem: Asem, words: Mapping[bool, str]) -> pd.DataFrame:
    """COINr's word in every cell of a transformed column; it may depend on the side of the tail."""
    values = asem.imputed.to_numpy()
    tripped, left = coinr_steps.outlying(values), treatment.skewness(values) < 0
    column = [words[bool(side)] if hit else "" for hit, side in zip(tripped, left, strict=True)]
    return pd.DataFrame([column] * len(values))


def _by_place(theirs: pd.DataFrame) -> pd.DataFrame:
    """Columns by their place: R has lost their names."""
    return theirs.set_axis(range(theirs.shape[1]), axis="columns")


def _transformation(name: str, transform: Transform, words: Mapping[bool, str]) -> dict[str, Mapped]:
    """Values, details and points of one transformation alone."""
    return {
        f"{name}_data": Mapped(lambda asem: _transformed(asem, transform)),
        f"{name}_dets": Mapped(lambda asem: _transformeddetails(asem, transform)),
        f"{name}_points": Mapped(lambda asem: _transformed_points(asem, words), EXACT, theirs=_by_place),
    }


QUICK = {"skewness_limit": 1.5, "kurtosis_limit": 3.0}


def _three(asem: Asem) -> pd.DataFrame:
    return asem.table("raw_ASEM_iData")[["Flights", "Goods", "Services"]].astype(float)


STAGES = (
    Stage(
        "treatment",
        _family("treat_default", 5)
        | _family("treat_winmax0", 0)
        | _family("treat_winmax1", 1)
        | _family("treat_winmax2", 2)
        | _family("treat_winmax10", 10)
        | _family("treat_raw_with_NA", 5, _raw)
        | _transformation("treat_log_CT_only", transformation.log_ct, {False: "log_CT", True: "log_CT"})
        | _transformation("treat_log_CT_orig_only", logarithm_from_one, {False: "log_CT_orig", True: "log_CT_orig"})
        | _transformation("treat_log_CT_plus_only", logarithm_by_skew, {False: "log_CT", True: "log_CT_neg"})
        | {
            "example_Treated": Mapped(lambda asem: asem.treated),
            "example_Treated_Dets_Table": Mapped(lambda asem: details(asem.imputed, 5)),
            "example_Treated_Points": Mapped(lambda asem: points(asem.imputed, 5).set_index(asem.imputed.index), EXACT),
            "qtreat_coin_default": Mapped(lambda asem: asem.treated),
            "qtreat_coin_w1_s1p5_k3": Mapped(
                lambda asem: coinr_steps.treated(asem.imputed, max_points=1, **QUICK).values
            ),
            "qtreat_df_vignette_data": Mapped(
                lambda asem: coinr_steps.treated(_three(asem), max_points=1, **QUICK).values
            ),
            "qtreat_df_vignette_dets": Mapped(
                lambda asem: details(_three(asem), max_points=1, **QUICK), theirs=_finished_details, note=UNFINISHED
            ),
        },
        {f"treat_BUG_global_f1_log_CT_{part}": DEFECT for part in ("data", "dets", "points")},
    ),
)
