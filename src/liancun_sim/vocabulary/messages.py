"""Sentences spoken to people, by key: ``say("county.duplicate_id", id="V001")``.

The part of the key before the dot names the file in ``messages/``; each entry there
has an ``en`` and a ``zh`` template with the same named fields.
"""

import tomllib
from functools import cache
from importlib.resources import files

from liancun_sim.vocabulary.language import current_language, regional, traditional


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
    return traditional(regional(entry["zh"], language).format(**fields), language)
