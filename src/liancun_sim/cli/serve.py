"""``liancun serve``: the page, on this machine; ``--class``: a class of browsers."""

import socket

from liancun_sim.cli.console import tell
from liancun_sim.cli.exit_codes import FINE
from liancun_sim.cli.options import command, common, option
from liancun_sim.cli.spoken import SpokenRange
from liancun_sim.vocabulary import BadInput, Fault, Label, current_language, say

HERE = "127.0.0.1"


@command(
    Label("The page: compare, draw unions, read why; on this machine", "网页：比较情景、画联村、看原因；只在本机运行"),
    more=Label(
        "Opens a page at an address of this machine alone (127.0.0.1). Answers are those of liancun compare, plans "
        "those of liancun plan. A county of your own is opened on the page, or given by --county. With --class a "
        "teacher asks and a room guesses, runs, sees and draws; --host lets the room's own devices in. "
        "Ends with Ctrl+C.",
        "在本机地址（127.0.0.1）打开网页，其他机器无法访问。结果与 liancun compare 一致，方案与 "
        "liancun plan 一致。自己的县可在网页上打开，也可用 --county 指定。"
        "加 --class 则为课堂：教师提问，全班猜测、运行、看结果、画方案；"
        "用 --host 让教室里的设备访问。按 Ctrl+C 结束。",
    ),
)
@common("county", "workers")
@option("--port", default=8000, type=SpokenRange(1, 65535), show_default=True,
        label=Label("Port of the address", "端口"))  # fmt: skip
@option("--class", "classroom", is_flag=True,
        label=Label("Serve a class: a teacher's page and students' pages", "课堂：教师页和学生页"))  # fmt: skip
@option("--host", default=HERE, metavar="ADDRESS", show_default=True,
        label=Label("Address of this machine at which a class is served", "课堂所用的本机地址"))  # fmt: skip
def serve(county: str | None, workers: int | None, port: int, classroom: bool, host: str) -> int:
    import signal
    import sys

    from liancun_sim.running.runner.processors import usable_processors

    _check_address(host, port, classroom)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that its folder goes with it
    workers = workers or usable_processors()
    if classroom:
        _serve_class(county, host, port, workers)
        return FINE
    from liancun_sim.app.server import serve as serving

    serving(
        county or "default", port, workers, current_language(),
        lambda address: tell(say("cli.serving", address=address)), told=_language_asked(),
    )  # fmt: skip
    return FINE


def _language_asked() -> bool:
    """Whether ``--lang`` was given; else pages open in the language of each browser."""
    import click
    from click.core import ParameterSource

    context: click.Context | None = click.get_current_context()
    while context is not None:
        if context.get_parameter_source("lang") is ParameterSource.COMMANDLINE:
            return True
        context = context.parent
    return False


def _check_address(host: str, port: int, classroom: bool) -> None:
    from ipaddress import AddressValueError, IPv4Address

    if host != HERE and not classroom:
        raise BadInput(Fault("", "--host", say("cli.host_only_class")))
    try:
        if IPv4Address(host).is_unspecified:  # no link leads there
            raise AddressValueError
        with socket.socket() as probe:
            probe.bind((host, 0))
    except (AddressValueError, OSError):
        raise BadInput(Fault("", "--host", say("cli.not_our_address", host=host))) from None
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            raise BadInput(Fault("", "--port", say("cli.port_taken", port=port, next=port + 1)))


def _serve_class(county: str | None, host: str, port: int, workers: int) -> None:
    from liancun_sim.app.classroom.serving import serve_class

    serve_class(
        county, host, port, workers, current_language(),
        lambda teacher, students: tell(say("cli.serving_class", teacher=teacher, students=students)),
        told=_language_asked(),
    )  # fmt: skip
