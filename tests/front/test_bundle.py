"""The page's modules: small files, one script of them, nothing that reaches out."""

import gzip
import re
from importlib.resources import files

import pytest

from liancun_sim.front.bundle import digest, module, script, style

NAMES = sorted(path.name.removesuffix(".js") for path in (files("liancun_sim.front") / "assets").iterdir()
               if path.name.endswith(".js"))  # fmt: skip

SERVED = {"ask", "answer", "send", "open", "job", "plan", "assume", "setting", "draw", "drawing", "door", "teach",
          "learn", "room", "bars", "ranking", "roommap"}  # fmt: skip
"""Modules of `liancun serve` alone."""


@pytest.mark.parametrize("name", NAMES)
def test_a_module_is_at_most_250_lines_and_imports_only_its_neighbours(name):
    text = module(name)
    assert text.count("\n") <= 250
    imported = re.findall(r'^import .* from "([^"]+)"', text, re.M)
    assert all(re.fullmatch(r"\./[\w-]+\.js", one) for one in imported)
    assert {one[2:-3] for one in imported} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_module_asks_for_anything_or_runs_text(name):
    text = module(name)
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "eval(", "new Function", "document.write",
                 "outerHTML", "insertAdjacentHTML", "://"):  # fmt: skip
        if (word, name) in (("://", "dom"), ("fetch(", "send"), ("fetch(", "room")):
            continue  # the name of the SVG language; the page of `liancun serve` asks its own server
        assert word not in text, word
    assert len(re.findall(r"innerHTML\b", text)) == 3 * (name == "folds")  # what the report itself wrote: read once
    assert text.count("innerHTML = ") == 2 * (name == "folds")


def test_one_script_holds_every_module_once_after_what_it_imports():
    text = script("report")
    places = {name: text.index(f"// {name}.js\n") for name in NAMES if f"// {name}.js\n" in text}
    assert set(NAMES) - set(places) == SERVED
    assert "fetch" not in script("report")
    assert max(places, key=places.get) == "report"
    assert not re.search(r"^(import|export) ", text, re.M)
    assert places["data"] < places["words"] < places["map"]


def test_names_at_the_top_of_modules_differ():
    named = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script("report"), re.M)
    assert sorted(named) == sorted(set(named))


def test_the_front_end_is_within_its_budget():
    assert len(gzip.compress((script("report") + style()).encode())) <= 60_000


def test_an_inline_script_is_named_by_its_digest():
    # echo -n 'x' | openssl dgst -sha256 -binary | base64
    assert digest("x") == "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='"
