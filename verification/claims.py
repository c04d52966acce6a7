"""The table of ``scenarios/claims/README.md``: each claim, and what it is made of. Prints it in Markdown.

Every replication draws its start anew: who is on the first list is luck too.

python verification/claims.py [--replications 16]
"""

import argparse
import math

from liancun_sim import api
from liancun_sim.analysis.audit.audited import audited
from liancun_sim.reports.audit.words import is_change
from liancun_sim.reports.common.numbers import number, unit_name
from liancun_sim.results.audit.columns import CLAIMED, CLAIMS, PLACEBO, STARTING_LEVEL

LOOKED_AT = {
    "all_converted": "conversion",
    "all_converted_strictly": "conversion",
    "all_consent": "consent_level_in_unions",
    "all_consent_pressed": "consent_level_in_unions",
    "all_consent_secret": "consent_level_in_unions",
    "faster_growth": "income",
    "faster_growth_plainly": "income",
    "both_satisfied": "satisfaction_in_unions",
}
TERMS = (CLAIMED, STARTING_LEVEL, "policy_effect", "secular", "selection", "measurement", "assessor_bias")
HEAD = (
    "scenario", "of", "claimed", "all villages at the start", "policy", "county's own change", "choice of villages",
    "bad draws", "kindness or pressure", "only labelled", "proposals → unions → with 80 % in private → dissolved",
)  # fmt: skip
WENT = ("proposals", "unions", "private_reach", "dissolved")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--replications", type=int, default=16)
    asked = reader.parse_args()
    names = [f"claims/{name}" for name in LOOKED_AT]
    found = audited(api.audit(names, replications=asked.replications, redraw_start=True))
    means = found.summary.set_index(["scenario", "indicator", "term"])["mean"]
    consulted = found.audit.consulted.groupby("scenario")[list(WENT)].mean()
    print(f"| {' | '.join(HEAD)} |")
    print("|---" * len(HEAD) + "|")
    for name, claim in LOOKED_AT.items():
        unit = CLAIMS[claim].unit
        cells = [
            number(means.get((name, claim, term), math.nan), unit, signed=is_change(claim, term)) for term in TERMS
        ]
        label = number(means[f"{name}:{PLACEBO}", claim, CLAIMED], unit, signed=is_change(claim, CLAIMED))
        went = " → ".join(f"{consulted.loc[name, column]:.0f}" for column in WENT)
        shown = f"{CLAIMS[claim].label.en.lower()}, {unit_name(unit, is_change(claim, CLAIMED))}"
        print(f"| `{name}` | {shown} | {' | '.join(cells)} | {label} | {went} |")


if __name__ == "__main__":
    main()
