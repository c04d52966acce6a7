"""Pictures of a result are written in whichever language is being spoken."""

import pytest
from matplotlib.figure import Figure

from liancun_sim.reports.common.result_folder import write_figures
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.reports.comparison.write import write_comparison
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


def test_a_page_that_shows_no_figure_has_each_drawn_once(comparison, tmp_path, monkeypatch):
    drawn = []
    for name, make in FIGURES.items():
        monkeypatch.setitem(FIGURES, name, lambda *given, name=name, make=make: drawn.append(name) or make(*given))
    write_comparison(comparison, tmp_path / "found")
    assert drawn == list(FIGURES)
    assert 'data-drawn="' not in (tmp_path / "found" / "report.html").read_text("utf-8")
