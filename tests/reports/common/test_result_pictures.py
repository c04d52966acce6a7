"""Pictures of a result are written in whichever language is being spoken."""

import pytest
from matplotlib.figure import Figure

from liancun_sim.reports.common.result_folder import write_figures
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.language import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_stand_in_the_folder_in_every_language(language, tmp_path):
    use_language(language)
    try:
        drawn = write_figures({"effects": Figure}, tmp_path / "figures")
    finally:
        use_language("en")
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == ["effects.png", "effects.svg"]
    assert sorted(drawn["effects"]) == ["en", "zh"]
