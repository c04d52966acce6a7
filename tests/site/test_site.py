"""The documentation is a site that opens from disk in both languages: links lead somewhere, nothing is fetched."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browser import chromium

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as the wheel builds it: a link in its sources that leads nowhere stops it."""
    folder = tmp_path_factory.mktemp("documentation") / "site"
    done = subprocess.run(
        [sys.executable, str(ROOT / "site" / "build.py"), str(folder)], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Page(HTMLParser):
    """The anchors of a page, and what it points to."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.targets, self.loaded = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        target = given.get("href") or given.get("src")
        if target:
            (self.targets if tag == "a" else self.loaded).append(target)


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_link_and_every_anchor_is_there(pages):
    dead = []
    for path, page in pages.items():
        for target in (*page.targets, *page.loaded):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchored = there not in pages or not parts.fragment or unquote(parts.fragment) in pages[there].anchors
            if not there.exists() or not anchored:
                dead.append((path.name, target))
    assert dead == []


def test_no_page_loads_anything_from_elsewhere(pages):
    assert [one for page in pages.values() for one in page.loaded if urlsplit(one).netloc] == []


def test_both_languages_have_the_same_pages(site):
    found = [{path.relative_to(site / one) for path in (site / one).rglob("*.html")} for one in LANGUAGES]
    assert found[0] == found[1]
    assert {Path(f"{name}.html") for name in ("start", "planning", "researchers", "teachers", "recipes", "model")} <= (
        found[0]
    )


def test_a_page_with_two_halves_shows_one_of_them(site):
    english, chinese = ((site / one / "planning.html").read_text("utf-8") for one in LANGUAGES)
    assert "How a plan is made" in english
    assert "How a plan is made" not in chinese
    assert "该联哪些村</h1>" not in english
    assert ">该联哪些村<" in chinese


def test_formulas_are_drawn_by_the_browser_itself(site):
    model = (site / "en" / "model.html").read_text("utf-8")
    assert model.count("<math") > 100
    assert 'class="arithmatex"' not in model


SOUGHT = {"en": ("secret ballot", "en/reference/files.html"), "zh": ("后进村", "zh/glossary.html")}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_disk_the_search_finds_and_no_request_leaves(site, language):
    words, place = SOUGHT[language]
    with chromium() as browser:
        page = browser.new_page()
        asked, wrong = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto((site / language / "index.html").as_uri())
        page.locator("input.md-search__input").click()
        page.locator("input.md-search__input").fill(words)
        for _ in range(60):  # the index is read while one types
            page.locator("input.md-search__input").dispatch_event("keyup")
            page.wait_for_timeout(250)
            if page.locator(".md-search-result__link").count():
                break
        found = [link.get_attribute("href") for link in page.locator(".md-search-result__link").all()]
        assert any(place in urlsplit(link).path for link in found), found
        page.goto((site / language / "index.html").as_uri())
        other = page.locator("a.language")
        assert other.inner_text() == {"en": "中文", "zh": "English"}[language]
        other.click()
        page.wait_for_url(f"**/{'zh' if language == 'en' else 'en'}/index.html")
        here = (site.as_uri(), "data:", "blob:", "about:")
        assert [url for url in asked if not url.startswith(here)] == []
        assert wrong == []


def test_the_first_page_leads_to_the_readers_language(site):
    front = (site / "index.html").read_text("utf-8")
    assert 'href="en/index.html"' in front
    assert 'href="zh/index.html"' in front
