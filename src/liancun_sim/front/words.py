"""The words the page's modules speak, in every language."""

from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.messages import messages


def page_words() -> dict[str, tuple[str, ...]]:
    """Key → template in each language; fields as ``{name}`` are filled in by the page."""
    return {key: in_every_language(Label(entry["en"], entry["zh"])) for key, entry in messages("page").items()}
