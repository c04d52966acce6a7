"""What a browser asks: which scenarios, under which settings, with which unions drawn; checked before anything runs.

Nothing a browser sends names a file: scenarios are shipped ones, settings go through the checks every override goes
through, drawn unions are villages of the county by id.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from liancun_sim.county import County
from liancun_sim.scenario import Scenario, load_beside, shipped_names
from liancun_sim.vocabulary import BadInput, Fault, say

SCENARIOS_MOST, SETS_MOST, UNIONS_MOST, MEMBERS_MOST = 6, 80, 200, 20
MONTHS, REPLICATIONS, SEEDS = (1, 120), (1, 32), (0, 1_000_000)
KEY_LONGEST, VALUE_LONGEST = 80, 40
BASELINE, DRAWN_UNIONS = "baseline", "drawn"
DRAWN = {"en": "Drawn unions", "zh": "自绘联村"}


@dataclass(frozen=True)
class Question:
    """A checked question.

    document : as it was sent, without what is unknown. scenarios : first what the others are held against.
    """

    document: Mapping[str, Any]
    scenarios: tuple[Scenario, ...]
    replications: int
    seed: int

    def patch(self, key: str) -> dict[str, Any]:
        """A scenario of it as a file has it: what was asked and no more, so that assumptions are drawn as they were.

        Settings (``sets``) are not in it; they are options of the command.
        """
        months = self.document["months"]
        if key not in {*self.document["scenarios"], self.document["against"]}:
            plan = {"planned_unions": {"unions": self.document["unions"]}}
            return {"extends": "baseline", "name": DRAWN, "months": months, "policies": [plan]}
        return {"extends": key, "months": months}

    def digest(self, *decisive: str) -> str:
        """The same for questions whose answers are the same."""
        told = [*(one.digest for one in self.scenarios), *(one.key for one in self.scenarios)]
        return blake2b(json.dumps([told, self.replications, self.seed, *decisive]).encode(), digest_size=10).hexdigest()


def question(sent: Any, county: County) -> Question:
    """A question from what was sent.

    Raises
    ------
    BadInput
        Naming every fault.
    """
    faults: list[Fault] = []
    if not isinstance(sent, dict):
        raise BadInput(fault("question", "not_a_question"))
    names = _texts(sent.get("scenarios"), SCENARIOS_MOST, "scenarios", faults)
    known = set(shipped_names())
    faults += [fault("scenarios", "unknown_scenario", name=name) for name in names if name not in known]
    months = whole_number(sent.get("months", 60), MONTHS, "months", faults)
    replications = whole_number(sent.get("replications", 4), REPLICATIONS, "replications", faults)
    seed = whole_number(sent.get("seed", 1), SEEDS, "seed", faults)
    sets = _sets(sent.get("sets", {}), faults)
    unions = drawn_unions(sent.get("unions", []), county, faults)
    against = sent.get("against", BASELINE)
    if not isinstance(against, str) or against not in {*known, BASELINE, DRAWN_UNIONS}:
        faults.append(fault("against", "unknown_scenario", name=str(against)[:KEY_LONGEST]))
    names = [name for name in names if name != against]
    if not faults and not names and (not unions or against == DRAWN_UNIONS):
        faults.append(fault("scenarios", "nothing_asked"))
    if not faults and against == DRAWN_UNIONS and not unions:
        faults.append(fault("against", "nothing_drawn"))
    if faults:
        raise BadInput(faults)
    drawn = {"extends": "baseline", "name": DRAWN, "policies": [{"planned_unions": {"unions": unions}}]}
    sources: list[Any] = [drawn if against == DRAWN_UNIONS else against, *names]
    if unions and against != DRAWN_UNIONS:
        sources.append(drawn)
    overrides = [f"{key}={value}" for key, value in sets.items()]
    scenarios = load_beside(sources[0], sources[1:], sets=overrides, months=months)
    for one in scenarios:
        one.build_policies(county)
    document = {"scenarios": names, "against": against, "months": months, "replications": replications, "seed": seed,
                "sets": sets, "unions": unions}  # fmt: skip
    return Question(document, tuple(scenarios), replications, seed)


def fault(place: str, key: str, **fields: object) -> Fault:
    return Fault("", place, say(f"serve.{key}", **fields))


def _texts(sent: Any, most: int, place: str, faults: list[Fault]) -> list[str]:
    if not isinstance(sent, list) or len(sent) > most or not all(isinstance(one, str) for one in sent):
        faults.append(fault(place, "list_of_names", most=most))
        return []
    return list(dict.fromkeys(sent))


def whole_number(sent: Any, span: tuple[int, int], place: str, faults: list[Fault]) -> int:
    low, high = span
    if isinstance(sent, bool) or not isinstance(sent, int) or not low <= sent <= high:
        faults.append(fault(place, "whole_number", low=low, high=high))
        return low
    return sent


def _sets(sent: Any, faults: list[Fault]) -> dict[str, str]:
    """Settings as ``policy.lever`` → value as it is written; what they mean is checked where every override is."""
    if not isinstance(sent, dict) or len(sent) > SETS_MOST:
        faults.append(fault("sets", "settings", most=SETS_MOST))
        return {}
    found = {}
    for key, value in sent.items():
        told = str(value).lower() if isinstance(value, bool) else str(value)
        plain = isinstance(value, str | int | float) and told.isprintable() and len(told) <= VALUE_LONGEST
        named = len(key) <= KEY_LONGEST and all(part.isidentifier() for part in key.split("."))
        if not plain or not named or "=" in told or key.startswith("county"):
            faults.append(fault("sets", "setting", name=key[:KEY_LONGEST]))
        else:
            found[key] = told
    return found


def drawn_unions(sent: Any, county: County, faults: list[Fault]) -> list[dict[str, Any]]:
    if not isinstance(sent, list):
        faults.append(fault("unions", "no_unions" if sent is None else "unions_no_list"))
        return []
    if len(sent) > UNIONS_MOST:
        faults.append(fault("unions", "unions", most=UNIONS_MOST))
        return []
    found: list[dict[str, Any]] = []
    for number, one in enumerate(sent, start=1):
        place = f"unions[{number}]"
        members = one.get("members") if isinstance(one, dict) else None
        if (
            not isinstance(members, list)
            or not 2 <= len(members) <= MEMBERS_MOST
            or not known_villages(members, county)
        ):
            faults.append(fault(place, "members", most=MEMBERS_MOST))
            continue
        month = whole_number(one.get("month", 0), (0, MONTHS[1]), place, faults)
        form = one.get("form", "strong_weak")
        if not isinstance(form, str) or len(form) > KEY_LONGEST:
            faults.append(fault(place, "members", most=MEMBERS_MOST))
            continue
        found.append({"month": month, "lead": members[0], "members": members, "form": form})
    return found


def known_villages(members: Sequence[Any], county: County) -> bool:
    """Whether these are different villages of a county, by id."""
    ids = county.villages.index
    return all(isinstance(one, str) and one in ids for one in members) and len(set(members)) == len(members)
