"""What stands for an argument in help and faults: ``SCENARIO``, 情景."""

import re

from liancun_sim.vocabulary import Label, current_language

WORDS = {
    one.en: one
    for one in (
        Label("ADDRESS", "地址"), Label("ARGS", "参数"), Label("BOOLEAN", "是否"), Label("CHANNEL", "政策作用点"),
        Label("COLUMN", "列"), Label("COMMAND", "命令"), Label("COUNTY", "县"), Label("DIR", "文件夹"),
        Label("DIRECTORY", "文件夹"), Label("DOUBT", "疑问"), Label("FIELD", "变量名"), Label("FILE", "文件"),
        Label("FILES", "文件"), Label("FLOAT", "数"), Label("FLOAT RANGE", "数"), Label("FOLDER", "文件夹"),
        Label("I/N", "序号/份数"), Label("INTEGER", "整数"), Label("INTEGER RANGE", "整数"), Label("KEY", "变量名"),
        Label("LEVEL", "数值"), Label("N", "个数"), Label("NAME", "名称"), Label("OPTIONS", "选项"),
        Label("OUTCOME", "指标"), Label("PATH", "路径"), Label("PLAN", "方案"), Label("RULES", "规则"),
        Label("RUN_ID", "运行编号"), Label("SCENARIO", "情景"), Label("STUDY", "研究"), Label("TEXT", "文字"),
        Label("VALUE", "值"), Label("VILLAGE", "村"), Label("YYYY-MM", "年-月"), Label("ZONE", "带号"),
    )
}  # fmt: skip
"""English → both."""

WRITTEN = re.compile(
    r"(?<![A-Za-z{<-])(?:" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)) + r")(?![A-Za-z])"
)
USAGE = "用法："
QUOTED = re.compile(r"'([^']*)'")
BOUND = re.compile(r"^(?:(-?[\d.]+)<=)?x(?:(>=|<=)(-?[\d.]+))?$")


def placeholder(text: str) -> str:
    """What stands for an argument, in the current language."""
    return text if current_language() == "en" else WRITTEN.sub(lambda found: str(WORDS[found[0]]), text)


def placeholder_alone(place: str) -> str:
    """As `placeholder`, where a fault's place is nothing but an argument: CHANNEL, not a file that is called so."""
    return placeholder(place) if place in WORDS else place


def bounds(text: str) -> str:
    """click's ``1<=x<=240`` and ``x>=1``: 1～240, 不小于1."""
    found = BOUND.match(text)
    if current_language() == "en" or found is None:
        return text
    low, relation, other = found.groups()
    if low is not None:
        return f"{low}～{other}"
    return str(Label(f"≥ {other}", f"不小于{other}") if relation == ">=" else Label(f"≤ {other}", f"不大于{other}"))


def punctuated(message: str) -> str:
    """A line of click's faults with the quotes and stops of the current language."""
    if current_language() == "en" or message.startswith(USAGE):
        return message
    said = QUOTED.sub(lambda found: f"“{placeholder(found[1])}”", message)
    said = said.replace("”, “", "”、“")
    stopped = re.sub(r"(?<=[”一-鿿])\.(?=$|\s)", "。", said)
    return re.sub(r"(?<=[一-鿿”。：，]) +(?=[一-鿿“])", "", stopped)
