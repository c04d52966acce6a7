"""The language of the person being spoken to, held per thread and task."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import Any, Literal, get_args

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[str, ...] = get_args(Language)

_language: ContextVar[Language] = ContextVar("language", default="en")


def use_language(name: str) -> None:
    """Speak `name` from here on: en, zh-Hans (or zh), zh-Hant.

    Raises
    ------
    ValueError
        If the language is none of these.
    """
    language = "zh-Hans" if name == "zh" else name
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {name!r}; choose one of: {', '.join(LANGUAGES)}")
    _language.set(language)  # type: ignore[arg-type]


def current_language() -> Language:
    return _language.get()


def speaking[T](language: str, function: Callable[..., T], *arguments: Any) -> T:
    """Call a function in a language: in another process, whose own the person has not chosen."""
    use_language(language)
    return function(*arguments)


@cache
def traditional(text: str) -> str:
    """The traditional-character form of a simplified Chinese text (OpenCC, s2t)."""
    return text if text.isascii() else str(_converter("s2t").convert(text))


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
