"""Sentences on a plan whose numbers are small."""

from types import SimpleNamespace

import pandas as pd
import pytest

from liancun_sim.reports.plan.sentences import headline
from liancun_sim.vocabulary import use_language


@pytest.mark.parametrize(("language", "share", "said"), [
    ("en", 0.0002, "of random ones fewer than 0.1% do"),
    ("zh-Hans", 0.0, "只有不到0.1%通过"),
    ("en", 0.004, "of random ones 0.4% do"),
])  # fmt: skip
def test_a_share_too_small_to_show_is_never_said_to_be_nothing(language, share, said):
    facts = {"at_defaults": share, "threshold": 0.8, "told": "x"}
    plans = SimpleNamespace(facts=facts, plan=(), alternatives=pd.DataFrame({"plan": ["x"]}), unit="")
    use_language(language)
    try:
        assert said in headline(plans)[0]
    finally:
        use_language("en")
