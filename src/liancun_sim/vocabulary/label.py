"""The names of a thing in both languages, kept beside the thing."""

from dataclasses import dataclass

from liancun_sim.vocabulary.language import current_language, regional


@dataclass(frozen=True, slots=True)
class Label:
    """English and simplified Chinese; the traditional forms follow from the simplified."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.in_language(current_language())

    def in_language(self, language: str) -> str:
        if language == "en":
            return self.en
        return self.zh if language == "zh-Hans" else regional(self.zh, language)
