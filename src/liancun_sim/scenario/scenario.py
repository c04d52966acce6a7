"""A resolved scenario: everything a run needs but the county and the seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liancun_sim.county import County
from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.scenario.changes import ChangedSetting, changed
from liancun_sim.scenario.given_unions import planned_unions
from liancun_sim.scenario.origin import DEFAULT, Origin
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.village_names import VillageNames
from liancun_sim.vocabulary import BadInput, Fault, Label


@dataclass(frozen=True)
class PolicySpec:
    """One policy of a scenario: its name there, the policy's key, all its levers, and where villages are named."""

    name: str
    key: str
    levers: Mapping[str, Any]
    villages_origin: Origin


@dataclass(frozen=True)
class Scenario:
    """A scenario with every value in it.

    Attributes
    ----------
    key : shipped name or the file's name without suffix; ``scenario`` for a mapping. name : both names.
    setup : what mechanisms need beside coefficients. county : ``default``, or the path of a folder.
    policies : in the order of the file. coefficients : all of them. set_coefficients : those the file or
        ``--set`` gave; they stay where they are when assumptions are drawn.
    origins : of every value, by dotted path. digest : equal for equal results on the same county.
    document : the whole as plain values, which loads back as the same scenario.

    Examples
    --------
    >>> from liancun_sim import load_scenario
    >>> scenario = load_scenario("strong_weak_pairing")
    >>> scenario.name.zh, scenario.setup.months
    ('强弱村结对', 60)
    >>> load_scenario(scenario.document).digest == scenario.digest
    True
    """

    key: str
    name: Label
    setup: Setup
    county: str
    policies: tuple[PolicySpec, ...]
    coefficients: Mapping[str, float]
    set_coefficients: Mapping[str, float]
    origins: Mapping[str, Origin]
    digest: str
    document: Mapping[str, Any]

    def build_policies(self, county: County) -> list[Policy]:
        """Its policies, named villages turned into rows of the county.

        Raises
        ------
        BadInput
            Naming every village the county does not have, or has several of.

        Examples
        --------
        >>> from liancun_sim import load_scenario, make_county
        >>> [policy] = load_scenario("strong_weak_pairing").build_policies(make_county(villages=12, households=600))
        >>> policy.key
        'strong_weak_pairing'
        """
        names = VillageNames(county)
        faults: list[Fault] = []
        built: list[Policy] = []
        for spec in self.policies:
            rows: list[int] = []
            for text in spec.levers["villages"]:
                found = names.row(text)
                if isinstance(found, str):
                    faults.append(spec.villages_origin.fault(found))
                else:
                    rows.append(found)
            levers = {**spec.levers, "villages": tuple(dict.fromkeys(rows))}
            for lever in policies()[spec.key].all_levers():
                if lever.kind == "unions":
                    given, start_month, form = (spec.levers[name] for name in (lever.name, "start_month", "form"))
                    levers[lever.name], wrong = planned_unions(given, county, self.setup.start, start_month, form)
                    origin = self.origins.get(f"policies.{spec.name}.{lever.name}", DEFAULT)
                    faults += [
                        Fault(self.key, spec.name, one) if origin == DEFAULT else origin.fault(one) for one in wrong
                    ]
            built.append(policies()[spec.key](spec.name, levers))
        if faults:
            raise BadInput(faults)
        return built

    @property
    def names_villages(self) -> bool:
        """Whether a policy of it names villages of one county: in a list, or in a plan of unions.

        >>> from liancun_sim import load_scenario
        >>> load_scenario("strong_weak_pairing").names_villages, load_scenario("mayuan_hub").names_villages
        (False, True)
        """
        return any(
            spec.levers[lever.name]
            for spec in self.policies
            for lever in policies()[spec.key].all_levers()
            if lever.kind in ("villages", "unions")
        )

    def village_row(self, county: County, text: str) -> int:
        """The row of a village given by id, ``township/name``, or a name only one village has.

        >>> from liancun_sim import load_scenario, make_county
        >>> county = make_county(villages=12, households=600)
        >>> load_scenario("baseline").village_row(county, county.villages.index[3])
        3
        """
        found = VillageNames(county).row(text)
        if isinstance(found, str):
            raise BadInput(Fault("--village", "", found))
        return found

    @property
    def policy_labels(self) -> dict[str, Label]:
        """Both names of each policy, by its name in the scenario.

        >>> from liancun_sim import load_scenario
        >>> [label.en for label in load_scenario("strong_weak_pairing").policy_labels.values()]
        ['Strong-weak pairing']
        """
        return {spec.name: policies()[spec.key].label for spec in self.policies}

    @property
    def changed_settings(self) -> tuple[ChangedSetting, ...]:
        """Every setting that differs from its default.

        >>> from liancun_sim import load_scenario
        >>> [one.key for one in load_scenario({"decision": {"threshold": 0.7}}).changed_settings]
        ['decision.threshold']
        """
        return changed(self.document)
