"""Everything in this repository that shows a number of the model, made again in one go.

    uv run python verification/everything.py                     # all of it, some hours; goes on where it was stopped
    uv run python verification/everything.py systems claims      # some of it
    uv run python verification/everything.py --list              # what there is, what it writes, what is done

Commands run one after another, quietly (``--nice``), on as many processors as ``--processors`` says. What a command
prints stays in ``results/everything/NAME.txt``, with the model's digest: it is run again once the model is another.
Figures in prose (findings, the tables of READMEs) are copied by hand from what is printed. What reads files alone
(fuzzing, office tables, outlines) does not depend on the model and is not here.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from liancun_sim.running.common.decisive import model_digest

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "results" / "everything"
DONE = "# made with model "
LIANCUN = Path(sys.executable).with_name("liancun")


class Made(NamedTuple):
    """shows : files that have the figures. steps : arguments of Python, or of ``liancun``. copies : from, to."""

    shows: str
    steps: tuple[tuple[str, ...], ...]
    copies: tuple[tuple[str, str], ...] = ()


def check(name: str, *arguments: str, shows: str = "verification/README.md") -> Made:
    return Made(shows, ((f"verification/{name}.py", *arguments),))


def pattern(name: str, *arguments: str) -> Made:
    """A check that draws its figure in both languages."""
    return check(name, *arguments, shows=f"verification/README.md, figures/{name[:3]}*.png")


DEMO, WHICH, COUNTY = "results/demo", "results/which_strategy", "experiments/which_strategy/county"
EVERYTHING: dict[str, Made] = {
    "recorded_numbers": check("recorded_numbers", shows="verification/recorded_numbers.txt"),
    "systems": check("systems", shows="docs/systems/*.md"),
    "standards": check("standards", "--villages", "754", "--replications", "4"),
    "conversion_parts": check("conversion_parts", shows="verification/README.md, docs/credibility.md"),
    "patterns": check("patterns", "--write", shows="the table of patterns in every report"),
    "pictures": Made(
        "docs/pictures/effects*.png",
        (
            ("liancun", "demo", "--out", DEMO),
            ("liancun", "report", DEMO, "--out", f"{DEMO}_zh", "--lang", "zh"),
        ),
        (
            (f"{DEMO}/figures/effects.png", "docs/pictures/effects.png"),
            (f"{DEMO}_zh/figures/effects.png", "docs/pictures/effects.zh.png"),
        ),
    ),
    "class_pictures": check("class_pictures", shows="docs/pictures/class_*.png"),
    "page_pictures": check("page_pictures", shows="docs/pictures/page_*.png"),
    "which_strategy": Made(
        "experiments/which_strategy",
        (
            ("liancun", "county", "make", "--villages", "377", "--out", COUNTY),
            ("liancun", "sweep", "experiments/which_strategy/design.yaml", "--out", WHICH),
            ("experiments/which_strategy/analysis.py", WHICH),
        ),
    ),
    "p02": pattern("p02_branches"),
    "p03": pattern("p03_reported"),
    "p10": pattern("p10_partners"),
    "p13": pattern("p13_merging"),
    "p14": pattern("p14_pilots"),
    "p16": pattern("p16_assemblies"),
    "equal_cost": Made("experiments/equal_cost, README.md", (("experiments/equal_cost/analysis.py",),)),
    "targeting": Made(
        "experiments/targeting_rules_and_withdrawal", (("experiments/targeting_rules_and_withdrawal/analysis.py",),)
    ),
    "claims": check("claims", "--replications", "8", shows="scenarios/claims/README.md"),
    "ranges": check("ranges", "--pairs", "400", "--months", "24"),
    "p01": pattern("p01_reachable", "--points", "240"),
    "p01_rules": check("p01_rules"),
    "growers": check("growers"),
    "obstacles": check("obstacles"),
    "leaving": check("leaving"),
    "income_dynamics": check("income_dynamics", shows="verification/README.md, docs/credibility.md"),
    "what_stays": check("what_stays", shows="docs/credibility.md"),
    "willingness": check("willingness"),
    "plan_chances": check("plan_chances"),
    "plan_of_twenty": check("plan_of_twenty", shows="verification/README.md, docs/planning.md"),
    "headlines": check("headlines", shows="CHANGELOG.md"),
}


def is_done(name: str) -> bool:
    told = KEPT / f"{name}.txt"
    return told.exists() and told.read_text("utf-8").rstrip().endswith(f"{DONE}{model_digest()}")


def make(name: str) -> bool:
    """Run one; whether all of it went well."""
    told = KEPT / f"{name}.txt"
    with told.open("w", encoding="utf-8") as out:
        for step in EVERYTHING[name].steps:
            print("$", *step, file=out, flush=True)
            command = [LIANCUN, *step[1:]] if step[0] == "liancun" else [sys.executable, *step]
            if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT).returncode:
                return False
        for source, place in EVERYTHING[name].copies:
            shutil.copyfile(ROOT / source, ROOT / place)
        print(f"{DONE}{model_digest()}", file=out)
    return True


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("names", nargs="*", metavar="NAME", help="what to make; all by default")
    reader.add_argument("--leave-out", nargs="*", default=[], metavar="NAME")
    reader.add_argument("--list", action="store_true", help="say what there is, and run nothing")
    reader.add_argument("--processors", type=int, help="use no more than this many (Linux)")
    reader.add_argument("--nice", type=int, default=10)
    asked = reader.parse_args()
    if unknown := sorted({*asked.names, *asked.leave_out} - set(EVERYTHING)):
        reader.error(f"unknown: {', '.join(unknown)}; there are: {', '.join(EVERYTHING)}")
    names = [one for one in asked.names or EVERYTHING if one not in asked.leave_out]
    if asked.list:
        for name in names:
            print(f"{name:18}{'done' if is_done(name) else '':6}{EVERYTHING[name].shows}")
        return 0
    if hasattr(os, "sched_setaffinity") and asked.processors:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: asked.processors])
    if hasattr(os, "nice"):
        os.nice(asked.nice)
    KEPT.mkdir(parents=True, exist_ok=True)
    failed = []
    for number, name in enumerate(names, start=1):
        begun, before = time.monotonic(), is_done(name)
        if not before and not make(name):
            failed.append(name)
        how = "done before" if before else f"failed, see {KEPT / name}.txt" if name in failed else "made"
        print(f"{number}/{len(names)} {name}: {how} ({(time.monotonic() - begun) / 60:.1f} minutes)", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
