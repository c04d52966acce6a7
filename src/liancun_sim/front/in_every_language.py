"""A text in every language a page can be read in."""

from collections.abc import Callable

from liancun_sim.vocabulary import Label, current_language, use_language
from liancun_sim.vocabulary.language import SCRIPTS, page_languages, traditional_name


def in_every_language(text: Label | Callable[[], str]) -> tuple[str, ...]:
    """What is said in each of the page's languages, in their order."""
    if isinstance(text, Label):
        return tuple(text.in_language(language) for language in page_languages())
    spoken = current_language()
    said = []
    try:
        for language in page_languages():
            use_language(language)
            said.append(text())
    finally:
        use_language(spoken)
    return tuple(said)


def in_both_scripts(name: str) -> tuple[str, ...]:
    """A name of a place, which has no English: as it is written, and in traditional characters for who reads those."""
    return tuple(traditional_name(name) if language in SCRIPTS else name for language in page_languages())
