"""``liancun serve``: the page, on this machine."""

from liancun_sim.cli.console import tell
from liancun_sim.cli.exit_codes import FINE
from liancun_sim.cli.options import command, common, option
from liancun_sim.cli.spoken import SpokenRange
from liancun_sim.vocabulary import BadInput, Fault, Label, current_language, say


@command(
    Label("The page: compare, draw unions, read why; on this machine", "网页：比较情景、画联村、看原因；只在本机运行"),
    more=Label(
        "Opens a page at an address of this machine alone (127.0.0.1). Answers are those of liancun compare. A county "
        "of your own: liancun county import first, then --county. Ends with Ctrl+C.",
        "在本机地址（127.0.0.1）打开网页，其他机器无法访问。结果与 liancun compare 一致。自己的县先用 liancun county "
        "import 导入，再用 --county 指定。按 Ctrl+C 结束。",
    ),
)
@common("county", "workers")
@option("--port", default=8000, type=SpokenRange(1, 65535), show_default=True,
        label=Label("Port of the address", "端口"))  # fmt: skip
def serve(county: str | None, workers: int | None, port: int) -> int:
    import signal
    import socket
    import sys

    from liancun_sim.app.server import HOST
    from liancun_sim.app.server import serve as serving
    from liancun_sim.running.runner.processors import usable_processors

    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise BadInput(Fault("", "--port", say("cli.port_taken", port=port, next=port + 1)))
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that its folder goes with it
    serving(
        county or "default", port, workers or usable_processors(), current_language(),
        lambda address: tell(say("cli.serving", address=address)),
    )  # fmt: skip
    return FINE
