"""The routes of the page, and serving them on this machine."""

import secrets
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from liancun_sim.app.assets import ASSETS
from liancun_sim.app.assumptions import assumptions_told
from liancun_sim.app.counties import OpenCounties, OpenCounty
from liancun_sim.app.guard import guarded
from liancun_sim.app.jobs import DONE, Jobs, TooMany
from liancun_sim.app.listening import listen
from liancun_sim.app.opening import UPLOADS, Opening
from liancun_sim.app.page import ask_page
from liancun_sim.app.plan_question import PlanQuestion, plan_question
from liancun_sim.app.planning import PLANS
from liancun_sim.app.question import Question, question
from liancun_sim.app.refusals import nothing, refuse
from liancun_sim.app.sent import sent_json
from liancun_sim.app.tables import Tables
from liancun_sim.scenario.writing import dumped
from liancun_sim.vocabulary import BadInput, Fault, say, use_language
from liancun_sim.vocabulary.language import LANGUAGES

FILES = ("report.html", "comparison.xlsx", "effects.csv", "villages.csv", "unions.csv", "summary.txt",
         PLANS, "plan.csv", "plan.xlsx")  # fmt: skip
HOST = "127.0.0.1"


class Page:
    """Counties, questions about them and their answers."""

    def __init__(self, counties: OpenCounties, jobs: Jobs, language: str):
        self.counties, self.jobs, self.language = counties, jobs, language
        self.texts = {counties.first.digest: ask_page(counties.first, counties.first.digest, language)}

    async def page(self, request: Request) -> Response:
        """The page of a county that is open, else of the first one, which asks for the other's table."""
        land = self.counties.find(request.query_params.get("county")) or self.counties.first
        if land.digest not in self.texts:
            made = await run_in_threadpool(ask_page, land, self.counties.first.digest, self.language)
            self.texts[land.digest] = made
        response = HTMLResponse(self.texts[land.digest])
        if "session" not in request.cookies:
            response.set_cookie("session", secrets.token_urlsafe(12), httponly=True, samesite="strict")
        return response

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
        key = asked.digest(language, land.digest)
        try:
            job = self.jobs.ask(key, asked, request.cookies.get("session", "")[:40], language, land)
        except TooMany:
            return refuse(request, 429, "serve.too_many")
        return JSONResponse(self.jobs.status(job.key))

    def _checked(self, sent: Any, language: str) -> tuple[OpenCounty, Question | PlanQuestion]:
        use_language(language)
        land = self.counties.find(sent.pop("county", None)) if isinstance(sent, dict) else self.counties.first
        if land is None:
            raise BadInput(Fault("", "county", say("serve.county_not_open")))
        if isinstance(sent, dict) and "plan" in sent:
            return land, plan_question(sent["plan"], land.county)
        return land, question(sent, land.county)

    async def assumptions(self, request: Request) -> Response:
        """What a question may set beside its strategies' own levers."""
        return JSONResponse({"parts": await run_in_threadpool(assumptions_told, self.language)})

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
        job = self.jobs.jobs.get(request.path_params["key"])
        asked = job.question.scenarios if job is not None else ()
        found = next((one for one in asked if one.key == request.path_params["name"]), None)
        if found is None or job is None or isinstance(job.question, PlanQuestion):
            return nothing(request)
        headers = {"content-disposition": f'attachment; filename="{found.key.replace("/", "-")}.yaml"'}
        use_language(job.language)
        return PlainTextResponse(
            _about(job.land) + _settings(job.question) + dumped(job.question.patch(found.key)), headers=headers
        )


def _about(land: OpenCounty) -> str:
    """The head of a scenario that was made for a county: which one, and how it is run there."""
    if land.source == "default":
        return ""
    name = " ".join(str(land.county.name).split())
    return "".join(f"# {line}\n" for line in say("serve.made_for", county=name, digest=land.digest).splitlines())


def _settings(asked: Question) -> str:
    """The settings of a question, as options of the command that runs its file."""
    sets = " ".join(f"--set {key}={value}" for key, value in asked.document["sets"].items())
    return f"# {sets}\n" if sets else ""


def application(page: Page, names: tuple[str, ...]) -> Starlette:
    """The routes behind the guard. names : what the server's address may be called."""
    opening = Opening(page.counties, Tables(page.counties.folder / "tables"), page.language)
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
) -> None:
    """Serve the page on this machine until it is interrupted.

    ready : called with the address. stop : given the server, whose ``should_exit`` ends it.
    """
    with TemporaryDirectory(prefix="liancun-") as folder:
        counties = OpenCounties(county, Path(folder) / "counties")
        answers = Path(folder) / "answers"
        answers.mkdir()
        jobs = Jobs(answers, workers, county)
        names = (f"{HOST}:{port}", f"localhost:{port}")
        made = application(Page(counties, jobs, language), names)
        try:
            listen(made, HOST, port, lambda: ready(f"http://{HOST}:{port}/"), stop)
        finally:
            jobs.close()
