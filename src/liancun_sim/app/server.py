"""The routes of the page, and serving them on this machine."""

import secrets
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from liancun_sim.app.assets import ASSETS
from liancun_sim.app.counties import OpenCounties, OpenCounty
from liancun_sim.app.first_language import FirstLanguage
from liancun_sim.app.guard import guarded
from liancun_sim.app.jobs import DONE, Job, Jobs, TooMany
from liancun_sim.app.listening import listen
from liancun_sim.app.opening import UPLOADS, Opening
from liancun_sim.app.page_clerk import PageClerk
from liancun_sim.app.refusals import nothing, refuse
from liancun_sim.app.sent import sent_json
from liancun_sim.app.tables import Tables
from liancun_sim.app.work import PLANS, Asked
from liancun_sim.vocabulary import BadInput, Fault, say, use_language
from liancun_sim.vocabulary.language import LANGUAGES

FILES = ("report.html", "comparison.xlsx", "effects.csv", "villages.csv", "unions.csv", "summary.txt",
         PLANS, "plan.csv", "plan.xlsx")  # fmt: skip
HOST = "127.0.0.1"


class Page:
    """Counties, questions about them and their answers. clerk : knows what they are. told : whether pages open in
    `language` whatever a browser prefers."""

    def __init__(self, clerk: PageClerk, counties: OpenCounties, jobs: Jobs, language: str, told: bool = True):
        self.clerk, self.counties, self.jobs, self.language = clerk, counties, jobs, language
        self.first = FirstLanguage(language if told else "")
        self._texts: dict[tuple[str, str], bytes] = {}
        self._page(counties.first, language)

    async def page(self, request: Request) -> Response:
        """The page of a county that is open, else of the first one, which asks for the other's table."""
        land = self.counties.find(request.query_params.get("county")) or self.counties.first
        language = self.first.of(request)
        text = self._texts.get((land.digest, language))
        response = self.first.answer(text if text is not None else await run_in_threadpool(self._page, land, language))
        if "session" not in request.cookies:
            response.set_cookie("session", secrets.token_urlsafe(12), httponly=True, samesite="strict")
        return response

    def _page(self, land: OpenCounty, language: str) -> bytes:
        made = self.clerk.page(land, self.counties.first.digest, language)
        kept = {key: text for key, text in self._texts.items() if self.counties.find(key[0]) is not None}
        self._texts = {**kept, (land.digest, language): made}
        return made

    async def ask(self, request: Request) -> Response:
        try:
            sent = await sent_json(request)
        except ValueError:
            return refuse(request, 400, "serve.json_wanted")
        language = sent.pop("language", self.language) if isinstance(sent, dict) else self.language
        language = language if language in LANGUAGES else self.language
        try:
            land, asked = await run_in_threadpool(self._checked, sent, language)
        except BadInput as bad:
            return JSONResponse({"faults": [str(fault) for fault in bad.faults]}, 400)
        try:
            return JSONResponse(self.jobs.ask(asked, request.cookies.get("session", "")[:40], language, land))
        except TooMany:
            return refuse(request, 429, "serve.too_many")

    def _checked(self, sent: Any, language: str) -> tuple[OpenCounty, Asked]:
        use_language(language)
        land = self.counties.find(sent.pop("county", None)) if isinstance(sent, dict) else self.counties.first
        if land is None:
            raise BadInput(Fault("", "county", say("serve.county_not_open")))
        return land, self.clerk.question(sent, land)

    async def assumptions(self, request: Request) -> Response:
        """What a question may set beside its strategies' own levers."""
        told = await run_in_threadpool(self.clerk.assumptions, self.first.of(request))
        return Response(told, media_type="application/json")

    async def status(self, request: Request) -> Response:
        found = self.jobs.status(request.path_params["key"])
        return JSONResponse(found) if found is not None else nothing(request)

    async def cancel(self, request: Request) -> Response:
        self.jobs.cancel(request.path_params["key"])
        return await self.status(request)

    async def file(self, request: Request) -> Response:
        """A file of an answer; the report also while only the first pair of worlds is there."""
        job, name = self.jobs.jobs.get(request.path_params["key"]), request.path_params["name"]
        if job is None or name not in FILES:
            return nothing(request)
        path = job.folder / name
        if job.state != DONE:
            path = job.folder.with_suffix(".first.html")
            if name != "report.html" or not job.first:
                return nothing(request)
        return FileResponse(path, filename=None if name == "report.html" else name)

    async def scenario(self, request: Request) -> Response:
        """A scenario of a question as a file, which ``liancun validate`` and ``compare`` take."""
        job, name = self.jobs.jobs.get(request.path_params["key"]), request.path_params["name"]
        found = None if job is None else await run_in_threadpool(self._scenario, job, name)
        if found is None:
            return nothing(request)
        headers = {"content-disposition": f'attachment; filename="{name.replace("/", "-")}.yaml"'}
        return PlainTextResponse(found, headers=headers)

    def _scenario(self, job: Job, name: str) -> str | None:
        use_language(job.language)
        return self.clerk.scenario(job.asked, job.land, name)


def application(page: Page, names: tuple[str, ...]) -> Starlette:
    """The routes behind the guard. names : what the server's address may be called."""
    opening = Opening(page.counties, Tables(page.clerk, page.counties.folder), page.language)
    routes = [
        Route("/", page.page),
        *ASSETS,
        *opening.routes(),
        Route("/assumptions", page.assumptions),
        Route("/questions", page.ask, methods=["POST"]),
        Route("/questions/{key}", page.status),
        Route("/questions/{key}/cancel", page.cancel, methods=["POST"]),
        Route("/answers/{key}/{name}", page.file),
        Route("/scenarios/{key}/{name:path}.yaml", page.scenario),
    ]
    return guarded(routes, names, page.language, UPLOADS)


def serve(
    county: str,
    port: int,
    workers: int,
    language: str,
    ready: Callable[[str], None],
    stop: Callable[[Any], None] = lambda server: None,
    told: bool = True,
) -> None:
    """Serve the page on this machine until it is interrupted.

    ready : called with the address. stop : given the server, whose ``should_exit`` ends it. told : whether the page
    opens in `language` whatever a browser prefers.
    """
    names = (f"{HOST}:{port}", f"localhost:{port}")
    with TemporaryDirectory(prefix="liancun-") as folder:
        answers = Path(folder) / "answers"
        answers.mkdir()
        with closing(Jobs(answers, workers, county)) as jobs, closing(PageClerk()) as clerk:
            counties = OpenCounties(clerk.county(county), Path(folder) / "counties")
            made = application(Page(clerk, counties, jobs, language, told), names)
            listen(made, HOST, port, lambda: ready(f"http://{HOST}:{port}/"), stop)
