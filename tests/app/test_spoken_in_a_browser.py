"""Refusals come in the language the page is read in, whatever language the browser prefers."""

import pytest

from browser import visited
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.language import speaking

pytestmark = pytest.mark.browser

REFUSED = """async () => {
    const { ask, post, upload } = await import("/modules/send.js");
    const told = [await ask("/questions/none"), await post("/questions/none/cancel", {}),
        await upload("/questions", new File(["x"], "x.csv"))];
    return told.map((one) => one.faults.join(" "));
}"""


@pytest.mark.parametrize("locale", ["en-GB", "zh-TW"])
def test_refusals_are_said_in_the_language_that_was_chosen(browser, served, locale):
    opened = visited(browser, served.address, locale=locale)
    for language in ("zh-Hans", "zh-Hant", "en"):
        opened.click(f'button[data-language="{language}"]')
        nothing, wanted = (speaking(language, say, key) for key in ("serve.nothing_here", "serve.json_wanted"))
        assert opened.evaluate(REFUSED) == [nothing, nothing, wanted]
    opened.context.close()
