"""The picture of the parts shows what the source imports, and no line that follows from others."""

import re
from pathlib import Path

import liancun_sim
from liancun_sim.catalogue.parts import PARTS, imports, needed, picture, storeys


def test_every_part_of_the_source_is_told():
    root = Path(liancun_sim.__file__).parent
    files = {path.stem for path in root.glob("*.py")} - {"__init__"}
    folders = {path.name for path in root.iterdir() if (path / "__init__.py").exists()}
    assert set(PARTS) == files | folders


def test_imports_are_those_of_the_files():
    assert imports()["decision_rules"] == ("vocabulary",)
    assert "mechanisms" not in imports()["policies"]
    order = list(PARTS)
    assert all(order.index(one) < order.index(part) for part, below in imports().items() for one in below)


def test_a_line_that_follows_from_others_is_left_out():
    """a on b on c, and a on c besides: the last is seen from the first two."""
    low, middle, high = list(PARTS)[:3]
    edges = dict.fromkeys(PARTS, ()) | {middle: (low,), high: (low, middle)}
    assert needed(edges)[high] == (middle,)
    assert storeys(needed(edges))[:3][2] == [high]


def test_the_picture_has_a_line_for_each_needed_import():
    lines = sum(map(len, needed(imports()).values()))
    assert len(re.findall("<path ", picture("en"))) == lines
    assert all(f">{part}</text>" in picture("zh-Hans") for part in PARTS)
