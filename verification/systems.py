"""The figures in the notes of ``docs/systems/``: run again, and written between their markers in both languages.

``<!-- effects: income_mean@treated:yes converted_true jobs=joint_village -->`` … ``<!-- /effects -->`` holds the
effects of the note's scenario, or of another named after ``=``, on indicators over the county or a
stratum. ``<!-- counts -->`` … ``<!-- /counts -->`` holds what became of its proposals and what it cost.

python verification/systems.py [--replications 8] [NOTE ...]
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from liancun_sim import api
from liancun_sim.analysis import effects
from liancun_sim.analysis.comparison.proposals import DISSOLVED, IN_UNION, consent_gaps, last_rounds
from liancun_sim.reports.common.numbers import number, quantity, unit_name, widest
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison
from liancun_sim.scenario import load_scenario, shipped_names
from liancun_sim.vocabulary import Label, use_language

NOTES = Path(__file__).parents[1] / "docs" / "systems"
EFFECTS = re.compile(r"(<!-- effects: ([^\n]*?) -->\n)(.*?)(<!-- /effects -->)", re.DOTALL)
COUNTS = re.compile(r"(<!-- counts -->\n)(.*?)(<!-- /counts -->)", re.DOTALL)
HALVES = re.compile(r"(?=^## )", re.MULTILINE)
STRATA = {
    "county": Label("", ""),
    "treated:yes": Label(", villages treated", "，受帮扶村"),
    "treated:no": Label(", all other villages", "，其余各村"),
    "in_union:yes": Label(", villages in a union", "，联村成员村"),
}
HEAD = (
    Label("difference from the baseline", "与对照（无政策）之差"),
    Label("95 %: chance alone", "95%：仅偶然因素"),
    Label("95 %: chance and assumptions", "95%：偶然因素和假设"),
)
FIRST_YEAR = 12


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("notes", nargs="*", help="names of notes; all by default")
    reader.add_argument("--replications", type=int, default=8)
    asked = reader.parse_args()
    files = {name: NOTES / f"{name}.md" for name in asked.notes or sorted(set(shipped_names()) & stems())}
    texts = {name: path.read_text("utf-8") for name, path in files.items()}
    for start in dict.fromkeys(load_scenario(name).setup.start for name in files):  # all of a start in one comparison
        told = {name: text for name, text in texts.items() if load_scenario(name).setup.start == start}
        wanted = list(dict.fromkeys(key for name, text in told.items() for key in (name, *others(text))))
        found = api.compare(
            wanted, replications=asked.replications, sets=[f"start={start}"],
            progress=lambda done, of, _: print(f"{done}/{of}"),
        )  # fmt: skip
        for name, text in told.items():
            halves = HALVES.split(text)
            files[name].write_text("".join(filled(half, name, found) for half in halves), "utf-8")
            print(f"→ {files[name]}")


def stems() -> set[str]:
    return {path.stem for path in NOTES.glob("*.md")}


def others(text: str) -> Iterator[str]:
    """Scenarios a note sets beside its own."""
    for spec in EFFECTS.findall(text):
        yield from (row.partition("=")[2] for row in spec[1].split() if "=" in row)


def filled(half: str, name: str, found: Comparison) -> str:
    """One language's half of a note with its figures."""
    use_language("zh" if half.startswith("## 中文") else "en")
    half = EFFECTS.sub(lambda mark: mark[1] + effects_table(found, name, mark[2].split()) + mark[4], half)
    return COUNTS.sub(lambda mark: f"{mark[1]}{counts(found, name)}\n{mark[3]}", half)


def effects_table(found: Comparison, name: str, rows: list[str]) -> str:
    """A Markdown table of effects with both intervals."""
    table = effects(found).set_index(["scenario", "uncertainty", "indicator", "stratum"])
    lines = [f"| | {' | '.join(map(str, HEAD))} |", "| --- | --- | --- | --- |"]
    for row in rows:
        what, _, other = row.partition("=")
        key, _, stratum = what.partition("@")
        scenario, stratum = other or name, stratum or "county"
        unit = found.indicators[key].unit
        by_chance, drawn = (table.loc[(scenario, kind, key, stratum)] for kind in (CHANCE, ASSUMPTIONS))
        shown = unit_name(unit, difference=True)
        label = f"{found.indicators[key].label}{STRATA[stratum]}{Label(f' ({shown})', f'（{shown}）')}"
        if other:
            label += str(Label(f" – under {other}", f"（{other}）"))
        cells = (number(by_chance["difference"], unit, signed=True), bounds(by_chance, unit), bounds(drawn, unit))
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def bounds(row: "pd.Series[float]", unit: str) -> str:
    """``+12 … +78``, or a dash where there is no interval."""
    low, high = float(row["ci_low"]), float(row["ci_high"])
    like = widest(low, high)
    between = Label("{} … {}", "{}～{}")
    return "–" if like is None else str(between).format(number(low, unit, True, like), number(high, unit, True, like))


def counts(found: Comparison, name: str) -> str:
    """What became of a scenario's proposals, what was said and wanted, what was spent: means of the replications."""
    spent = found.spending[(found.spending["scenario"] == name) & (found.spending["uncertainty"] == CHANCE)]
    runs = found.replications
    yuan, staff, refused = (float(spent[c].sum()) / runs for c in ("yuan", "cadre_months", "cut_requests"))
    said = [Label(
        f"{number(yuan, 'yuan')} yuan and {number(staff, 'cadre-months')} cadre-months over {found.months} months; "
        f"{number(refused, 'number')} requests refused.",
        f"{found.months}个月共用{quantity(yuan, 'yuan')}、{number(staff, 'cadre-months')}人月；"
        f"未获批准的请求{number(refused, 'number')}项。",
    )]  # fmt: skip
    last = last_rounds(found)
    last = last[last["scenario"] == name]
    if len(last):
        passed = last[last["fate"].isin([IN_UNION, DISSOLVED])]
        rounds = found.rounds[
            (found.rounds["scenario"] == name) & found.rounds["outcome"].isin(["formed", "dissolved"])
        ]
        early = float((rounds["month_decided"] < FIRST_YEAR).sum()) / runs
        tried, formed, ended = (
            number(len(part) / runs, "proposals") for part in (last, passed, last[last["fate"] == DISSOLVED])
        )
        said.insert(0, Label(
            f"Of {tried} proposals a run {number(early, 'proposals')} form within a year and {formed} in all; "
            f"{ended} of these dissolve.",
            f"平均每次模拟提出动议{tried}项，一年内组建{number(early, 'proposals')}个联村，"
            f"先后共组建{formed}个，其中解散{ended}个。",
        ))  # fmt: skip
        gaps = consent_gaps(found)
        gaps = gaps[(gaps["scenario"] == name) & (gaps["passed"] == "yes")]
        if len(gaps):
            stated, private = (number(float(np.ravel(gaps[c])[0]), "share") for c in ("stated", "private"))
            said.insert(1, Label(f"Where they passed, {stated} % said yes and {private} % wanted it.",
                                 f"通过时{stated}%表示同意，{private}%私下愿意。"))  # fmt: skip
    return str(Label(" ".join(one.en for one in said), "".join(one.zh for one in said)))


if __name__ == "__main__":
    main()
