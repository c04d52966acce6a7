"""The pages of a class open in each browser's language."""

import pytest

from liancun_sim.app.first_language import FirstLanguage


@pytest.mark.parametrize(("named", "lang"), [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("fr", "en")])
def test_everybody_in_a_class_sees_their_own_language_first(klass, named, lang):
    klass.classroom.first = FirstLanguage("")
    for client, page in ((klass.browser(), "/"), (klass.teacher, "/teacher"), (klass.student(), "/student")):
        assert f'<html lang="{lang}">' in client.get(page, headers={"accept-language": named}).text
