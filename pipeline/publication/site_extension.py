"""What Sphinx is taught for the site: pages that arrive finished, folds in the page's language, a search that folds.

Sphinx calls `setup` when the site is built (`pipeline.publication.site_build`).
"""

from __future__ import annotations

import html
import json
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.parsers import Parser
from sphinx.writers.html5 import HTML5Translator

from pipeline.publication import site_search

SUFFIX = ".page"


class PageParser(Parser):
    """A `page.Page` written as JSON: its title becomes a heading, its body is put in as it is."""

    supported = ("page",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document."""
        content = json.loads(inputstring)
        section = nodes.section(ids=["top"])
        section += nodes.title(content["title"], content["title"])
        section += nodes.raw("", site_search.parted(content["body"]), format="html")
        document += section


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of pages, whose search shows titles as they are read, not as they are escaped."""

    name = "html"

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Hand a page to the search index."""
        super().index_page(pagename, doctree, html.unescape(title))


def visit_fold(translator: HTML5Translator, node: Any) -> None:
    """Code behind a label."""
    translator.body.append(f'<details class="fold"><summary>{html.escape(node["prompt_show"])}</summary>\n')


def depart_fold(translator: HTML5Translator, node: Any) -> None:
    """The end of a fold."""
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx; after myst-nb, whose fold is replaced."""
    app.setup_extension("myst_nb")
    app.add_source_suffix(SUFFIX, "page")
    app.add_source_parser(PageParser)
    app.add_builder(SiteBuilder, override=True)
    app.add_node(HideCodeCellNode, override=True, html=(visit_fold, depart_fold))
    app.add_search_language(site_search.FoldedSearch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
