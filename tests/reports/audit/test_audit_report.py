"""What an audit writes and says: files, both languages, the parts in words."""

import json
import re

import pandas as pd
import pytest

from browser import chromium, faults, visited
from liancun_sim import api
from liancun_sim.analysis.audit.audited import audited
from liancun_sim.reports.audit.summary import audit_text
from liancun_sim.reports.audit.words import claims_of, nothing_to_tell, on_claim, term
from liancun_sim.reports.audit.write import write_audit
from liancun_sim.results.audit.columns import AUDIT, CLAIMS, ESTIMATORS, parts_of
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput, use_language

POLICIES = [{"joint_village": {"proposals": 6}}, {"household_linkage": {"units": 12}}]


@pytest.fixture(scope="module")
def found(small_county):
    scenario = load_scenario(
        {
            "extends": "baseline",
            "months": 12,
            "name": {"en": "Both", "zh": "两者"},
            "policies": POLICIES,
            "coefficients": {"outreach.persuasion": 0.2, "outreach.further_contact": 0.9},  # so that unions form
        }
    )
    return audited(api.audit([scenario], county=small_county, replications=2, workers=1, decision_variants=True))


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    out = tmp_path_factory.mktemp("audit") / "out"
    write_audit(found, out, lang="zh")
    return out


def test_the_files_are_all_there(folder):
    names = {path.name for path in folder.iterdir()}
    assert {"audit.csv", "estimators.csv", "report.html", "summary.txt", "manifest.json", "figures"} <= names
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert listed["kind"] == "liancun_sim audit"
    assert listed["command"] == "audit"
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {*listed["files"], "manifest.json"} == present


@pytest.mark.parametrize(("name", "columns"), [("audit.csv", AUDIT), ("estimators.csv", ESTIMATORS)])
def test_a_table_has_its_columns_and_opens_in_excel(folder, name, columns):
    assert (folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(pd.read_csv(folder / name).columns) == [c.name for c in columns]


def test_the_parts_in_the_file_add_up_to_the_claim(folder):
    wide = pd.read_csv(folder / "audit.csv").pivot_table(
        index=["scenario", "replication", "indicator"], columns="term", values="value"
    )
    for claim in CLAIMS:
        rows = wide.xs(claim, level="indicator")
        gap = (rows["claimed"] - rows[list(parts_of(claim))].sum(axis=1, skipna=False)).dropna()
        assert len(gap) > 1
        assert gap.abs().max() <= 1e-9


def test_one_waterfall_per_claim_as_png_and_svg(found, folder):
    claims = claims_of(found, "scenario")
    assert {"conversion", "income", "consent"} <= set(claims)
    for claim in claims:
        for ending in ("png", "svg"):
            assert (folder / "figures" / f"audit_scenario_{claim}.{ending}").stat().st_size > 1000


def test_the_page_holds_both_languages_and_asks_nobody_anything(folder):
    page = (folder / "report.html").read_text("utf-8")
    for text in ("Effect of the policy", "政策效果", "limit", "局限", "Ways to decide", "不同表决方式"):
        assert text in page
    assert not re.search(r"(src|href)=\"(?!#|data:)", page)


@pytest.mark.browser
def test_the_page_draws_its_figures_in_the_language_shown_and_axe_finds_nothing(folder):
    address = (folder / "report.html").as_uri()
    with chromium() as browser:
        for theme in ("light", "dark"):
            page = visited(browser, address, color_scheme=theme, viewport={"width": 390, "height": 800})
            count = page.locator("figure svg").count()
            for language in ("zh-Hans", "en", "zh-Hant"):
                page.click(f'button[data-language="{language}"]')
                drawn = "".join(page.locator("figure svg").all_text_contents())
                assert any("\u4e00" <= letter <= "\u9fff" for letter in drawn) == (language != "en")
                told = page.locator("figure [role=img]").first.get_attribute("aria-label")
                assert told in drawn
                assert page.locator("figure svg").count() == count > 1
                assert faults(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert page.wrong == [] and len(page.asked) == 1
            page.context.close()


def test_what_would_have_happened_anyway_is_said_in_those_words(found):
    text = audit_text(found)
    assert "Would have happened to these villages, or to their scores, anyway" in text
    row = term(found, "scenario", "income", "anyway")
    parts = [term(found, "scenario", "income", name)["mean"] for name in ("selection", "measurement")]
    assert row["mean"] == pytest.approx(sum(parts))


def test_the_level_of_consent_is_said_with_where_all_villages_stood(found):
    text = audit_text(found)
    level = text[text.index("Consent in unions (") :]
    for name in ("What a report would claim", "= Where all villages of the county stood", "+ Choice of villages"):
        assert name in level
    row = term(found, "scenario", "consent_level_in_unions", "claimed")
    assert 0.8 <= row["mean"] <= 1
    assert f"{100 * row['mean']:.1f} " in level.splitlines()[1]  # its height in percent, without a sign


def test_stated_and_private_consent_stand_apart_in_every_way_to_decide(found):
    lines = [line for line in audit_text(found).splitlines() if "ψ" in line and "unions" in line]
    assert len(lines) > 10
    for line in lines[1:]:
        assert "stated" in line
        assert "private" in line


def test_the_summary_speaks_chinese(found):
    use_language("zh")
    text = audit_text(found)
    assert "这些村或其评分本来就会有的变化" in text
    assert "政策效果" in text
    assert not re.search(r"[A-Za-z]{4,} [A-Za-z]{4,} [A-Za-z]{4,}", text)  # no English sentence left


def test_a_sentence_tells_no_part_that_comes_to_nothing(found):
    use_language("en")
    (scenario,) = found.audit.scenarios
    for claim in claims_of(found, scenario):
        split = on_claim(found, scenario, claim)[1]
        for name, words in (
            ("secular", "the whole county changed by"),
            ("assessor_bias", "kind"),
            ("anyway", "anyway"),
        ):
            row = term(found, scenario, claim, name)
            if nothing_to_tell(row):
                assert words not in split
        assert re.findall(r"(?<![\d.,…])0\.0+ (?!…)", split.replace("brought 0.0", "")) == [], split


def test_a_folder_of_something_else_is_refused(found, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput):
        write_audit(found, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
