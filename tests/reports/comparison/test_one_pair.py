"""What a report may say of a single pair of worlds: what it was, and that it allows no range."""

from liancun_sim import compare, make_county
from liancun_sim.reports.comparison.answer import how_sure
from liancun_sim.vocabulary import use_language


def test_one_pair_allows_no_range_and_the_report_says_so():
    county = make_county(villages=12, households=600, seed=5)
    one = compare(["cadre_assistance"], county=county, months=4, replications=1, workers=1, assumptions="defaults")
    use_language("en")
    assert how_sure(one, "cadre_assistance") == [
        "No range can be given from 1 run: whether it is better in another history is open."
    ]
