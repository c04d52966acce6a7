"""What every request must pass: it comes from this machine's own page, is of a bounded size, and is answered with
headers that let a page do nothing but show itself."""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_MOST = 64_000
JSON, FILE = "application/json", "application/octet-stream"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; "
    "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
OF_ANSWERS = "frame-ancestors 'self'"  # a report brings its own policy, which names its script


class TooLong(Exception):
    """A body that is longer than any question."""


class Guard:
    """Around the application.

    names : what the address of this server may be called, with its port. uploads : paths at which files are taken, and
    how long these may be [bytes]; everything else that is sent is a question.
    """

    def __init__(self, app: ASGIApp, names: tuple[str, ...], uploads: Mapping[str, int] = MappingProxyType({})):
        self.app, self.names, self.uploads = app, names, uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.uploads.get(scope["path"], BODY_MOST)
        refusal = self._refused(Headers(scope=scope), scope["method"], scope["path"] in self.uploads, most)
        if refusal is not None:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, self._marked(scope, send))
            return
        try:
            await self.app(scope, _counted(receive, most), self._marked(scope, send))
        except TooLong:
            await PlainTextResponse("too long", 413)(scope, receive, self._marked(scope, send))

    def _refused(self, headers: Headers, method: str, file: bool, most: int) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self.names:
            return 421, "this server is asked by another name"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "not here"
        if method == "POST":
            if headers.get("origin", "") not in {f"http://{name}" for name in self.names}:
                return 403, "asked from another page"
            if headers.get("content-type", "").split(";")[0].strip() != (FILE if file else JSON):
                return 415, "a file only" if file else "JSON only"
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > most:
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


def _counted(receive: Receive, most: int) -> Receive:
    """Bodies are counted while they stream: nobody need say how long they are."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLong
        return message

    return counted
