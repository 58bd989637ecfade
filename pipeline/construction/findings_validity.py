"""What was found about validity, as rows of the audit: rankings from outside, concepts, experts, official framework."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.construction import content_validity
from pipeline.construction.finding import Finding, Verdict, judged
from pipeline.construction.findings_regression import CHAPTER
from pipeline.framework.edition import Edition
from pipeline.statistics import proportions

SPEARMAN = "spearman"
INDICATOR = "indicator"


@dataclass(frozen=True)
class Evidence:
    """The tables that findings are read from, by their file names."""

    external: pd.DataFrame
    external_scores: pd.DataFrame
    content_validity: pd.DataFrame
    content_coverage: pd.DataFrame


def findings(tables: Evidence, edition: Edition) -> list[Finding]:
    """Every finding on validity, in the order in which the chapter shows them."""
    return [
        *_outside(tables, edition),
        *_concepts(tables, edition),
        *_experts(tables, edition),
        *_official(tables, edition),
    ]


def _outside(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    """Agreement with each ranking, what of it goes beyond development, and who is in the sample."""
    if not edition.about.external:
        yield Finding(CHAPTER, "no_external", verdict="not_applicable")
    own = tables.external[tables.external["kind"] == SPEARMAN]
    for row in own.to_dict("records"):
        name, n = str(row["external"]), int(row["n"])
        yield Finding(CHAPTER, "external_agreement", name, row["r"], row["low"], row["high"], n)
        if not math.isnan(row["alone_r"]):
            ends = row["difference_low"], row["difference_high"]
            yield Finding(CHAPTER, "external_development", name, row["alone_r"], row["alone_low"], row["alone_high"], n)
            yield Finding(
                CHAPTER,
                "external_beyond",
                name,
                row["difference"],
                *ends,
                n,
                threshold=0.0,
                source="method_review",
                verdict=judged(row["difference"], *ends, limit=0.0, wanted="above"),
            )
        yield Finding(CHAPTER, "external_selection", name, row["upper_half"], n=n, threshold=0.5, source="selection")
        figures = tables.external_scores[tables.external_scores["external"] == name]
        differing = int((figures["n_figures"] > 1).sum())
        if differing:
            yield Finding(CHAPTER, "external_conflict", name, float(differing), n=len(figures))


def _concepts(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    """Whether every indicator is defined and every group is declared reflective or formative."""
    sheets = tables.content_validity
    groups = sorted({str(parent) for parent in sheets["parent"].dropna() if parent})
    missing = set(content_validity.undeclared(edition))
    yield _complete("measurement_declared", len(groups) - len(missing & set(groups)), len(groups))
    yield _complete("indicators_defined", int(sheets["defined"].astype(bool).sum()), len(sheets))
    yield Finding(CHAPTER, "purpose_stated", value=float(sheets["purpose"].astype(bool).mean()), n=len(sheets))


def _complete(name: str, count: int, n: int) -> Finding:
    """A share that ought to be all; there is nothing to estimate, so it has no interval."""
    verdict: Verdict = "clear" if count == n else "fail"
    return Finding(CHAPTER, name, value=count / n, n=n, threshold=1.0, source="handbook", verdict=verdict)


def _experts(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    """The content validity index of the whole and of every indicator below the limit."""
    limits = edition.method.validity
    rated = tables.content_validity[tables.content_validity["n_experts"] > 0]
    if rated.empty:
        yield Finding(CHAPTER, "relevance_not_rated", verdict="not_applicable")
        return
    average = float(rated["relevance"].mean())
    yield Finding(
        CHAPTER,
        "relevance_average",
        value=average,
        n=int(rated["n_experts"].max()),
        threshold=limits.scale_validity_limit,
        source="scale_validity",
        verdict=judged(average, math.nan, math.nan, limit=limits.scale_validity_limit, wanted="above"),
    )
    for row in rated[rated["relevance"] < limits.item_validity_limit].to_dict("records"):
        ends = row["low"], row["high"]
        yield Finding(
            CHAPTER,
            "relevance_low",
            row["code"],
            row["relevance"],
            *ends,
            int(row["n_experts"]),
            threshold=limits.item_validity_limit,
            source="item_validity",
            verdict=judged(row["relevance"], *ends, limit=limits.item_validity_limit, wanted="above"),
        )


def _official(tables: Evidence, edition: Edition) -> Iterator[Finding]:
    """How many of the official framework's public indicators an open figure covers, round by round."""
    if tables.content_coverage.empty:
        yield Finding(CHAPTER, "no_official_framework", verdict="not_applicable")
        return
    own = tables.content_coverage[tables.content_coverage["level"] == INDICATOR]
    for round_, rows in own.groupby("round", sort=True):
        covered = proportions.proportion(
            int((rows["match"] != "").sum()), len(rows), confidence=edition.method.coherence.confidence
        )
        yield Finding(CHAPTER, "official_covered", str(round_), covered.share, n=covered.n)
