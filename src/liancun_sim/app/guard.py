"""What every request must pass: it comes from this machine's own page, is of a bounded size, and is answered with
headers that let a page do nothing but show itself."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_MOST = 64_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; "
    "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
OF_ANSWERS = "frame-ancestors 'self'"  # a report brings its own policy, which names its script


class TooLong(Exception):
    """A body that is longer than any question."""


class Guard:
    """Around the application. names : what the address of this server may be called, with its port."""

    def __init__(self, app: ASGIApp, names: tuple[str, ...]):
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refused(Headers(scope=scope), scope["method"])
        if refusal is not None:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, self._marked(scope, send))
            return
        try:
            await self.app(scope, _counted(receive), self._marked(scope, send))
        except TooLong:
            await PlainTextResponse("too long", 413)(scope, receive, self._marked(scope, send))

    def _refused(self, headers: Headers, method: str) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.names:
            return 421, "this server is asked by another name"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "not here"
        if method == "POST":
            if headers.get("origin", "") not in {f"http://{name}" for name in self.names}:
                return 403, "asked from another page"
            if headers.get("content-type", "").split(";")[0].strip() != "application/json":
                return 415, "JSON only"
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > BODY_MOST:
                return 413, "too long"
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
