"""The clerk of the page: checks questions, makes pages, reads tables. A second one is there while a table is read."""

from pathlib import Path
from typing import Any

from liancun_sim.app.clerk import Clerk
from liancun_sim.app.counties import OpenCounty
from liancun_sim.app.tables import Reading
from liancun_sim.app.work import Asked

CLERKS_MOST = 2


class PageClerk(Clerk):
    """As `Office`, whose methods these are."""

    def __init__(self) -> None:
        super().__init__(_office, imported=("liancun_sim.app.office",), most=CLERKS_MOST)

    def county(self, source: str) -> OpenCounty:
        return self.ask("county", source)  # type: ignore[no-any-return]

    def page(self, land: OpenCounty, first: str, language: str) -> bytes:
        return self.ask("page", land, first, language)  # type: ignore[no-any-return]

    def assumptions(self, language: str) -> bytes:
        return self.ask("assumptions", language)  # type: ignore[no-any-return]

    def question(self, sent: Any, land: OpenCounty) -> Asked:
        return self.ask("question", sent, land)  # type: ignore[no-any-return]

    def scenario(self, asked: Asked, land: OpenCounty, name: str) -> str | None:
        return self.ask("scenario", asked, land, name)  # type: ignore[no-any-return]

    def read_table(self, path: Path, sealed: bytes, place: Path) -> Reading:
        return self.ask("read_table", path, sealed, place)  # type: ignore[no-any-return]

    def answer_doubt(self, sealed: bytes, doubt: object, way: object, value: object) -> bytes:
        return self.ask("answer_doubt", sealed, doubt, way, value)  # type: ignore[no-any-return]

    def take_back(self, sealed: bytes) -> bytes:
        return self.ask("take_back", sealed)  # type: ignore[no-any-return]


def _office() -> object:
    from liancun_sim.app.office import Office

    return Office()
