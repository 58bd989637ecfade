"""The command's help in the reader's language: ``PII_LANGUAGE=vi``, from a gettext catalogue; English where it is not set."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import ParameterError

VARIABLE = "PII_LANGUAGE"
OWN, OTHERS = "en", ("vi",)
CATALOGUES = Path(__file__).parent / "locale"


def wanted() -> str:
    """The language that the environment asks for.

    Raises
    ------
    ParameterError : one that there is no catalogue for.
    """
    language = os.environ.get(VARIABLE, "") or OWN
    if language not in (OWN, *OTHERS):
        known = " or ".join((OWN, *OTHERS))
        raise ParameterError(f"{VARIABLE}={language}: {known} is expected. Set it so, or not at all")
    return language


def catalogue(language: str) -> Mapping[str, str]:
    """English text -> text in another language."""
    from babel.messages import pofile  # only for those who ask for it: `pii --help` answers at once

    with (CATALOGUES / language / "LC_MESSAGES" / "pii.po").open("rb") as stream:
        messages = pofile.read_po(stream, locale=language)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}


def put_into(parser: argparse.ArgumentParser, language: str) -> argparse.ArgumentParser:
    """Put every text of a parser, and of the parsers below it, into a language; what is not in the catalogue stays."""
    if language != OWN:
        _put(parser, catalogue(language))
    return parser


def _put(parser: argparse.ArgumentParser, texts: Mapping[str, str]) -> None:
    parser.description = texts.get(parser.description or "", parser.description)
    parser.epilog = texts.get(parser.epilog or "", parser.epilog)
    for group in parser._action_groups:
        group.title = texts.get(group.title or "", group.title)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for named in action._choices_actions:
                named.help = texts.get(named.help or "", named.help)
            for below in action.choices.values():
                _put(below, texts)
        action.help = texts.get(action.help or "", action.help)


def texts_of(parser: argparse.ArgumentParser) -> list[str]:
    """Every text of a parser and of those below it, in their order."""
    found = [text for text in (parser.description, parser.epilog) if text]
    found += [group.title for group in parser._action_groups if group.title]
    for action in parser._actions:
        found += [action.help] if action.help and action.help != argparse.SUPPRESS else []
        if isinstance(action, argparse._SubParsersAction):
            found += [named.help for named in action._choices_actions if named.help]
            for below in action.choices.values():
                found += texts_of(below)
    return list(dict.fromkeys(found))
