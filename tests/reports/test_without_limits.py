"""What ``--quiet`` leaves: the result, without the limits that stand in every result's files."""

from typing import Any

import click
import pytest

from liancun_sim.cli.console import is_quiet
from liancun_sim.cli.results import deliver
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.vocabulary import say
from small_comparison import small_comparison


def test_a_summary_without_limits_is_the_summary_up_to_them() -> None:
    whole, short = (summary(small_comparison(), limits=wanted) for wanted in (True, False))
    assert say("report.limits") in whole
    assert whole.startswith(short.rstrip("\n"))
    assert say("report.limits") not in short


@pytest.mark.parametrize("quiet", [True, False])
def test_a_quiet_command_prints_no_limits(quiet: bool, capsys: pytest.CaptureFixture[str]) -> None:
    context = click.Context(click.Command("compare"))
    context.meta["liancun_sim.quiet"] = quiet
    comparison: Any = small_comparison()
    with context:
        assert is_quiet() == quiet
        deliver(comparison, None, False)
    said = capsys.readouterr()
    assert (say("report.limits") in said.out) != quiet
    assert said.out.strip()
