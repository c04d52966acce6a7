"""Every assumption of the model can be varied: it is a coefficient with a range, or a lever with one."""

import ast
import io
import tokenize
from pathlib import Path

import liancun_sim
from liancun_sim.catalogue.entries import of_kind
from liancun_sim.interventions.lever import COMMON_LEVERS
from liancun_sim.parameters.distribution import ASSUMPTION
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import COEFFICIENTS, MECHANISMS

SOURCE = Path(liancun_sim.__file__).parent
MODEL = ("mechanisms", "policies", "interventions", "decision_rules", "indicators", "simulation", "parameters")
"""What happens month by month. How a county is made up has constants of its own (docs/credibility.md)."""
DECLARING = ("Coefficient", "Lever")


def levers():
    yield from COMMON_LEVERS
    for kind in policies().values():
        yield from kind.levers


def test_a_number_that_is_assumed_has_a_plausible_range():
    bare = {
        one.name
        for one in levers()
        if "assumption" in one.source and one.kind in ("number", "integer") and one.plausible is None
    }
    assert bare == set()


def test_a_plausible_range_is_one():
    assert {one.name for one in levers() if one.plausible and not one.plausible[0] < one.plausible[1]} == set()


def share_of_range(value, low, high):
    return (value - low) / (high - low)


def test_no_default_lies_outside_its_own_range():
    for one in COEFFICIENTS.values():
        assert one.low <= one.value <= one.high, one.key
    for one in levers():
        if one.plausible:
            assert one.plausible[0] <= one.default <= one.plausible[1], one.name


def test_a_default_near_an_end_of_its_range_is_that_end_and_says_so():
    """Off or full on purpose: exactly so in half of the draws, or not drawn. The reference says which."""
    said = {entry.key: entry.definition for kind in ("coefficient", "lever") for entry in of_kind(kind)}
    for one in COEFFICIENTS.values():
        if not 0.05 < share_of_range(one.value, one.low, one.high) < 0.95:
            assert one.value in (one.low, one.high), one.key
            assert one.at_default >= 0.5, one.key
            assert "on purpose so in 50% of the draws" in said[one.key].en, one.key
    for kind in policies().values():
        for one in kind.levers:
            if one.plausible and not 0.05 < share_of_range(one.default, *one.plausible) < 0.95:
                assert one.default in one.plausible, one.name
                if ASSUMPTION in one.source:
                    assert "at its end on purpose and not drawn" in said[f"{kind.key}.{one.name}"].en, one.name


def test_no_source_states_in_prose_what_is_data():
    assert {one.name for one in levers() if "range" in one.source} == set()


def test_no_constant_of_the_model_is_an_assumption():
    """A comment or a text under a constant that says so belongs to a coefficient or a lever."""
    files = (path for part in MODEL for path in sorted((SOURCE / part).rglob("*.py")))
    found = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in files
        if (lines := constants_assumed(path.read_text("utf-8")))
    }
    assert not found


def test_an_assumed_constant_would_be_found():
    assert constants_assumed("RATE = 0.3  # a month. Assumption\n") == [1]
    assert constants_assumed('RATE = 0.3\n"""A month. [assumption]"""\n') == [2]
    assert constants_assumed('Lever("rate", 0.3, "1", LABEL, "assumption")\n') == []


def constants_assumed(source):
    """Lines outside declarations, and outside docstrings of functions and classes, that speak of an assumption."""
    tree = ast.parse(source)
    covered = set()
    for node in ast.walk(tree):
        declares = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARING
        if declares or (isinstance(node, ast.Assign) and isinstance(node.value, (ast.Constant, ast.JoinedStr))
                        and isinstance(getattr(node.value, "value", ""), str)):  # fmt: skip
            covered |= set(range(node.lineno, node.end_lineno + 1))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node):
            covered |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    if ast.get_docstring(tree):
        covered |= set(range(1, tree.body[0].end_lineno + 1))
    words = tokenize.generate_tokens(io.StringIO(source).readline)
    return [
        word.start[0]
        for word in words
        if word.type in (tokenize.COMMENT, tokenize.STRING)
        and "assum" in word.string.lower()
        and not set(range(word.start[0], word.end[0] + 1)) <= covered
    ]


def test_what_a_mechanism_borrows_another_declares():
    declared = {one for kind in MECHANISMS for one in kind.coefficients}
    assert {one for kind in MECHANISMS for one in kind.borrows} <= declared
