"""What is said to whom is refused: one sentence that tells what to do, in the visitor's language.

A page's modules speak JSON and are answered in it; whoever typed an address reads plain text.
"""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.language import speaking

BODY_MOST = 64_000
KEYS = {404: "nothing_here", 405: "no_such_method"}
"""Statuses the routes themselves refuse with, and how that is said."""


class TooLong(Exception):
    """A body that is longer than what is taken here, so many bytes."""


def spoken_by(headers: Headers, otherwise: str) -> str:
    """The language a browser prefers among ours (``Accept-Language``, in its order); `otherwise` if it names none."""
    for part in headers.get("accept-language", "").lower().split(","):
        tag = part.partition(";")[0].strip()
        main, *rest = tag.split("-")
        if main == "en":
            return "en"
        if main == "zh":
            return "zh-HK" if {"hk", "mo"} & {*rest} else "zh-Hant" if {"hant", "tw"} & {*rest} else "zh-Hans"
    return otherwise


def refused(headers: Headers, method: str, status: int, key: str, otherwise: str, **fields: object) -> Response:
    """A refusal. key : of a message, ``topic.key``. otherwise : the language if the browser names none."""
    said = speaking(spoken_by(headers, otherwise), lambda: say(key, **fields))
    asks = method == "POST" or "application/json" in headers.get("accept", "")
    return JSONResponse({"faults": [said]}, status) if asks else PlainTextResponse(said, status)


def refuse(request: Request, status: int, key: str, **fields: object) -> Response:
    """As `refused`, of a request."""
    return refused(request.headers, request.method, status, key, request.app.state.language, **fields)


def nothing(request: Request) -> Response:
    return refuse(request, 404, "serve.nothing_here")


async def too_long(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooLong)
    return refuse(request, 413, "serve.too_long", most=error.args[0] // 1000)


async def by_the_routes(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refuse(request, error.status_code, f"serve.{KEYS.get(error.status_code, 'nothing_here')}")


async def broken(request: Request, error: Exception) -> Response:
    return refuse(request, 500, "serve.broken")


async def gone(request: Request, error: Exception) -> Response:
    """Whoever asked went away in the middle of it; nobody reads this."""
    return Response(status_code=400)


HANDLERS = {HTTPException: by_the_routes, TooLong: too_long, ClientDisconnect: gone, 500: broken}
"""Of an application whose ``state.language`` is spoken where a browser names none."""
