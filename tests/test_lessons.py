"""Each lesson runs from top to bottom, shows its one surprising figure, and has its sheets in both languages."""

import re
from pathlib import Path

import matplotlib as mpl
import nbformat
import pytest

LESSONS = Path(__file__).parents[1] / "notebooks" / "lessons"
NAMES = ("who_counts", "by_itself", "what_is_assessed", "two_pilots")
SHEETS = ("teacher", "pupils", "answers")


@pytest.fixture
def lesson(monkeypatch):
    """name → what its cells leave behind, run in this process: nothing is imported or compiled anew for each."""
    mpl.use("Agg")
    import matplotlib.pyplot as plt

    drawn = []

    def show():
        drawn.append(plt.gcf())
        plt.close("all")

    monkeypatch.setattr(plt, "show", show)

    def run(name):
        found = {"__name__": name}
        with mpl.rc_context():
            for cell in nbformat.read(LESSONS / f"{name}.ipynb", as_version=4).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, f"{name}.ipynb", "exec"), found)
        assert len(drawn) == 1  # one figure a lesson
        return found

    return run


def test_the_way_of_deciding_decides_more_than_the_villages_do(lesson):
    found = lesson("who_counts")
    assert len({proposals for proposals, _ in found["found"].values()}) == 1  # the same unions were proposed
    assert found["representatives"] >= 20
    assert found["representatives"] >= 2 * found["openly"]  # measured: more than three times
    assert found["openly"] > found["secretly"]
    assert found["by_forms"] <= found["openly"] / 2


def test_most_conversions_reported_happen_under_a_label_too(lesson):
    found = lesson("by_itself")
    assert found["reported"] >= 60
    assert found["by_policy"] <= found["reported"] / 3  # measured: about a twentieth
    assert found["only_labelled"] >= found["reported"] / 2


def test_when_files_are_assessed_the_score_rises_and_the_work_falls(lesson):
    found = lesson("what_is_assessed")
    assert found["paper_score"] >= found["score"] + 0.15
    assert found["paper_effort"] <= found["effort"] - 0.1
    assert found["paper_only"] >= 0.25


def test_two_pilots_say_nothing_where_twelve_say_much(lesson):
    found = lesson("two_pilots")
    assert found["whole"][1] > 0  # the twelve together know that income rises
    assert found["wider"] >= 3  # √6 would be 2.4
    assert found["unclear"] >= 0.4


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_types_none_of_its_figures(name):
    """What is told of the result is filled in from the run: no sentence that is printed holds a number of its own."""
    cells = nbformat.read(LESSONS / f"{name}.ipynb", as_version=4).cells
    assert all(not cell.get("outputs") for cell in cells)
    printed = re.findall(r'print\(\s*f?"(.*?)"', "\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    assert len(printed) >= 4
    assert [text for text in printed if re.search(r"\d", re.sub(r"\{.*?\}|\bof 100\b|95%", "", text))] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_its_sheets_in_both_languages_and_the_answers_apart(name):
    for sheet in SHEETS:
        english, chinese = (
            (LESSONS / "sheets" / f"{name}.{sheet}{ending}").read_text("utf-8") for ending in (".md", ".zh.md")
        )
        assert not re.search("[\u4e00-\u9fff]", english)
        assert len(re.findall(r"^\d+\. ", english, re.M)) == len(re.findall(r"^\d+\. ", chinese, re.M)) >= 3
