"""Sentences spoken to people, by key: ``say("county.duplicate_id", id="V001")``.

The part of the key before the dot names the file in ``messages/``; each entry there
has an ``en`` and a ``zh`` template with the same named fields.
"""

import tomllib
from functools import cache
from importlib.resources import files

from liancun_sim.vocabulary.language import current_language, regional, traditional

NAMES_OF_FILES = ("file", "files", "folder", "path", "address", "out", "store", "command")


@cache
def messages(topic: str) -> dict[str, dict[str, str]]:
    """All messages of one topic: key → {en, zh}."""
    text = (files("liancun_sim.vocabulary") / "messages" / f"{topic}.toml").read_text("utf-8")
    return tomllib.loads(text)


def say(key: str, /, **fields: object) -> str:
    """The message `key` in the current language, its fields filled in."""
    topic, _, name = key.partition(".")
    entry = messages(topic)[name]
    language = current_language()
    if language == "en":
        return entry["en"].format(**fields)
    if language == "zh-Hans":
        return entry["zh"].format(**fields)
    return regional(entry["zh"], language).format(**{name: _read(name, field) for name, field in fields.items()})


def _read(name: str, field: object) -> object:
    """What is filled in, in the characters being read; a file is found under the name it has."""
    if isinstance(field, str) and name not in NAMES_OF_FILES:
        return traditional(field, current_language())
    return field
