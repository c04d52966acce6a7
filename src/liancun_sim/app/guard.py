"""What every request must pass: it comes from this machine's own page, is of a bounded size, and is answered with
headers that let a page do nothing but show itself."""

from collections.abc import Sequence

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
OF_ANSWERS = "frame-ancestors 'self'"  # a report brings its own policy, which names its script


def guarded(routes: Sequence[BaseRoute], names: tuple[str, ...], language: str) -> Starlette:
    """An application of these routes behind the guard. language : spoken where a browser names none."""
    made = Starlette(
        routes=routes, middleware=[Middleware(Guard, names=names, language=language)], exception_handlers=HANDLERS
    )
    made.state.language = language
    return made


class Guard:
    """Around the application. names : what the address of this server may be called, with its port."""

    def __init__(self, app: ASGIApp, names: tuple[str, ...], language: str):
        self.app, self.names, self.language = app, names, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, method = Headers(scope=scope), scope["method"]
        refusal = self._refused(headers, method)
        if refusal is None:
            await self.app(scope, _counted(receive), self._marked(scope, send))
            return
        status, key = refusal
        said = {"address": f"http://{self.names[0]}/", "most": BODY_MOST // 1000}
        answer = refused(headers, method, status, f"serve.{key}", self.language, **said)
        await answer(scope, receive, self._marked(scope, send))

    def _refused(self, headers: Headers, method: str) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.names:
            return 421, "another_name"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "no_such_method"
        if method == "POST":
            if headers.get("origin", "") not in {f"http://{name}" for name in self.names}:
                return 403, "another_page"
            if headers.get("content-type", "").split(";")[0].strip() != "application/json":
                return 415, "json_wanted"
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > BODY_MOST:
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


def _counted(receive: Receive) -> Receive:
    """Bodies are counted while they stream: nobody need say how long they are."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_MOST:
            raise TooLong
        return message

    return counted
