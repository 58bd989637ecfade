"""What the chapter on coherence found, one finding after another, for the audit to put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.construction import clusters as clustering
from pipeline.construction import proposals, year_on_year
from pipeline.construction.finding import Finding, Verdict, judged
from pipeline.framework.edition import Edition
from pipeline.framework.review_options import Coherence

CHAPTER = "05_coherence"
SOURCES = {
    "low": "jrc_audit",
    "opposed": "jrc_audit",
    "elsewhere": "",
    "redundant": "gii_audit",
    "identical": "jrc_guide",
    "size": "method_review",
    "low_within": "jrc_audit",
    "forgetful": "nunnally",
}
"""Where the threshold of each flag comes from; ``elsewhere`` compares two correlations and has none."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of the chapter that findings are made of, by the names of their files."""

    correlations: pd.DataFrame
    flags: pd.DataFrame
    pair_correlations: pd.DataFrame
    clusters: pd.DataFrame
    sizes: pd.DataFrame
    year_on_year: pd.DataFrame
    region_shares: pd.DataFrame
    moran: pd.DataFrame
    alpha: pd.DataFrame
    components: pd.DataFrame
    adequacy: pd.DataFrame
    congruence: pd.DataFrame
    pca_weights: pd.DataFrame
    pca_ranks: pd.DataFrame
    indicator_sheet: pd.DataFrame


def findings(tables: Tables, edition: Edition) -> list[Finding]:
    """Every finding of the chapter on coherence, in the order in which an auditor asks.

    Parameters
    ----------
    tables : the chapter's own tables.

    Notes
    -----
    Alpha, Moran's I, the share between regions, clusters and component weights are descriptive: they carry a number
    with its interval and no verdict. A flag that is borderline and not asked about (see `proposals`) is in
    ``flags.csv`` only.
    """
    options = edition.method.coherence
    return [
        *_rests(tables, options, edition),
        *_flagged(tables.flags),
        *_pairs(tables, options, edition),
        *_rounds(tables.year_on_year, options),
        *_places(tables, edition),
        *_groups(tables, options, edition),
        *_congruence(tables.congruence, options),
        *_weights(tables),
        *_proposals(tables.indicator_sheet),
    ]


def _rests(tables: Tables, options: Coherence, edition: Edition) -> Iterator[Finding]:
    parents = {node.code: node.parent for node in edition.framework.indicators}
    pearson = tables.correlations[tables.correlations["kind"] == "pearson"]
    own = pearson[pearson["code"].isin(list(parents)) & (pearson["with_code"] == pearson["code"].map(parents))]
    own = own.dropna(subset="r")
    if own.empty:
        yield Finding(CHAPTER, "rest_lowest", verdict="not_applicable")
        return
    least = own.loc[own["r"].idxmin()]
    limit = options.low_correlation
    verdict = judged(least["r"], least["low"], least["high"], limit=limit, wanted="above")
    figures = float(least["r"]), float(least["low"]), float(least["high"]), int(least["n"]), limit
    yield Finding(CHAPTER, "rest_lowest", str(least["code"]), *figures, "jrc_audit", verdict)
    clear = float((own["low"] >= limit).mean())
    yield Finding(CHAPTER, "rest_clear", "", clear, n=len(own), threshold=limit, source="jrc_audit")


def _flagged(flags: pd.DataFrame) -> Iterator[Finding]:
    for flag in flags.to_dict("records"):
        if not proposals.asked_about(flag):
            continue
        alone = flag["with_code"] == flag["code"]
        subject = str(flag["code"]) if alone else f"{flag['code']} {flag['with_code']}"
        figures = flag["r"], flag["low"], flag["high"], int(flag["n"]), flag["threshold"]
        name = str(flag["flag"])
        verdict: Verdict = "fail" if flag["verdict"] == "fail" else "borderline"
        yield Finding(CHAPTER, f"flag_{name}", subject, *figures, SOURCES[name], verdict)


def _pairs(tables: Tables, options: Coherence, edition: Edition) -> Iterator[Finding]:
    known = tables.pair_correlations.dropna(subset="r")
    if len(known):
        top = known.loc[known["r"].abs().idxmax()]
        ends = sorted((abs(float(top["low"])), abs(float(top["high"]))))
        limit = options.redundant_correlation
        verdict = judged(abs(float(top["r"])), *ends, limit=limit, wanted="below")
        figures = float(top["r"]), float(top["low"]), float(top["high"]), int(top["n"]), limit
        yield Finding(CHAPTER, "pair_strongest", f"{top['code']} {top['other']}", *figures, "gii_audit", verdict)
    codes = edition.framework.indicator_codes
    r = pd.DataFrame(clustering.square(tables.pair_correlations, codes, "r"), index=codes, columns=codes)
    for _, members in tables.clusters[tables.clusters["n_members"] > 1].groupby("cluster"):
        inside = sorted(members["code"], key=codes.index)
        weakest = float(r.loc[inside, inside].abs().min(axis=None))
        limit, n = options.cluster_correlation, int(members["n"].min())
        yield Finding(CHAPTER, "cluster", " ".join(inside), weakest, n=n, threshold=limit, source="dormann")
    if tables.sizes.empty:
        yield Finding(CHAPTER, "no_sizes", verdict="not_applicable")


def _rounds(rounds: pd.DataFrame, options: Coherence) -> Iterator[Finding]:
    known = year_on_year.latest(rounds)
    limit = options.round_correlation
    if len(known):
        below = int((known["high"] < limit).sum())
        yield Finding(CHAPTER, "rounds_below", "", float(below), n=len(known), threshold=limit, source="nunnally")
        least = known.loc[known["r"].idxmin()]
        verdict = judged(least["r"], least["low"], least["high"], limit=limit, wanted="above")
        figures = float(least["r"]), float(least["low"]), float(least["high"]), int(least["n"]), limit
        yield Finding(CHAPTER, "round_lowest", str(least["code"]), *figures, "nunnally", verdict)
    alone = list(dict.fromkeys(rounds.loc[~rounds["code"].isin(known["code"]), "code"]))
    if alone:
        n = len(known) + len(alone)
        yield Finding(CHAPTER, "one_round", " ".join(alone), float(len(alone)), n=n, verdict="not_applicable")


def _places(tables: Tables, edition: Edition) -> Iterator[Finding]:
    root = edition.framework.root.code
    for row in tables.region_shares[tables.region_shares["code"] == root].itertuples():
        yield Finding(CHAPTER, "region_share", root, row.share, row.low, row.high, int(row.n), row.expected)
    for row in tables.moran[tables.moran["code"] == root].itertuples():
        yield Finding(CHAPTER, f"moran_{row.rule}", root, row.i, row.low, row.high, int(row.n), row.expected)


def _groups(tables: Tables, options: Coherence, edition: Edition) -> Iterator[Finding]:
    for row in tables.alpha.itertuples():
        figures = row.alpha, row.low, row.high, int(row.n), options.alpha_limit
        yield Finding(CHAPTER, "alpha", str(row.code), *figures, "jrc_audit")
    units = tables.adequacy.set_index(["code", "level"])["n"]
    for (code, level), own in tables.components.groupby(["code", "level"], sort=False):
        kept, above, root = int(own["kept"].sum()), int(own["above_parallel"].sum()), edition.framework.root.code
        name = "components_whole" if code == root and level == 1 else "components"
        n, nan = int(units[code, level]), np.nan
        for suffix, count, source in (("", kept, "handbook"), ("_noise", above, "horn")):
            verdict: Verdict = "descriptive" if code == root else _of_one(count, kept, above)
            yield Finding(CHAPTER, f"{name}{suffix}", str(code), float(count), nan, nan, n, 1.0, source, verdict)
    for row in tables.adequacy.itertuples():
        whole = row.code == edition.framework.root.code and row.level == 1
        verdict = judged(row.kmo, np.nan, np.nan, limit=options.kmo_limit, wanted="above")
        name, nan, limit = "kmo_whole" if whole else "kmo", np.nan, options.kmo_limit
        if row.n_items == 2:
            name, verdict = "kmo_two", "not_applicable"
        yield Finding(CHAPTER, name, str(row.code), row.kmo, nan, nan, int(row.n), limit, "handbook", verdict)


def _of_one(count: int, kept: int, above: int) -> Verdict:
    """One component is clear; where only one of the two rules finds one, the other is borderline: they disagree."""
    if count == 1:
        return "clear"
    return "borderline" if 1 in (kept, above) else "fail"


def _congruence(congruence: pd.DataFrame, options: Coherence) -> Iterator[Finding]:
    for row in congruence[congruence["component"] == 1].itertuples():
        figures = row.phi, row.low, row.high, int(row.n), options.congruence_limit
        yield Finding(CHAPTER, "congruence", str(row.code), *figures, "lorenzo_seva", row.verdict)
    for row in congruence[congruence["component"] == 0].itertuples():
        n = int(row.n)
        yield Finding(CHAPTER, "congruence_none", str(row.code), float(row.n_items), n=n, verdict="not_applicable")


def _weights(tables: Tables) -> Iterator[Finding]:
    uncertain = tables.pca_weights[tables.pca_weights["n"] > 0]
    uncertain = uncertain.assign(width=uncertain["high"] - uncertain["low"])
    for variant, own in uncertain[uncertain["width"] > 0].groupby("variant"):
        widest = own.loc[own["width"].idxmax()]
        figures = float(widest["weight"]), float(widest["low"]), float(widest["high"]), int(widest["n"])
        yield Finding(CHAPTER, f"pca_weight_{variant}", str(widest["item"]), *figures)
    for variant, own in tables.pca_ranks.dropna(subset=["rank", "rank_low"]).groupby("variant"):
        moved = (own["rank"].astype(float) - own["rank_nominal"].astype(float)).abs()
        yield Finding(CHAPTER, f"pca_shift_{variant}", "", float(moved.mean()), n=len(own))
        width = own["rank_high"].astype(float) - own["rank_low"].astype(float)
        widest = own.loc[width.idxmax()]
        figures = float(widest["rank"]), float(widest["rank_low"]), float(widest["rank_high"]), int(widest["n"])
        yield Finding(CHAPTER, f"pca_rank_{variant}", str(widest["unit_code"]), *figures)


def _proposals(sheet: pd.DataFrame) -> Iterator[Finding]:
    for name in ("keep", "query", "drop"):
        own = sheet[sheet["proposal"] == name]
        yield Finding(CHAPTER, f"proposal_{name}", " ".join(own["code"]), float(len(own)), n=len(sheet))
