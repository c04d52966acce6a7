"""Screens of the page in three languages: docs/pictures/page_*.png. Its county is invented, its figures the model's.

uv run python verification/page_pictures.py [--out FOLDER]
"""

import argparse
import shutil
import socket
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import xlsxwriter
from PIL import Image
from playwright.sync_api import sync_playwright

from liancun_sim.app.server import HOST, serve
from liancun_sim.county import make_county

ROOT = Path(__file__).parents[1]
LANGUAGES = {"zh-Hans": ".zh", "zh-Hant": ".zh-Hant", "en": ""}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
LONG, SETTLED = 1_800_000, 1000  # ms
MARGIN = 16
COLOURS, VILLAGES, UNIONS, LARGEST, MONTHS = 128, 60, "4", "2", "24"
HEADER = ("乡镇", "村名", "户数", "人口", "人均纯收入（元）", "经度", "纬度")
LATER = 3.4
"""How many times the incomes of 2007 the table has, so that it is asked what year they are of."""


def table(path):
    """A workbook as a county office might send it: invented villages, incomes of a year it does not name."""
    villages = make_county(villages=VILLAGES).villages
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("村级表")
        sheet.write_row(0, 0, HEADER)
        for row, one in enumerate(villages.itertuples(), start=1):
            place = (115 + one.x_km / 92, 36 + one.y_km / 111)
            income = round(LATER * one.income_yuan_per_person)
            sheet.write_row(row, 0, (one.township, one.name, one.households, one.population, income, *place))


def served():
    """Where the page is served in this process, and what ends it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    addresses, servers, up = [], [], Event()

    def ready(address):
        addresses.append(address)
        up.set()

    def stop(server):
        server.install_signal_handlers = lambda: None
        servers.append(server)

    Thread(target=serve, args=("default", port, 2, "zh-Hans", ready, stop), daemon=True).start()
    up.wait()
    time.sleep(2)
    return addresses[0], servers[0]


def opened(page, address, path, pictured):
    """A table opened, its doubt answered, its county on the map."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.set_input_files("#table-file", path)
    page.wait_for_selector(".doubt")
    pictured("doubt", "body")
    page.fill(".doubt input", "2019")
    page.click(".doubt button >> nth=0")
    page.wait_for_selector("#use-county")
    pictured("county", "body")
    with page.expect_navigation():
        page.click("#use-county")
    page.wait_for_selector("html[data-ready]")


def planned(page, pictured):
    """Plans searched, the best one taken onto the map and a union of it locked; one drawn by hand that falls apart."""
    page.click("#plans > summary")
    for name, value in (("unions", UNIONS), ("largest", LARGEST)):
        page.fill(f"#plan-{name}", value)
        page.dispatch_event(f"#plan-{name}", "change")
    page.uncheck("#plan-simulate")
    page.click("#plan-run")
    page.wait_for_selector("button[data-plan=best]", timeout=LONG)
    page.click("button[data-plan=best]")
    pictured("plan", "#plans")
    page.click('[data-act="lock_union"] >> nth=0')
    page.focus("#ask .stage")
    for key in ("n", "ArrowRight", "Enter", *["ArrowUp"] * 3, "Enter"):
        page.keyboard.press(key)
    pictured("drawn", "#draw-help")


def answered(page, pictured):
    """The question asked, its answer below, and a village of it."""
    for name, value in (("months", MONTHS), ("replications", "2")):
        page.fill(f"#{name}", value)
        page.dispatch_event(f"#{name}", "change")
    page.click("#run")
    page.wait_for_selector("#answer a", timeout=LONG)
    report = page.frame_locator("#answer iframe")
    report.locator("html[data-ready]").wait_for()
    pictured("answer", "#answer")
    report.locator("#scenarios button").last.click()
    report.locator(".stage").focus()
    page.keyboard.press("ArrowRight")
    report.locator("#village").scroll_into_view_if_needed()
    report.locator("#village").evaluate("one => one.scrollIntoView()")
    pictured("village", "#answer")


def column(page, place):
    """The column of the page that a place stands in, as high as the screen; the whole screen for the page itself."""
    size = page.viewport_size
    box = page.evaluate(
        "one => document.querySelector(one).closest('.first > section, body').getBoundingClientRect()", place
    )
    left, right = max(0, box["x"] - MARGIN), min(size["width"], box["x"] + box["width"] + MARGIN)
    return {"x": left, "y": 0, "width": right - left, "height": size["height"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    given = parser.parse_args()
    address, server = served()
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        path = Path(folder) / "青石县各村.xlsx"
        table(path)
        for size, of in ((DESKTOP, ""), (PHONE, "_phone")):
            page = browser.new_context(viewport=size).new_page()

            def pictured(name, place, page=page, of=of):
                for language, ending in LANGUAGES.items():
                    page.click(f'button[data-language="{language}"]')
                    page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
                    page.wait_for_timeout(SETTLED)
                    path = given.out / f"page_{name}{of}{ending}.png"
                    page.screenshot(path=path, clip=column(page, place))
                    Image.open(path).quantize(COLOURS).save(path, optimize=True)

            opened(page, address, path, pictured)
            planned(page, pictured)
            answered(page, pictured)
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
