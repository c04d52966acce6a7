"""``liancun``: the table of its commands."""

import click

from liancun_sim.cli.lazy import Entry, LazyGroup
from liancun_sim.cli.options import common
from liancun_sim.cli.speech import write_unicode
from liancun_sim.vocabulary import Label

ENTRIES = (
    Entry("demo", "liancun_sim.cli.demo", "demo",
          Label("The default county, five scenarios, an offline report", "示例县、五个情景、一份离线报告")),
    Entry("compare", "liancun_sim.cli.compare", "compare",
          Label("Compare scenarios with a baseline", "把若干情景与对照（无政策）比较")),
    Entry("run", "liancun_sim.cli.run", "run",
          Label("Run one scenario", "运行一个情景")),
    Entry("audit", "liancun_sim.cli.audit", "audit",
          Label("Split what a report would claim into its causes", "把上报成效分解为各种原因")),
    Entry("analyse", "liancun_sim.cli.analyse", "analyse",
          Label("What a sweep says: ranking, regret, sensitivity, where scenarios fail",
                "一项批量模拟说明了什么：排名、后悔值、敏感性、失败之处")),
    Entry("plan", "liancun_sim.cli.plan", "plan",
          Label("Which villages should join; check a plan edited by hand", "该联哪些村；检查手工修改的方案")),
    Entry("advise", "liancun_sim.cli.advise", "advise",
          Label("Each neighbour of a village as a partner", "某村的每个邻村作为对方村")),
    Entry("report", "liancun_sim.cli.report", "report",
          Label("Write the files of a result again", "由结果重新写出各文件")),
    Entry("serve", "liancun_sim.cli.serve", "serve",
          Label("The page: compare, draw unions, read why; on this machine",
                "网页：比较情景、画联村、看原因；只在本机运行")),
    Entry("explain", "liancun_sim.cli.explain", "explain",
          Label("Who contributed what to a channel in one village and month", "某村某月某政策作用点的数值由谁贡献")),
    Entry("county", "liancun_sim.cli.county", "county",
          Label("Make, import, check and show counties", "生成、导入、检查和查看县数据")),
    Entry("validate", "liancun_sim.cli.validate", "validate",
          Label("Check scenario files; show every value and its origin", "检查情景文件；显示每个取值及其来源")),
    Entry("sweep", "liancun_sim.cli.sweep", "sweep",
          Label("Run every point of a study's design; always resumes", "运行一项研究设计中的所有点；随时可续")),
    Entry("patterns", "liancun_sim.cli.patterns", "patterns",
          Label("What the model is held to: passed, failed or open", "模型与已知事实的对照：符合、不符或未定")),
    Entry("schedule", "liancun_sim.cli.schedule", "schedule",
          Label("The month, step by step", "一个月的流程，逐步列出")),
    Entry("catalogue", "liancun_sim.cli.catalogue", "catalogue",
          Label("Everything registered, with both names, unit and source", "全部登记项及其中英文名称、单位和来源")),
    Entry("docs", "liancun_sim.cli.docs", "docs",
          Label("Open the documentation; offline, in both languages", "打开文档（离线，中英文）")),
    Entry("schema", "liancun_sim.cli.schema", "schema",
          Label("JSON Schema of scenario files, for editors", "情景文件的 JSON Schema，供编辑器使用")),
)  # fmt: skip

LABEL = Label(
    "A laboratory for joint-village governance: simulate a county, compare strategies with a baseline.",
    "联村自治模拟实验室：模拟一个县，把各个情景与对照（无政策）比较。",
)


@click.group(cls=LazyGroup, entries=ENTRIES, label=LABEL)
@common("lang")
@click.version_option(package_name="liancun-sim", prog_name="liancun")
def app() -> None:
    write_unicode()
