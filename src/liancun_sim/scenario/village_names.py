"""Finding the village a person names: by id, by ``township/name``, by a name only one village has."""

from collections import defaultdict
from collections.abc import Sequence
from unicodedata import normalize

from liancun_sim.county import County
from liancun_sim.vocabulary import nearest, say
from liancun_sim.vocabulary.language import simplified


class VillageNames:
    """The villages of a county by all their names, in simplified or traditional characters."""

    def __init__(self, county: County):
        table = county.villages
        self.ids = tuple(str(key) for key in table.index)
        self.full = [f"{township}/{name}" for township, name in zip(table["township"], table["name"], strict=True)]
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, (key, name, full) in enumerate(zip(self.ids, table["name"], self.full, strict=True)):
            for word in dict.fromkeys((key, _plain(name), _plain(full))):
                self._rows[word].append(row)

    def row(self, text: str) -> int | str:
        """The row of the village meant, or a sentence saying why there is none."""
        rows = self._rows.get(_plain(text)) or self._in_simplified().get(simplified(_plain(text)), [])
        if len(rows) == 1:
            return rows[0]
        if len(rows) > 1:
            choices = ", ".join(self.full[row] for row in rows)
            return say("scenario.village_ambiguous", name=text, choices=choices)
        near = nearest(text, self.full if "/" in text else self._names())
        if near is None:
            return say("scenario.village_unknown", name=text)
        return say("scenario.village_unknown_near", name=text, near=near)

    def names_of(self, texts: Sequence[str]) -> list[str]:
        """The villages meant as `bare` has them; empty if one is not found."""
        rows = [self.row(text) for text in texts]
        found = [self.full[row] for row in rows if isinstance(row, int)]
        return self.bare(found) if len(found) == len(rows) else []

    @staticmethod
    def bare(texts: Sequence[str]) -> list[str]:
        """Names without township, blanks and traditional characters, to be compared."""
        return [simplified(_plain(text)).rpartition("/")[2] for text in texts]

    def _names(self) -> list[str]:
        return [full.rpartition("/")[2] for full in self.full]

    def _in_simplified(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = defaultdict(list)
        for word, found in self._rows.items():
            rows[simplified(word)] += found
        return rows


def _plain(text: str) -> str:
    """Full-width forms and stray blanks removed: ``馬園 ／ 馬園村`` → ``馬園/馬園村``."""
    return "".join(normalize("NFKC", str(text)).split())
