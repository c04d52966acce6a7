"""What a result came from is told in both languages, every entry by its name."""

from liancun_sim.reports.common.markup import Html
from liancun_sim.reports.common.provenance import NAMES, came_from
from liancun_sim.running.common.provenance import manifest
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import Label


def test_every_entry_of_a_manifest_has_a_name(small_county):
    assert set(manifest(small_county, [load_scenario("baseline")], 1, 1, 1)) <= set(NAMES)
    assert all(label.en and label.zh for label in NAMES.values())


def test_blocks_and_lists_are_told_line_by_line():
    page = came_from(
        {"county": {"key": "<ours>", "notes": [{"en": "Said above", "zh": "上文已述"}]}, "seed": 0, "own_luck": False}
    )
    assert "&lt;ours&gt;" in page
    assert "Said above" not in page
    assert (
        '<span data-en="Seed" data-zh="随机种子" data-tw="隨機種子">Seed</span><code class="unit">seed</code>' in page
    )
    assert "<td>0</td>" in page
    assert '<td><span data-en="no" data-zh="否">no</span>' in page
    long = came_from({"sources": ["County gazette of 2007", {"en": "A report", "zh": "一份报告"}]})
    assert "County gazette of 2007<br><span" in long
    assert "<td><code>a, b</code></td>" in came_from({"tables": ["a", "b"]})
    assert "settling" not in came_from({"settling": None})


def test_a_long_block_is_opened_by_who_wants_it():
    short, long = ({f"key_{i}": i for i in range(count)} for count in (40, 41))
    assert "<details" not in came_from({"coefficients": short})
    page = came_from({"coefficients": long})
    assert "41 entries" in page and "key_3" not in page


def test_what_must_be_known_of_a_county_stands_above():
    page = came_from({"seed": 1}, [Label("Drawn, not observed.", "抽样生成，并非观测。")])
    assert isinstance(page, Html)
    assert page.index("Drawn, not observed.") < page.index("<table>")
