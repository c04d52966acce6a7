"""Everything public has an example in its docstring, and the examples run."""

import doctest
import inspect

import pytest

import liancun_sim

PUBLIC = [name for name in liancun_sim.__all__ if name != "__version__"]
OPTIONS = doctest.IGNORE_EXCEPTION_DETAIL | doctest.NORMALIZE_WHITESPACE


def documented(name):
    """What is public under a name: itself and, of a class, its own methods and properties, each with its docstring."""
    thing = getattr(liancun_sim, name)
    found = {name: thing.__doc__}
    if inspect.isclass(thing):
        for key, member in vars(thing).items():
            function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if not key.startswith("_") and inspect.isfunction(function):
                found[f"{name}.{key}"] = function.__doc__
    return found


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_has_examples_that_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner, parser = doctest.DocTestRunner(optionflags=OPTIONS), doctest.DocTestParser()
    told = []
    for key, text in documented(name).items():
        test = parser.get_doctest(inspect.cleandoc(text or ""), {}, key, key, 0)
        assert test.examples, f"{key} has no example"
        runner.run(test, out=told.append)
    assert runner.failures == 0, "".join(told)
