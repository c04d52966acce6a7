"""Rules of a plan held against a county: every village found, every contradiction that shows at once told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from liancun_sim.county import County
from liancun_sim.planner.posterior import ENDING, posterior_in
from liancun_sim.planner.rules_file import SAID, RulesFaults, RulesFile, read_rules_file
from liancun_sim.planner.willing import willing_in
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.scenario.village_names import VillageNames
from liancun_sim.scenario.village_sheet import ENDINGS
from liancun_sim.vocabulary import BadInput, Fault, collecting, nearest

UNITED = "united"  # name of the policy of unions that stand already
UNITED_LEVERS = {
    "decided": True,
    "form": "hub",
    "team_effort": 0.0,
    "push_months": 0,
    "support_months": 0,
    "recognise": False,
}  # their support is over. Assumption
VILLAGES_A_UNION = 13  # by default a plan has at most one union for so many villages. Assumption
Pair = tuple[int, int]


@dataclass(frozen=True)
class Rules:
    """Rules for one county; villages by row.

    file : everything else, as written. at_most : unions. scenario : the baseline with the rules' decision and start;
    plans are run in it by `planned_unions` with the rules' levers, beside the unions that stand already.
    willing : row → yes, maybe or no. believed : coefficients by draw of the assumptions, where a file has them.
    """

    file: RulesFile
    shown: str
    at_most: int
    scenario: Scenario
    forced: tuple[int, ...]
    forced_pairs: tuple[Pair, ...]
    forbidden: tuple[int, ...]
    forbidden_pairs: tuple[Pair, ...]
    united: tuple[tuple[int, ...], ...]
    barriers: frozenset[tuple[str, str]]
    backward: frozenset[str]
    township_limits: Mapping[str, int]
    willing: Mapping[int, str]
    believed: Sequence[Mapping[str, float]] = ()

    @property
    def taken(self) -> frozenset[int]:
        """Rows of villages in a union already."""
        return frozenset(chain.from_iterable(self.united))

    @property
    def drawn(self) -> bool:
        """Whether the assumptions are drawn."""
        return self.file.assumptions != "defaults"


def read_rules(source: str | Path | Mapping[str, Any] | None, county: County) -> Rules:
    """Rules of a file or mapping, or the defaults, for a county.

    Raises
    ------
    BadInput
        With every fault.
    """
    file, faults, folder = read_rules_file(source)
    found = _Reader(file, faults, county)
    forced, forbidden = found.villages("force"), found.villages("forbid")
    forced_pairs, forbidden_pairs = found.pairs("force"), found.pairs("forbid")
    united, barriers = found.united(), found.barriers()
    found.check_together(forced, forbidden, forced_pairs, forbidden_pairs, frozenset(chain.from_iterable(united)))
    rules = Rules(
        file=file,
        shown=faults.file,
        at_most=file.unions.at_most or max(1, file.unions.at_least, round(len(county.villages) / VILLAGES_A_UNION)),
        scenario=found.scenario(united),
        forced=forced,
        forced_pairs=forced_pairs,
        forbidden=forbidden,
        forbidden_pairs=forbidden_pairs,
        united=united,
        barriers=barriers,
        backward=frozenset(found.names.ids[row] for row in found.listed(("backward",), file.backward)),
        township_limits=found.townships(),
        willing=found.willing(folder),
        believed=found.believed(folder),
    )
    faults.stop_if_any()
    return rules


def united_policy(ids: Sequence[str], united: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
    """The policy of unions that stand already, as a scenario has it: the first village named leads; none for none."""
    unions = [{"month": 0, "lead": ids[rows[0]], "members": [ids[row] for row in rows]} for rows in united]
    return [{"planned_unions": {"as": UNITED, **UNITED_LEVERS, "unions": unions}}] if unions else []


class _Reader:
    """Finds what rules name in a county, and collects what is not there."""

    def __init__(self, file: RulesFile, faults: RulesFaults, county: County):
        self.file, self.faults, self.county = file, faults, county
        self.names = VillageNames(county)
        self.edges = set(county.edges)

    def row(self, place: tuple[str | int, ...], text: str) -> int | None:
        found = self.names.row(text)
        if isinstance(found, str):
            self.faults.say(place, found)
            return None
        return found

    def listed(self, place: tuple[str | int, ...], texts: Sequence[str]) -> tuple[int, ...]:
        """Rows of a list of villages, each once."""
        rows: list[int] = []
        for at, text in enumerate(texts):
            row = self.row((*place, at), text)
            if row is not None and row in rows:
                self.faults.add((*place, at), "listed_twice", part=".".join(map(str, place)), name=text)
            elif row is not None:
                rows.append(row)
        return tuple(rows)

    def villages(self, part: str) -> tuple[int, ...]:
        return self.listed((part, "villages"), getattr(self.file, part).villages)

    def pairs(self, part: str) -> tuple[Pair, ...]:
        return self._pairs((part, "pairs"), getattr(self.file, part).pairs)

    def _pairs(self, place: tuple[str | int, ...], listed: Sequence[Sequence[str]]) -> tuple[Pair, ...]:
        found: list[Pair] = []
        for at, texts in enumerate(listed):
            if len(texts) != 2:
                self.faults.add((*place, at), "pair_of_two", part=".".join(map(str, place)), count=len(texts))
                continue
            rows = [self.row((*place, at), text) for text in texts]
            if rows[0] is None or rows[1] is None:
                continue
            if rows[0] == rows[1]:
                self.faults.add((*place, at), "pair_with_itself", village=self.names.full[rows[0]])
            else:
                found.append((min(rows[0], rows[1]), max(rows[0], rows[1])))
        return tuple(found)

    def united(self) -> tuple[tuple[int, ...], ...]:
        found: dict[int, int] = {}
        groups: list[tuple[int, ...]] = []
        for at, texts in enumerate(self.file.united):
            rows = [self.row(("united", at), text) for text in texts]
            known = [row for row in rows if row is not None]
            if len(texts) < 2 or (len(known) == len(texts) and len(set(known)) < 2):
                self.faults.add(("united", at), "united_alone", number=at + 1)
            for row in dict.fromkeys(known):
                if found.setdefault(row, at) != at:
                    village = self.names.full[row]
                    self.faults.add(
                        ("united", at), "united_twice", village=village, first=found[row] + 1, second=at + 1
                    )
            groups.append(tuple(dict.fromkeys(known)))
        return tuple(one for one in groups if len(one) > 1)

    def barriers(self) -> frozenset[tuple[str, str]]:
        found = []
        for at, (one, other) in enumerate(self._pairs(("barriers",), self.file.barriers)):
            edge = (self.names.ids[one], self.names.ids[other])
            if edge not in self.edges:
                fields = {"one": self.names.full[one], "other": self.names.full[other]}
                self.faults.add(("barriers", at), "barrier_between_strangers", **fields)
            found.append(edge)
        return frozenset(found)

    def check_together(
        self, forced: Sequence[int], forbidden: Sequence[int], forced_pairs: Sequence[Pair],
        forbidden_pairs: Sequence[Pair], united: frozenset[int],
    ) -> None:  # fmt: skip
        """What contradicts itself at first sight."""
        full = self.names.full
        for row in forced:
            if row in forbidden:
                self.faults.add(("forbid", "villages"), "forced_and_forbidden", village=full[row])
            if row in united:
                self.faults.add(("force", "villages"), "forced_and_united", village=full[row])
        for one, other in forced_pairs:
            fields = {"one": full[one], "other": full[other]}
            if (one, other) in forbidden_pairs:
                self.faults.add(("forbid", "pairs"), "pair_forced_and_forbidden", **fields)
            for row in (one, other):
                if row in forbidden:
                    self.faults.add(("force", "pairs"), "forced_and_forbidden", village=full[row])
                if row in united:
                    self.faults.add(("force", "pairs"), "forced_and_united", village=full[row])
            towns = self.county.villages["township"]
            if towns.iloc[one] != towns.iloc[other] and not self.file.across_townships:
                self.faults.add(("force", "pairs"), "pair_across", **fields)

    def townships(self) -> dict[str, int]:
        limits: dict[str, int] = {}
        for name, most in self.file.townships.each.items():
            place = ("townships", "each", name)
            if name not in self.county.townships:
                near = nearest(name, self.county.townships)
                key = "township_unknown_near" if near else "township_unknown"
                self.faults.add(place, key, name=name, near=near)
            elif most < 0:
                self.faults.add(place, "township_negative", name=name, value=most)
            else:
                limits[name] = most
        return limits

    def scenario(self, united: Sequence[Sequence[int]]) -> Scenario:
        """The baseline with the rules' own decision, start, horizon and levers, and the unions there are."""
        extra: dict[str, Any] = {"start": self.file.start} if self.file.start else {}
        document = {
            "extends": "baseline", **extra, "months": self.file.horizon,
            "policies": [{"planned_unions": {**self.file.policy}}, *united_policy(self.names.ids, united)],
        }  # fmt: skip
        if self.file.decision:
            document["decision"] = self.file.decision
        if "unions" in self.file.policy:
            self.faults.add(("policy", "unions"), "policy_with_unions")
        try:
            return load_scenario(document)
        except BadInput as bad:
            self._say_of_parts(bad.faults, document)
            return load_scenario("baseline")

    def _say_of_parts(self, faults: Sequence[Fault], document: Mapping[str, Any]) -> None:
        """Faults of the scenario rules make, each on the line of the part that has it by itself."""
        told: list[Fault] = []
        for part, key in (("decision", "decision"), ("policy", "policies"), ("start", "start")):
            of_part: list[Fault] = []
            if key in document:
                with collecting(of_part):
                    load_scenario({"extends": "baseline", "months": self.file.horizon, key: document[key]})
            for fault in of_part:
                self.faults.say((part,), str(fault))
            told += of_part
        for fault in faults:
            if fault not in told:
                self.faults.say((), str(fault))

    def believed(self, folder: Path) -> Sequence[Mapping[str, float]]:
        if not self.file.assumptions.endswith(ENDING):
            return ()
        try:
            return posterior_in(folder / self.file.assumptions, self.file.simulate.assumptions)
        except BadInput as bad:
            for fault in bad.faults:
                self.faults.say(("assumptions",), str(fault))
            return ()

    def willing(self, folder: Path) -> dict[int, str]:
        given = self.file.willing
        if given is None:
            return {}
        if isinstance(given, str):
            if not given.endswith(ENDINGS):
                self.faults.add(("willing",), "willing_file", name=given, endings=", ".join(ENDINGS))
                return {}
            try:
                given = willing_in(folder / given)
            except BadInput as bad:
                for fault in bad.faults:
                    self.faults.say(("willing",), str(fault))
                return {}
        found: dict[int, str] = {}
        for text, said in given.items():
            row = self.row(("willing", text), text)
            if said not in SAID:
                self.faults.add(("willing", text), "willing_word", village=text, value=said)
            elif row in found:
                self.faults.add(("willing", text), "listed_twice", part="willing", name=text)
            elif row is not None:
                found[row] = said
        return found
