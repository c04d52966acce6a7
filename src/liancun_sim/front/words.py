"""The words the page's modules speak, in every language."""

from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.messages import messages


def page_words(topic: str = "page") -> dict[str, tuple[str, ...]]:
    """Key → template in each language, of one file of messages; the page fills in fields as ``{name}``."""
    return {key: in_every_language(Label(entry["en"], entry["zh"])) for key, entry in messages(topic).items()}
