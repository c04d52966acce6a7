"""The language a page opens in: as its server was told, else as its browser prefers; what was chosen on it comes first.

A page of a server that was told says so by ``data-told``, so that what was chosen in another tab gives way to it.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse

from liancun_sim.app.refusals import spoken_by


@dataclass(frozen=True)
class FirstLanguage:
    """told : the language every page opens in; "" for that of each browser, English where it prefers none of ours."""

    told: str

    def of(self, request: Request) -> str:
        return self.told or spoken_by(request.headers, "en")

    def answer(self, text: str | bytes) -> HTMLResponse:
        """A page, marked if its language was told."""
        whole = text.encode() if isinstance(text, str) else text
        return HTMLResponse(whole.replace(b"<html ", b"<html data-told ", 1) if self.told else whole)
