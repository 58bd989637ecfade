"""The site's pages of indicators and outcomes, shorter ones of sub-pillars and pillars, and the list of them all."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from pipeline.framework.hierarchy import Node
from pipeline.publication import addresses, indicator_content, pictures
from pipeline.publication.indicator_content import Content
from pipeline.publication.indicator_ground import Ground
from pipeline.publication.page import Page, Pages, link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.templating import render
from pipeline.reporting import labels, words


@dataclass(frozen=True)
class Link:
    """Words with the relative address that they lead to."""

    text: str
    href: str


@dataclass(frozen=True)
class Branch:
    """A node of the list with what is below it."""

    link: Link
    code: str
    measure: str
    branches: list[Branch]


def pages(run: PublishedRun, language: str) -> Pages:
    """Every page, by its address: ``indicators/<code>`` and ``indicators/index``.

    Parameters
    ----------
    run : read only; its tables are laid out once for all pages.
    """
    ground = Ground(run)
    framework = run.edition.framework
    shown = [node for node in (*framework.tree, *framework.outcomes) if node.code != framework.root.code]
    found = {addresses.indicator_page(node.code): _page(ground, node, language) for node in shown}
    found[addresses.INDICATORS] = _list(run, language)
    return dict(sorted(found.items()))


def _page(ground: Ground, node: Node, language: str) -> Page:
    framework, own = ground.run.edition.framework, indicator_content.content(ground, node, language)
    here = addresses.indicator_page(node.code)
    body = render(
        "indicator.html",
        own=own,
        language=language,
        path=[_node_link(ancestor, here, language) for ancestor in _ancestors(ground, node)],
        children=[(_node_link(child, here, language), share, weight) for child, share, weight in own.children],
        chapters=[
            Link(words.word(f"chapter_{step}", language), link(here, addresses.chapter_page(step)))
            for step in own.chapters
        ],
        units={code: link(here, addresses.unit_page(code)) for code in ground.run.edition.units.codes},
        distribution=pictures.distribution(own.values, measure=own.measure, language=language),
        tiles=_tiles(ground, own, language),
        is_aggregate=node.role == "aggregate",
        is_outcome=node.role == "outcome",
        unranked=len(ground.ranked) < len(ground.run.edition.units.codes) and node.role != "outcome",
    )
    return Page(title=labels.node(framework, node.code, language), body=body)


def _ancestors(ground: Ground, node: Node) -> list[Node]:
    """From the top down to the parent; the index itself has no page of its own."""
    framework, found = ground.run.edition.framework, []
    here = node.parent
    while here and here != framework.root.code:
        found.append(framework.by_code[here])
        here = framework.by_code[here].parent
    return found[::-1]


def _node_link(node: Node, here: str, language: str) -> Link:
    return Link(f"{node.code} {node.name(language)}", link(here, addresses.indicator_page(node.code)))


def _tiles(ground: Ground, own: Content, language: str) -> Markup:
    texts = {
        row.unit_code: f"{row.unit}: {' '.join(part for part in (row.value or row.score, own.measure) if part)}"
        for row in own.rows
    }
    return pictures.tiles(own.ranks, ground.run.edition.units, name=own.name, texts=texts, language=language)


def _list(run: PublishedRun, language: str) -> Page:
    framework = run.edition.framework

    def branch(node: Node) -> Branch:
        below = [branch(child) for child in framework.children(node.code)]
        measure = "" if node.role == "aggregate" else node.measure(language)
        return Branch(
            Link(node.name(language), link(addresses.INDICATORS, addresses.indicator_page(node.code))),
            node.code,
            measure,
            below,
        )

    body = render(
        "indicators.html",
        language=language,
        branches=[branch(node) for node in framework.children(framework.root.code)],
        outcomes=[branch(node) for node in framework.outcomes],
    )
    return Page(title=words.word("indicators_heading", language), body=body)
