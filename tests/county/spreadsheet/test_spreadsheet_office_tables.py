"""Five hundred drawn office tables: none silently different, nearly all clear ones read, few questions of the others.

``verification/office_tables.py`` draws as many as one likes.
"""

from office_tables import MOST_QUESTIONS, Count, outcomes


def test_drawn_tables_are_read_as_the_county_behind_them_or_asked_about():
    found = outcomes(range(500))
    count = Count.of(found)
    assert [one for one in found if one.outcome == "different"] == []
    assert count.read_share >= 0.95, [one for one in found if not one.oddity and one.outcome == "asked"]
    assert count.most <= MOST_QUESTIONS, [one for one in found if one.questions > MOST_QUESTIONS]
