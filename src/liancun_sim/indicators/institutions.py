"""Outcomes of the institutions policies bring in: assemblies, participation, reserves, jobs, co-operatives."""

import numpy as np

from liancun_sim.indicators.indicator import FloatArray, Indicator
from liancun_sim.indicators.snapshot import Snapshot
from liancun_sim.vocabulary import Label


def _each(s: Snapshot) -> FloatArray:
    return np.ones(len(s.state.villages))


def _households(s: Snapshot) -> FloatArray:
    return s.state.villages.households.astype(np.float64)


INDICATORS = (
    Indicator(
        "suggestions_raised", Label("Suggestions raised a month", "每月收集意见建议"), "suggestions/month", "neither",
        lambda s: s.state.villages.suggestions.astype(np.float64),
    ),
    Indicator(
        "assemblies_held", Label("Assemblies of representatives a month", "每月召开村民代表会议"), "assemblies/month",
        "neither", lambda s: s.state.villages.assemblies.astype(np.float64),
    ),
    Indicator(
        "resolutions_passed", Label("Resolutions a month", "每月形成决议"), "resolutions/month", "neither",
        lambda s: s.state.villages.resolutions.astype(np.float64),
    ),
    Indicator(
        "works_waiting", Label("Works resolved and not yet carried out", "已议定未落实的工程事项"), "resolutions", "lower",
        lambda s: s.state.villages.works_waiting.copy(),
    ),
    Indicator(
        "voice", Label("Feeling of being heard", "群众参与感"), "0–1", "higher",
        lambda s: _households(s) * s.state.villages.voice, _households,
    ),
    Indicator(
        "participation", Label("Households taking part in village affairs", "参与村务的户占比"), "share", "higher",
        lambda s: _households(s) * s.state.villages.participation, _households,
    ),
    Indicator(
        "reserve_cadres", Label("Reserve cadres of a village", "每村后备干部"), "persons/village", "neither",
        lambda s: s.state.villages.reserve_persons.copy(), _each,
    ),
    Indicator(
        "jobs", Label("Jobs in local enterprises", "本地企业用工"), "jobs", "higher",
        lambda s: s.state.villages.jobs.copy(),
    ),
    Indicator(
        "cooperative_members", Label("Households in a co-operative", "入社农户占比"), "share", "neither",
        lambda s: s.state.villages.cooperative_members.astype(np.float64), _households,
    ),
    Indicator(
        "cooperative_dividends", Label("Dividends of co-operatives a month", "每月合作社分红"), "yuan/month", "higher",
        lambda s: s.state.villages.share_yuan.copy(),
    ),
)  # fmt: skip
