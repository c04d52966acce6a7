"""What every request must pass: it comes from this machine's own page, is of a bounded size, and is answered with
headers that let a page do nothing but show itself."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liancun_sim.app.refusals import BODY_MOST, HANDLERS, TooLong, refused

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; "
    "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
JSON, FILE = "application/json", "application/octet-stream"
OF_ANSWERS = "frame-ancestors 'self'"  # a report brings its own policy, which names its script

NO_UPLOADS: Mapping[str, int] = MappingProxyType({})


def guarded(
    routes: Sequence[BaseRoute], names: tuple[str, ...], language: str, uploads: Mapping[str, int] = NO_UPLOADS
) -> Starlette:
    """An application of these routes behind the guard. language : spoken where a browser names none."""
    guard = Middleware(Guard, names=names, language=language, uploads=uploads)
    made = Starlette(routes=routes, middleware=[guard], exception_handlers=HANDLERS)
    made.state.language = language
    return made


class Guard:
    """Around the application.

    names : what the address of this server may be called, with its port. uploads : paths at which files are taken, and
    how long these may be [bytes]; everything else that is sent is a question.
    """

    def __init__(self, app: ASGIApp, names: tuple[str, ...], language: str, uploads: Mapping[str, int] = NO_UPLOADS):
        self.app, self.names, self.language, self.uploads = app, names, language, uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, method = Headers(scope=scope), scope["method"]
        kind = FILE if scope["path"] in self.uploads else JSON
        most = self.uploads.get(scope["path"], BODY_MOST)
        refusal = self._refused(headers, method, kind, most)
        if refusal is None:
            await self.app(scope, _counted(receive, most), self._marked(scope, send))
            return
        status, key = refusal
        said = {"address": f"http://{self.names[0]}/", "most": most // 1000}
        answer = refused(headers, method, status, f"serve.{key}", self.language, **said)
        await answer(scope, receive, self._marked(scope, send))

    def _refused(self, headers: Headers, method: str, kind: str, most: int) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.names:
            return 421, "another_name"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "no_such_method"
        if method == "POST":
            if headers.get("origin", "") not in {f"http://{name}" for name in self.names}:
                return 403, "another_page"
            if headers.get("content-type", "").split(";")[0].strip() != kind:
                return 415, "json_wanted" if kind == JSON else "not_a_file"
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > most:
                return 413, "too_long"
        return None

    @staticmethod
    def _marked(scope: Scope, send: Send) -> Send:
        policy = OF_ANSWERS if scope["path"].startswith("/answers/") else POLICY

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = policy
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "no-referrer"
                headers["cross-origin-opener-policy"] = "same-origin"
                headers["cross-origin-resource-policy"] = "same-origin"
                headers["cache-control"] = "no-store"
            await send(message)

        return marked


def _counted(receive: Receive, most: int) -> Receive:
    """Bodies are counted while they stream: nobody need say how long they are."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLong(most)
        return message

    return counted
