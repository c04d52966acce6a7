"""The language of the person being spoken to, held per thread and task."""

import re
import tomllib
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["en", "zh-Hans", "zh-Hant", "zh-HK"]
"""zh-Hant is as Taiwan writes it, zh-HK as Hong Kong does."""
LANGUAGES: tuple[str, ...] = get_args(Language)
OTHER_NAMES = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}
SCRIPTS = {"zh-Hant": "s2tw", "zh-HK": "s2hk"}
"""OpenCC's tables of characters; those of words (s2twp) also turn 联系 into 聯絡 and 进程 into 程序."""

WRITTEN_SIMPLY = str.maketrans("佈羣户", "布群戶")
"""分布, 公布 and 發布 are the standard in Taiwan and usual in Hong Kong; 群 and 戶 are written in both."""
NUMBERED_ROW = re.compile(r"第[\d,、，]+行")
"""A row of a table where its number stands already; lines of a text are converted before they are filled in."""

_language: ContextVar[Language] = ContextVar("language", default="en")


def use_language(name: str) -> None:
    """Speak `name` from here on: en, zh-Hans (or zh), zh-Hant (or zh-TW), zh-HK.

    Raises
    ------
    ValueError
        If the language is none of these.
    """
    language = OTHER_NAMES.get(name, name)
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {name!r}; choose one of: {', '.join(LANGUAGES)}")
    _language.set(language)  # type: ignore[arg-type]


def current_language() -> Language:
    return _language.get()


def speaking[T](language: str, function: Callable[..., T], *arguments: Any) -> T:
    """Call a function in a language: in another process, whose own the person has not chosen."""
    use_language(language)
    return function(*arguments)


def page_languages() -> tuple[str, str, str]:
    """The three languages one page holds; its traditional form is that of whom is being spoken to."""
    return "en", "zh-Hans", "zh-HK" if current_language() == "zh-HK" else "zh-Hant"


def page_language() -> str:
    """The tag of the language being spoken on a page, which calls either traditional form zh-Hant."""
    return "zh-Hant" if current_language() in SCRIPTS else current_language()


@cache
def traditional(text: str, language: str = "zh-Hant") -> str:
    """A simplified Chinese text in the characters of Taiwan or Hong Kong (OpenCC)."""
    return text if text.isascii() else str(_converter(SCRIPTS[language]).convert(text)).translate(WRITTEN_SIMPLY)


@cache
def regional(text: str, language: str) -> str:
    """A simplified Chinese text in the characters and the words of Taiwan or Hong Kong."""
    pattern, words = _regional_words(language)
    said = pattern.sub(lambda found: words[found[0]], traditional(text, language))
    return NUMBERED_ROW.sub(lambda row: f"{row.group()[:-1]}列", said)


@cache
def _regional_words(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    document = tomllib.loads((files("liancun_sim.vocabulary") / "regional_words.toml").read_text("utf-8"))
    both = document["both"] | document[language]
    # as it is converted alone, and as it stays where a conversion reads other words around it
    words = {form: theirs for ours, theirs in both.items() for form in (ours, traditional(ours, language))}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), words


SURNAMES = "于范余沈岳涂姜曲卜郁游"
"""Written alike in both scripts as surnames, and so in names of places; as words they change (于 becomes 於)."""


@cache
def traditional_name(name: str) -> str:
    """The traditional-character form of a name of a place."""
    written = traditional(name)
    if len(written) != len(name):
        return written
    return "".join(was if was in SURNAMES else now for was, now in zip(name, written))


@cache
def simplified(text: str) -> str:
    """The simplified-character form of a Chinese text (OpenCC, t2s)."""
    if text.isascii() or _changed("t2s").isdisjoint(text):
        return text
    return str(_converter("t2s").convert(text))


@cache
def _changed(direction: str) -> frozenset[str]:
    """A character of each entry that a conversion changes: a text without any of them stays as it is."""
    entries = [
        (before, after)
        for dictionaries in _converter(direction)._dict_chain_data
        for _, _, dictionary in dictionaries
        for before, after in dictionary.items()
        if before != after.split(" ")[0]
    ]
    alone = frozenset(before for before, _ in entries if len(before) == 1)
    return alone.union(*(before for before, _ in entries if alone.isdisjoint(before)))


@cache
def _converter(direction: str) -> Any:
    """OpenCC's tables take 50 ms to load: only those who convert pay, and once."""
    from opencc import OpenCC

    return OpenCC(direction)
