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
LONG, COLOURS, VILLAGES = 900_000, 64, 60
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    given = parser.parse_args()
    address, server = served()

    def pictured(name, page, full=False):
        for language, ending in LANGUAGES.items():
            page.click(f'button[data-language="{language}"]')
            page.wait_for_timeout(1200)
            page.evaluate("window.scrollTo(0, 0)")
            path = given.out / f"page_{name}{ending}.png"
            page.screenshot(path=path, full_page=full)
            Image.open(path).quantize(COLOURS).save(path, optimize=True)

    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        path = Path(folder) / "青石县各村.xlsx"
        table(path)
        for size, ending in ((DESKTOP, ""), (PHONE, "_phone")):
            page = browser.new_context(viewport=size).new_page()
            page.goto(address)
            page.wait_for_selector("html[data-ready]")
            page.set_input_files("#table-file", path)
            page.wait_for_selector(".doubt")
            pictured(f"doubt{ending}", page)
            page.fill(".doubt input", "2019")
            page.click(".doubt button >> nth=0")
            page.wait_for_selector("#use-county")
            pictured(f"county{ending}", page)
            with page.expect_navigation():
                page.click("#use-county")
            page.wait_for_selector("html[data-ready]")
            page.click("#plans > summary")
            page.uncheck("#plan-simulate")
            page.click("#plan-run")
            page.wait_for_selector("button[data-plan=best]", timeout=LONG)
            page.click("button[data-plan=best]")
            page.click('[data-act="lock_union"] >> nth=0')
            pictured(f"plan{ending}", page, full=True)
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
