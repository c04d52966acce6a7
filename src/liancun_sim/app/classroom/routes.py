"""The routes of a class, behind the guard: everybody comes in by the door, and sees what their role may see."""

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from liancun_sim.app.assets import ASSETS
from liancun_sim.app.classroom.asked import Pages
from liancun_sim.app.classroom.doors import STUDENT_COOKIE, TEACHER_COOKIE, Doors
from liancun_sim.app.classroom.entries import Entries
from liancun_sim.app.classroom.room import Full, Gone, Room
from liancun_sim.app.first_language import FirstLanguage
from liancun_sim.app.guard import guarded
from liancun_sim.app.refusals import refuse
from liancun_sim.app.sent import sent_json
from liancun_sim.vocabulary import BadInput, say, use_language
from liancun_sim.vocabulary.language import LANGUAGES


class Classroom:
    """One room, its doors and its pages, by language. told : whether pages open in `language` whatever a browser
    prefers."""

    def __init__(
        self, room: Room, doors: Doors, pages: Callable[[str], Pages], language: str, told: bool = True
    ):  # fmt: skip
        self.room, self.doors, self.pages, self.language = room, doors, pages, language
        self.entries, self.first = Entries(), FirstLanguage(language if told else "")

    async def door(self, request: Request) -> Response:
        return self.first.answer((await self._pages(request)).entry)

    async def enter(self, request: Request) -> Response:
        """A token for a cookie; who has a student's cookie stays who they are."""
        sent = await _sent(request)
        role = self.doors.role(sent.get("token") if isinstance(sent, dict) else None)
        if role is None:
            return JSONResponse({"faults": [self._said("class.no_entry", sent)]}, 403)
        cookie = self.doors.teaching
        if role == STUDENT_COOKIE:
            known, address = self._session(request), request.client.host if request.client else ""
            if known is None and not self.entries.admits(address, self.room.clock()):
                return JSONResponse({"faults": [self._said("class.many_at_once", sent)]}, 429)
            try:
                cookie = self.room.enter(known or "")
            except Full:
                return JSONResponse({"faults": [self._said("class.full", sent)]}, 429)
        response = JSONResponse({"page": f"/{role}"})
        response.set_cookie(role, cookie, httponly=True, samesite="strict")
        return response

    async def teacher_page(self, request: Request) -> Response:
        if not self._teaches(request):
            return RedirectResponse("/", 303)
        return self.first.answer((await self._pages(request)).teacher)

    async def student_page(self, request: Request) -> Response:
        if not self._session(request):
            return RedirectResponse("/", 303)
        return self.first.answer((await self._pages(request)).student)

    async def _pages(self, request: Request) -> Pages:
        return await run_in_threadpool(self.pages, self.first.of(request))

    async def teacher_sees(self, request: Request) -> Response:
        return await self._teaching(request, self.room.told_to_teacher)

    async def student_sees(self, request: Request) -> Response:
        return await self._learning(request, self.room.told_to_student)

    async def choose(self, request: Request) -> Response:
        def choose(sent: dict[str, Any]) -> None:
            self.room.choose(sent.get("lesson"), sent.get("scenario", ""))

        return await self._teaching(request, self.room.told_to_teacher, choose)

    async def run(self, request: Request) -> Response:
        return await self._teaching(request, self.room.told_to_teacher, lambda sent: self.room.run())

    async def guess(self, request: Request) -> Response:
        return await self._learning(
            request, self.room.told_to_student, lambda session, sent: self.room.guess(session, sent.get("guess"))
        )

    async def plan(self, request: Request) -> Response:
        return await self._learning(
            request, self.room.told_to_student, lambda session, sent: self.room.plan(session, sent.get("unions"))
        )

    async def _teaching(
        self, request: Request, told: Callable[[], Any], act: Callable[[dict[str, Any]], None] | None = None
    ) -> Response:
        if not self._teaches(request):
            return refuse(request, 403, "class.not_for_you")
        return await self._done(request, told, act)

    async def _learning(
        self, request: Request, told: Callable[[str], Any], act: Callable[[str, dict[str, Any]], None] | None = None
    ) -> Response:
        session = self._session(request)
        if session is None:
            return refuse(request, 403, "class.not_for_you")

        def acted(sent: dict[str, Any]) -> None:
            if act is not None:
                act(session, sent)

        try:
            return await self._done(request, lambda: told(session), acted if act is not None else None)
        except Gone:
            return refuse(request, 403, "class.not_for_you")

    async def _done(
        self, request: Request, told: Callable[[], Any], act: Callable[[dict[str, Any]], None] | None
    ) -> Response:
        sent = await _sent(request) if act is not None else {}
        if not isinstance(sent, dict):
            return JSONResponse({"faults": [self._said("class.not_json", sent)]}, 400)

        def do() -> Any:
            use_language(self._spoken(sent))
            if act is not None:
                act(sent)
            return told()

        try:
            return JSONResponse(await run_in_threadpool(do))
        except BadInput as bad:
            return JSONResponse({"faults": [str(fault) for fault in bad.faults]}, 400)

    def _teaches(self, request: Request) -> bool:
        return self.doors.teaches(request.cookies.get(TEACHER_COOKIE))

    def _session(self, request: Request) -> str | None:
        session = request.cookies.get(STUDENT_COOKIE, "")
        return session if session in self.room.students else None

    def _spoken(self, sent: Any) -> str:
        language = sent.get("language") if isinstance(sent, dict) else None
        return language if language in LANGUAGES else self.language

    def _said(self, key: str, sent: Any) -> str:
        use_language(self._spoken(sent))
        return say(key)


async def _sent(request: Request) -> Any:
    try:
        return await sent_json(request)
    except ValueError:
        return None


def classroom_application(classroom: Classroom, names: tuple[str, ...]) -> Starlette:
    """The routes behind the guard. names : what the server's address may be called."""
    routes = [
        Route("/", classroom.door),
        Route("/enter", classroom.enter, methods=["POST"]),
        Route("/teacher", classroom.teacher_page),
        Route("/student", classroom.student_page),
        Route("/room/teacher", classroom.teacher_sees),
        Route("/room/student", classroom.student_sees),
        Route("/room/choose", classroom.choose, methods=["POST"]),
        Route("/room/run", classroom.run, methods=["POST"]),
        Route("/room/guess", classroom.guess, methods=["POST"]),
        Route("/room/plan", classroom.plan, methods=["POST"]),
        *ASSETS,
    ]
    return guarded(routes, names, classroom.language)
