"""Every sentence is said in both languages and names the same things in each."""

import gettext
import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import liancun_sim.cli
from liancun_sim.vocabulary.messages import messages, say

TOPICS = sorted(
    path.name.removesuffix(".toml")
    for path in (files("liancun_sim.vocabulary") / "messages").iterdir()
    if path.name.endswith(".toml")
)
CATALOGUES = sorted((Path(liancun_sim.cli.__file__).parent / "locale").glob("*/LC_MESSAGES/messages.po"))
PO_ENTRY = re.compile(r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\nmsgstr\[0\]|msgstr) "(.+)"$', re.MULTILINE)


def fields(template: str) -> set[str]:
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_fill_in_the_same_fields(topic: str) -> None:
    for key, entry in messages(topic).items():
        assert set(entry) == {"en", "zh"}, key
        assert fields(entry["en"]) == fields(entry["zh"]), key


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_the_compiled_words_of_click_are_those_of_the_source(source: Path) -> None:
    with source.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    found = PO_ENTRY.findall(source.read_text("utf-8"))
    assert len(found) > 40
    for one, many, said in found:
        one, many, said = (
            text.replace('\\"', '"').replace("\\n", "\n").replace("\\t", "\t") for text in (one, many, said)
        )
        assert (words.ngettext(one, many, 2) if many else words.gettext(one)) == said
        assert fields(said) <= fields(one) | fields(many)


def test_both_catalogues_say_the_same_things() -> None:
    simplified, traditional = ({entry[0] for entry in PO_ENTRY.findall(path.read_text("utf-8"))} for path in CATALOGUES)
    assert simplified == traditional


@pytest.mark.parametrize(
    ("key", "fields", "one", "many"),
    [
        (
            "county.villages_gone",
            {"villages": "李庄"},
            "1 village is there no more: 李庄",
            "2 villages are there no more",
        ),
        ("running.changed_by", {"scenario": "x", "income": "+3", "converted": "0"}, "x 1 union, ", "x 2 unions, "),
        ("page.card_note", {"asked": 1}, "Mean of 1 run, ", "Mean of 2 runs, "),
    ],
)
def test_one_of_a_thing_is_counted_as_one(key: str, fields: dict[str, object], one: str, many: str) -> None:
    name = {"county.villages_gone": "count", "running.changed_by": "unions", "page.card_note": "runs"}[key]
    for count, said in ((1, one), ("1", one), (2, many)):
        assert say(key, **fields, **{name: count}).startswith(said)


def test_a_kind_has_its_article() -> None:
    told = [say("files.foreign_folder", kind=kind, found="x", example="y") for kind in ("county", "export of a county")]
    assert [" as a county;" in told[0], " as an export of a county;" in told[1]] == [True, True]
