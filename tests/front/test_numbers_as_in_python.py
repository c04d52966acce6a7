"""Numbers the page writes itself are those Python writes: same digits, same sign, same half way."""

import random
from itertools import product

import numpy as np
import pytest

from browser import chromium
from liancun_sim.front.bundle import module
from liancun_sim.reports.common.numbers import number, rounded

pytestmark = pytest.mark.browser
UNITS = ("", "share", "yuan", "villages", "townships", "0–1")
HALVES = (
    0.5,
    1.5,
    2.25,
    2.75,
    0.0625,
    0.125,
    2.675,
    1.005,
    1250.5,
    12350.0,
    12450.0,
    0.00125,
    1e-13,
    5e-7,
    0.0,
    999.95,
)


def values():
    draw = random.Random(17)
    drawn = [draw.choice((-1, 1)) * 10 ** draw.uniform(-7, 8) for _ in range(1500)]
    return [*drawn, *HALVES, *(-one for one in HALVES)]


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        opened = browser.new_page()
        text = module("numbers")
        opened.evaluate(
            "text => import(`data:text/javascript,${encodeURIComponent(text)}`).then(n => window.n = n)", text
        )
        yield opened


def test_the_page_writes_a_number_as_python_does(page):
    cases = [
        (value, unit, signed, like)
        for value, unit, signed in product(values(), UNITS, (False, True))
        for like in ((None,) if signed else (None, 0.5, 37.0, 12_000.0))
    ]
    told = page.evaluate("cases => cases.map(one => window.n.number(...one))", cases)
    wrong = [(case, text, number(*case)) for case, text in zip(cases, told, strict=True) if text != number(*case)]
    assert wrong == []


def test_a_value_sent_to_the_page_reads_as_it_would_here(page):
    for unit in UNITS:
        sent = rounded(np.array(values()), unit).astype("<f4").astype(float)
        told = page.evaluate("([all, unit]) => all.map(one => window.n.number(one, unit))", [sent.tolist(), unit])
        meant = [number(value, unit) for value in values()]
        plain = [text.replace(",", "").replace("−", "-") for text in (*told, *meant)]
        shown, wanted = plain[: len(told)], plain[len(told) :]
        assert [(a, b) for a, b in zip(shown, wanted, strict=True) if float(a) != float(b)] == []


def test_a_percentage_has_a_decimal_where_there_is_one(page):
    told = page.evaluate("all => all.map(one => window.n.percent(one))", [0.8, 0.725, 0.0625, 1, 0, None])
    assert told == ["80%", "72.5%", "6.2%", "100%", "0%", "–"]
