"""The page of every unit on the site, with links to indicators, to neighbours in the ranking and to the printed profile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from pipeline.publication import addresses, unit_profiles
from pipeline.publication.page import Page, Pages, file, link
from pipeline.publication.published_run import PublishedRun
from pipeline.publication.templating import render
from pipeline.publication.unit_profile import Profile
from pipeline.reporting import words

TEMPLATE = "unit.html"


def pages(run: PublishedRun, language: str) -> Pages:
    """Address -> page of every unit, ranked or not; the list of all units is the site's.

    Raises
    ------
    SchemaError : see `unit_profiles.make`.
    """
    framework = run.edition.framework
    here = addresses.unit_page(run.edition.units.codes[0])  # all of them lie in one folder
    paged = (node.code for node in framework.nodes if node.role != "size" and node.code != framework.root.code)
    nodes = {code: link(here, addresses.indicator_page(code)) for code in paged}
    units = {code: link(here, addresses.unit_page(code)) for code in run.edition.units.codes}
    return {
        addresses.unit_page(profile.unit_code): _page(profile, nodes, units)
        for profile in unit_profiles.make(run, language)
    }


def _page(profile: Profile, nodes: Mapping[str, str], units: Mapping[str, str]) -> Page:
    here = addresses.unit_page(profile.unit_code)
    body = render(
        TEMPLATE,
        own=profile,
        sections=(*profile.sections, profile.beside) if profile.beside.rows else profile.sections,
        meanings={sign.letter: sign.meaning for sign in profile.data.signs},
        nodes=nodes,
        units=units,
        all_units=link(here, addresses.PROVINCES),
        pdf=file(here, addresses.profile(profile.unit_code)),
        say=partial(words.word, language=profile.language),
    )
    return Page(title=profile.name, body=body)
