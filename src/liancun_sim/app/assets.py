"""The front end's modules and styles, as they are served."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from liancun_sim.app.refusals import nothing
from liancun_sim.front.bundle import STYLES, module, modules, style


async def send_module(request: Request) -> Response:
    name = request.path_params["name"]
    return Response(module(name), media_type="text/javascript") if name in modules() else nothing(request)


async def send_style(request: Request) -> Response:
    name = request.path_params["name"]
    return Response(style(name), media_type="text/css") if name in STYLES else nothing(request)


ASSETS = [Route("/modules/{name}.js", send_module), Route("/{name}.css", send_style)]
