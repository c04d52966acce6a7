"""Processor time a step of the month's slider takes in report.html, of all of Chromium's processes together.

Every month is shown once, then three times while it is measured, for each outcome named; beside it the same number of
frames in which nothing is done. Several reports, of two states of the source, are measured in turns.

    python benchmarks/slider.py REPORT.html [OTHER.html] [--field KEY ...]
"""

import argparse
import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright
from ready import table

TICK = os.sysconf("SC_CLK_TCK")
FIELDS = ("income_yuan_per_person", "satisfaction", "adoption_share", "in_union")
TURNS, ROUNDS = 2, 3
STEPS = """async ([field, rounds]) => {
  const chosen = document.getElementById("field"), month = document.getElementById("month");
  chosen.value = field;
  chosen.dispatchEvent(new Event("change"));
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  for (let round = 0; round < rounds; round += 1) {
    for (let m = 1; m <= Number(month.max); m += 1) {
      month.value = m;
      month.dispatchEvent(new Event("input"));
      await frame();
    }
  }
  return rounds * Number(month.max);
}"""
IDLE = """async (frames) => {
  for (let i = 0; i < frames; i += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}"""


def spent():
    """Processor seconds of all processes below this one."""
    seen = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                after = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            seen[int(folder.name)] = int(after[1]), (int(after[11]) + int(after[12])) / TICK
    found = {os.getpid()}
    while more := {pid for pid, one in seen.items() if one[0] in found and pid not in found}:
        found |= more
    return sum(seen[pid][1] for pid in found & seen.keys() - {os.getpid()})


def measured(page, field):
    """Milliseconds a step, and a frame in which nothing is done."""
    page.evaluate(STEPS, [field, 1])
    began = spent()
    count = page.evaluate(STEPS, [field, ROUNDS])
    worked = spent()
    page.evaluate(IDLE, count)
    return 1000 * (worked - began) / count, 1000 * (spent() - worked) / count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--field", action="append")
    given = parser.parse_args()
    rows = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for ratio in (1, 2):
            for turn in range(TURNS):
                for report in given.reports:
                    size = {"width": 1280, "height": 900}
                    page = browser.new_context(viewport=size, device_scale_factor=ratio).new_page()
                    page.goto(report.absolute().as_uri())
                    page.wait_for_selector("html[data-ready]")
                    page.evaluate("document.getElementById('map').scrollIntoView()")
                    for field in given.field or FIELDS:
                        step, idle = measured(page, field)
                        rows.append((f"{report} × {ratio}, turn {turn + 1}, {field}", f"{step:.1f}, {idle:.1f}", "ms"))
                    page.context.close()
        browser.close()
    print(table(rows, "report, pixel ratio, outcome", "a step, a frame without one", "unit"))


if __name__ == "__main__":
    main()
