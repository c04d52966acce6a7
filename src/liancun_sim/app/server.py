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
from liancun_sim.app.guard import guarded
from liancun_sim.app.jobs import DONE, Jobs, TooMany
from liancun_sim.app.listening import listen
from liancun_sim.app.page import ask_page
from liancun_sim.app.question import question
from liancun_sim.app.refusals import nothing, refuse
from liancun_sim.app.sent import sent_json
from liancun_sim.county import County, load_county
from liancun_sim.scenario import to_yaml
from liancun_sim.vocabulary import BadInput, use_language
from liancun_sim.vocabulary.language import LANGUAGES

FILES = ("report.html", "comparison.xlsx", "effects.csv", "villages.csv", "unions.csv", "summary.txt")
HOST = "127.0.0.1"


class Page:
    """One county, its questions and their answers."""

    def __init__(self, county: County, jobs: Jobs, language: str):
        self.county, self.jobs, self.language = county, jobs, language
        self.text = ask_page(county, language)

    async def page(self, request: Request) -> Response:
        response = HTMLResponse(self.text)
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
            asked = await run_in_threadpool(_checked, sent, self.county, language)
        except BadInput as bad:
            return JSONResponse({"faults": [str(fault) for fault in bad.faults]}, 400)
        key = asked.digest(language)
        try:
            job = self.jobs.ask(key, asked, request.cookies.get("session", "")[:40], language)
        except TooMany:
            return refuse(request, 429, "serve.too_many")
        return JSONResponse(self.jobs.status(job.key))

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
        if found is None:
            return nothing(request)
        headers = {"content-disposition": f'attachment; filename="{found.key.replace("/", "-")}.yaml"'}
        return PlainTextResponse(to_yaml(found), headers=headers)


def _checked(sent: Any, county: County, language: str) -> Any:
    use_language(language)
    return question(sent, county)


def application(page: Page, names: tuple[str, ...]) -> Starlette:
    """The routes behind the guard. names : what the server's address may be called."""
    routes = [
        Route("/", page.page),
        *ASSETS,
        Route("/questions", page.ask, methods=["POST"]),
        Route("/questions/{key}", page.status),
        Route("/questions/{key}/cancel", page.cancel, methods=["POST"]),
        Route("/answers/{key}/{name}", page.file),
        Route("/scenarios/{key}/{name:path}.yaml", page.scenario),
    ]
    return guarded(routes, names, page.language)


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
    land = load_county(county)
    with TemporaryDirectory(prefix="liancun-") as folder:
        jobs = Jobs(county, Path(folder), workers)
        names = (f"{HOST}:{port}", f"localhost:{port}")
        made = application(Page(land, jobs, language), names)
        try:
            listen(made, HOST, port, lambda: ready(f"http://{HOST}:{port}/"), stop)
        finally:
            jobs.close()
