"""Sentences spoken to people, by key: ``say("county.duplicate_id", id="V001")``.

The part of the key before the dot names the file in ``messages/``; each entry there
has an ``en`` and a ``zh`` template with the same named fields. What is counted is in the singular where it is one:
``{count} {count:village|villages}``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from liancun_sim.vocabulary.language import current_language, regional, traditional

NAMES_OF_FILES = ("file", "files", "folder", "path", "address", "out", "store", "command")


@cache
def messages(topic: str) -> dict[str, dict[str, str]]:
    """All messages of one topic: key → {en, zh}."""
    text = (files("liancun_sim.vocabulary") / "messages" / f"{topic}.toml").read_text("utf-8")
    return tomllib.loads(text)


class _Counting(Formatter):
    """Formats as text does, but ``{count:one|many}`` is the word beside a count, ``{kind:a|an}`` before a kind."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(format(value, format_spec))
        text = str(value)
        is_one = text[:1].lower() not in "aeiou" if (one, many) == ("a", "an") else text == "1"
        return one if is_one else many


def filled(template: str, fields: Mapping[str, object]) -> str:
    """A template with its fields filled in.

    >>> filled("{count} {count:village|villages}", {"count": 1})
    '1 village'
    """
    return _Counting().vformat(template, (), fields)


def say(key: str, /, **fields: object) -> str:
    """The message `key` in the current language, its fields filled in."""
    topic, _, name = key.partition(".")
    entry = messages(topic)[name]
    language = current_language()
    if language == "en":
        return filled(entry["en"], fields)
    if language == "zh-Hans":
        return filled(entry["zh"], fields)
    return filled(regional(entry["zh"], language), {name: _read(name, field) for name, field in fields.items()})


def _read(name: str, field: object) -> object:
    """What is filled in, in the characters being read; a file is found under the name it has."""
    if isinstance(field, str) and name not in NAMES_OF_FILES:
        return traditional(field, current_language())
    return field
