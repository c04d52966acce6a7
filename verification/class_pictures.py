"""Every screen of a class in three languages, as a projector and a phone show it: docs/pictures/class_*.png.

A class is served here with pretended students, who guess and draw at random; its figures are the model's.

    uv run python verification/class_pictures.py [--out FOLDER] [--months N]
"""

import argparse
import random
import shutil
import socket
import time
from pathlib import Path
from threading import Event, Thread

from PIL import Image
from playwright.sync_api import sync_playwright

from liancun_sim.app.classroom.preparing import VILLAGES
from liancun_sim.app.classroom.serving import serve_class
from liancun_sim.county import make_county

ROOT = Path(__file__).parents[1]
HOST, STUDENTS = "127.0.0.1", 12
LANGUAGES = {"zh-Hans": ".zh", "zh-Hant": ".zh-Hant", "en": ""}
PROJECTOR, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
LONG, COLOURS = 900_000, 64


def served(months):
    """Where a class is served in this process: its two links, and what ends it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    links, servers, up = [], [], Event()

    def ready(*told):
        links.extend(told)
        up.set()

    def stop(server):
        server.install_signal_handlers = lambda: None
        servers.append(server)

    arguments = (None, HOST, port, 2, "zh-Hans", ready, stop, months)
    Thread(target=serve_class, args=arguments, daemon=True).start()
    up.wait()
    time.sleep(2)
    return *links, servers[0]


class Student:
    """A student without a screen."""

    def __init__(self, browser, link):
        self.address, _, code = link.partition("#")
        self.request = browser.new_context().request
        self.send("enter", token=code)

    def send(self, act, **body):
        answer = self.request.post(self.address + act, data=body, headers={"origin": self.address.rstrip("/")})
        assert answer.ok, answer.text()


def drawn(county, draw):
    """A plan of three to six pairs of neighbours."""
    edges, used, plan = list(county.edges), set(), []
    draw.shuffle(edges)
    for ends in edges[: draw.randint(20, 60)]:
        if len(plan) < 6 and not set(ends) & used:
            used |= set(ends)
            plan.append({"members": list(ends)})
    return plan


def visited(browser, link, size):
    page = browser.new_context(viewport=size).new_page()
    page.goto(link)
    page.wait_for_selector("html[data-ready]")
    return page


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--months", type=int, default=60)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    county, draw = make_county(villages=VILLAGES), random.Random(1)
    teacher_link, student_link, server = served(given.months)

    def pictured(name, page):
        page.wait_for_timeout(1500)
        for language, ending in LANGUAGES.items():
            page.click(f'button[data-language="{language}"]')
            path = given.out / f"class_{name}{ending}.png"
            page.screenshot(path=path, full_page=True)
            Image.open(path).quantize(COLOURS).save(path, optimize=True)

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        pictured("door", visited(browser, student_link.partition("#")[0], PHONE))
        teacher, phone = visited(browser, teacher_link, PROJECTOR), visited(browser, student_link, PHONE)
        for page in (teacher, phone):
            page.wait_for_selector("#teach, #learn")
        others = [Student(browser, student_link) for _ in range(STUDENTS)]
        pictured("projector_entry", teacher)
        teacher.click('[data-lesson="by_itself"]')
        phone.wait_for_selector("#guess:visible")
        phone.fill("#guess", "15")
        phone.click("#send-guess")
        for one in others:
            one.send("room/guess", guess=min(100, max(0, round(draw.gauss(25, 18)))))
        pictured("projector_guesses", teacher)
        pictured("phone_guess", phone)
        teacher.click("#run")
        for page, name in ((teacher, "projector_answer"), (phone, "phone_answer")):
            page.wait_for_selector(".outcomes li", timeout=LONG)
            pictured(name, page)
        teacher.click('[data-lesson="planning"]')
        phone.wait_for_selector("#plan .stage:visible")
        phone.focus("#plan .stage")
        for key in (
            "ArrowRight",
            "Enter",
            "ArrowRight",
            "Enter",
            "n",
            "ArrowDown",
            "ArrowDown",
            "Enter",
            "ArrowDown",
            "Enter",
        ):
            phone.keyboard.press(key)
        phone.click("#send-plan")
        pictured("phone_plan", phone)
        for one in others:
            one.send("room/plan", unions=drawn(county, draw))
            one.send("room/guess", guess=draw.randint(0, 60))
        teacher.click("#run")
        teacher.wait_for_selector(".ranking tbody tr", timeout=LONG)
        pictured("projector_plans", teacher)
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
