"""Every assumption of the model can be varied: it is a coefficient with a range, or a lever with one."""

import ast
import io
import tokenize
from pathlib import Path

import liancun_sim
from liancun_sim.interventions.lever import COMMON_LEVERS
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import MECHANISMS

SOURCE = Path(liancun_sim.__file__).parent
MODEL = ("mechanisms", "policies", "interventions", "decision_rules")
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
