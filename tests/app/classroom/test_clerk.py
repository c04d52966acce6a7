"""The process that knows the county: its faults in each language, its death costs nobody an answer."""

import pytest

from liancun_sim.app.classroom.clerk import ClassClerk
from liancun_sim.county import save_county
from liancun_sim.results import CHANCE
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import speaking


@pytest.fixture(scope="module")
def clerk(land, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clerk") / "land"
    save_county(land, folder)
    made = ClassClerk(str(folder), 4)
    yield made
    made.close()


def test_faults_are_said_in_the_language_of_whoever_asks(clerk):
    for language, said in (("en", "shipped"), ("zh-Hans", "情景")):
        with pytest.raises(BadInput, match=said):
            speaking(language, clerk.preset, "/etc/passwd", CHANCE, 1)


def test_a_clerk_that_was_killed_is_replaced_and_asked_again(clerk):
    before = clerk.worlds("baseline", CHANCE, 2)
    clerk.seats[0].process.kill()
    clerk.seats[0].process.join(20)
    assert clerk.worlds("baseline", CHANCE, 2) == before


def test_what_breaks_is_told_and_the_next_question_is_answered(clerk):
    with pytest.raises(BadInput, match="TypeError"):
        clerk.worlds("baseline", CHANCE, "many")
    assert len(clerk.worlds("baseline", CHANCE, 1)) == 1
