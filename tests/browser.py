"""A real Chromium for tests: pages from disk or from this machine, what they asked for and what went wrong."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-quic"]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """The machine's own Chromium."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


def visited(browser: Any, address: str, **settings: Any) -> Any:
    """A page in a context of its own, which it closes with; `asked` and `wrong` note requests and errors."""
    context = browser.new_context(**settings)
    page = context.new_page()
    page.asked, page.wrong = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
    page.goto(address)
    if settings.get("java_script_enabled", True):
        page.wait_for_selector("html[data-ready]", timeout=20_000)
    return page


def faults(page: Any) -> list[str]:
    """What axe finds wrong with the page as it stands, WCAG 2.2 AA: rule and place."""
    from axe_playwright_python.sync_playwright import Axe

    # What is far from the screen is not laid out until it comes near; measured as it lies then, it would overlap.
    page.evaluate(
        "document.querySelectorAll('main > nav ~ section').forEach(s => s.style.contentVisibility = 'visible')"
    )
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{one['id']}: {node['target']} {node.get('failureSummary', '')}" for one in found for node in one["nodes"]]
