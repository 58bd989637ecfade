"""The first chapters of the edition report: foreword, how to read, the method in brief."""

from __future__ import annotations

from pipeline.publication.report_blocks import (
    Block,
    Chapter,
    Report,
    aside,
    downward,
    heading,
    listing,
    paragraph,
    shown,
)
from pipeline.reporting import labels, numbers, sentences_aggregation, table, tables, words
from pipeline.reporting.table import Table

DECIDING = ("preparation", "treatment", "normalisation", "aggregation", "ranking")
"""Groups of options that make scores and ranks; the others look at them. Of imputation only the choice itself is told."""
DEEPER = "\N{EM SPACE}"


def foreword(report: Report) -> Chapter:
    """What the publisher wrote, or where to write it."""
    title = report.say("foreword")
    if report.foreword:
        return Chapter(title, [paragraph(text) for text in report.foreword])
    how = report.say("foreword_how", edition=report.ground.run.edition.id, language=report.language)
    return Chapter(title, [aside(report.say("foreword_open"), "contrast"), paragraph(how)])


def how_to_read(report: Report) -> Chapter:
    """What a rank, a score and a mark mean."""
    about = report.ground.run.edition.about
    said = about.note_vi if report.language == "vi" else about.note_en
    read = [report.say(f"read_{what}") for what in ("rank", "score", "numbers", "cause")]
    read.insert(2, report.signs_told)
    return Chapter(report.say("how_to_read"), [aside(said, "contrast"), listing(read)])


def method(report: Report) -> Chapter:
    """The chain of steps, the framework with its weights, and the choices that make the ranking."""
    own, language = report.ground.method, report.language
    description = own.description_vi if language == "vi" else own.description_en
    return Chapter(
        report.say("method"),
        [
            paragraph(description),
            heading(report.say("chain")),
            listing(_chain(report), numbered=True),
            paragraph(sentences_aggregation.functions(report.ground.edition, language=language).text),
            heading(report.say("framework")),
            paragraph(report.say("framework_says")),
            shown(_framework(report), shares={0: 5, 1: 2.2, 2: 1.5, 3: 1.5}),
            heading(report.say("options")),
            *_options(report),
        ],
    )


def _chain(report: Report) -> list[str]:
    """The steps in words, with the choice made at each."""
    own, language = report.ground.method, report.language

    def setting(value: object) -> str:
        return words.coded("setting", value, language)

    return [
        report.say("chain_data"),
        report.say("chain_screening"),
        report.say("chain_imputation", imputation=setting(own.imputation.imputation)),
        report.say("chain_treatment", outlier_rule=setting(own.treatment.outlier_rule)),
        report.say(
            "chain_normalisation",
            normalisation=setting(own.normalisation.normalisation),
            scale_low=numbers.measured(own.normalisation.scale_low, language=language),
            scale_high=numbers.measured(own.normalisation.scale_high, language=language),
        ),
        report.say(
            "chain_aggregation",
            aggregation=setting(own.aggregation.aggregation),
            weighting=setting(own.aggregation.weighting),
        ),
        report.say("chain_robustness", n_draws=numbers.integer(own.uncertainty.n_draws, language=language)),
    ]


def _framework(report: Report) -> Table:
    """The tree from the index down, each level set further to the right."""
    language, framework = report.language, report.ground.framework
    weights = report.ground["weights"].set_index("code")
    nodes = [node for node in downward(framework, framework.root) if node.code in weights.index]
    highest = framework.root.level or 0
    return Table(
        report.say("framework"),
        [
            table.text(
                words.word("node", language),
                [
                    DEEPER * (highest - (node.level or 0)) + labels.node(framework, node.code, language)
                    for node in nodes
                ],
            ),
            table.text(
                words.word("direction", language),
                [words.coded("direction", node.direction, language) if node.level == 1 else "" for node in nodes],
            ),
            table.figures(
                report.say("weight_within"),
                [numbers.percent(weights.at[node.code, "share"], language=language, digits=1) for node in nodes],
            ),
            table.figures(
                report.say("weight_in_index"),
                [numbers.percent(weights.at[node.code, "effective"], language=language, digits=1) for node in nodes],
            ),
        ],
        marked=frozenset(place for place, node in enumerate(nodes) if node.level != 1),
    )


def _options(report: Report) -> list[Block]:
    """What is chosen at every option that acts, by its meaning."""
    own, language = report.ground.method, report.language
    acting = [name for group in DECIDING for name in type(getattr(own, group)).model_fields if name not in own.inert]
    acting.append("imputation")
    whole = tables.parameters(own.only(acting), language=language)
    names, values, meanings = whole.columns
    if language == "en":  # descriptions of options go on where their names, which are English, end
        said = [f"{name.replace('_', ' ')}: {told}" for name, told in zip(names.cells, meanings.cells, strict=True)]
        meanings = table.text(meanings.header, said)
    note = report.say("options_note", annex="F")
    return [shown(Table(report.say("options"), [meanings, values], note=note), small=True)]
