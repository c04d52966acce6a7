"""``liancun schema``: JSON Schema of scenario files."""

import json

from liancun_sim.cli.console import show, tell
from liancun_sim.cli.options import command, common
from liancun_sim.files import whole_file
from liancun_sim.vocabulary import Label, say


@command(
    Label("JSON Schema of scenario files, for editors", "情景文件的 JSON Schema，供编辑器使用"),
    more=Label(
        "In VS Code: save it with --out and put '# yaml-language-server: $schema=FILE' on top of a scenario.",
        "在 VS Code 中：用 --out 保存，并在情景文件首行写 # yaml-language-server: $schema=文件。",
    ),
)
@common("out")
def schema(out: str | None) -> None:
    from liancun_sim.scenario import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2)
    if out is None:
        show(text)
    else:
        with whole_file(out) as file:
            file.write_text(text + "\n", "utf-8", newline="\n")
        tell(say("cli.written", path=out))
