"""What a page sent, read."""

import json
from typing import Any

from starlette.requests import Request


async def sent_json(request: Request) -> Any:
    """The JSON of a request's body.

    Raises
    ------
    ValueError
        If it is none, nests too deeply, or holds half characters, which no answer could repeat.
    """
    try:
        sent = json.loads(await request.body())
    except RecursionError as deep:
        raise ValueError("nested too deeply") from deep
    json.dumps(sent, ensure_ascii=False).encode()
    return sent
