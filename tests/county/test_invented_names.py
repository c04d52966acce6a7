"""No real village is graded: the example county's names are invented, none of them that of a place in the documents.

The names below stand in the documents (traditional there), with the forms a reader would know them by.
"""

from pathlib import Path

import pytest

from liancun_sim.county import default_county
from liancun_sim.county.spreadsheet import template
from liancun_sim.scenario import shipped_folder

IN_THE_DOCUMENTS = (
    "马园", "社庄", "前社庄", "许后", "许盘后", "杜行", "前连", "后连", "庄村", "孙沟塞", "冀庄", "小王庄",
    "斜店乡", "清水镇", "北陶镇",
)  # fmt: skip


def test_no_village_or_township_of_the_example_county_is_one_of_the_documents():
    villages = default_county().villages
    assert not set(IN_THE_DOCUMENTS) & {*villages["name"], *villages["township"]}


@pytest.mark.parametrize("path", sorted(shipped_folder().rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_scenario_speaks_of_a_village_by_its_real_name(path):
    text = Path(str(path)).read_text("utf-8")
    assert [name for name in IN_THE_DOCUMENTS if name in text] == []


def test_the_template_shows_invented_villages():
    text = Path(template.__file__).read_text("utf-8")
    assert [name for name in IN_THE_DOCUMENTS if name in text] == []
