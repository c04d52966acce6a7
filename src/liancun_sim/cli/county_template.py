"""``liancun county template``."""

from liancun_sim.cli.console import tell
from liancun_sim.cli.options import PATH, argument, command
from liancun_sim.vocabulary import Label, say


@command(Label("Write the blank village table", "写出空白村级表"))
@argument("file", type=PATH)
def template(file: str) -> None:
    from liancun_sim.county.spreadsheet import write_template

    write_template(file)
    tell(say("spreadsheet.template_written", path=file))
