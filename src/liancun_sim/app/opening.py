"""The routes by which a county of one's own is opened: a table comes, its doubts are answered, a county stands."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from liancun_sim.app.counties import OpenCounties
from liancun_sim.app.refusals import nothing, refuse
from liancun_sim.app.sent import sent_json
from liancun_sim.app.tables import Tables
from liancun_sim.vocabulary import BadInput, use_language
from liancun_sim.vocabulary.language import LANGUAGES

UPLOADS = {"/tables": 20_000_000}
"""Where files are taken, and how long they may be. [bytes] A table of 100,000 villages has 8 MB. Assumption"""


class Opening:
    """Tables of one server. language : of who does not say."""

    def __init__(self, counties: OpenCounties, tables: Tables, language: str):
        self.counties, self.tables, self.language = counties, tables, language

    def routes(self) -> list[Route]:
        return [
            Route("/tables", self.take, methods=["POST"]),
            Route("/tables/{key}", self.answer, methods=["POST"]),
        ]

    async def take(self, request: Request) -> Response:
        """A file: what it is called stands in the address, what it is in the body."""
        name, language = request.query_params.get("name", ""), request.query_params.get("language", "")
        session = request.cookies.get("session", "")[:40]
        content = await request.body()
        key = await run_in_threadpool(self.tables.take, name, content, session)
        return JSONResponse(await run_in_threadpool(self._read, key, language))

    async def answer(self, request: Request) -> Response:
        """An answer to a doubt, the last one taken back, or only another language; then read again."""
        key = request.path_params["key"]
        if not self.tables.holds(key, request.cookies.get("session", "")[:40]):
            return nothing(request)
        try:
            sent = await sent_json(request)
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            return refuse(request, 400, "serve.json_wanted")
        language = str(sent.get("language", ""))
        try:
            if "doubt" in sent:
                await run_in_threadpool(self._settle, key, sent, language)
            elif sent.get("back") is True:
                await run_in_threadpool(self.tables.take_back, key)
        except BadInput as bad:
            return JSONResponse({"faults": [str(fault) for fault in bad.faults]}, 400)
        return JSONResponse(await run_in_threadpool(self._read, key, language))

    def _settle(self, key: str, sent: dict[str, Any], language: str) -> None:
        use_language(language if language in LANGUAGES else self.language)
        self.tables.answer(key, sent["doubt"], sent.get("way"), sent.get("value"))

    def _read(self, key: str, language: str) -> dict[str, Any]:
        use_language(language if language in LANGUAGES else self.language)
        read = self.tables.read(key)
        told = {"table": key, **read.told}
        if read.county is not None:
            land = self.counties.open(read.county)
            told |= {"told": land.told, "county": land.digest}
        return told
