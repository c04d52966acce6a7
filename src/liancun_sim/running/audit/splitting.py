"""One replication of an audit read from its stored worlds: each set against the world without policy."""

from collections.abc import Mapping
from dataclasses import dataclass

from liancun_sim.mechanisms import Setup
from liancun_sim.results.audit.columns import AS_DESIGNED
from liancun_sim.running.audit.measuring import Consulted, EventPath, Measured, consulted, event_paths, measures
from liancun_sim.running.audit.watched import FloatArray, Watched
from liancun_sim.running.audit.worlds import WITHOUT


@dataclass(frozen=True)
class AuditedReplication:
    """All worlds of one scenario in one replication; by design, then by indicator."""

    scenario: str
    number: int
    measured: Mapping[str, Mapping[str, Measured]]
    consulted: Mapping[str, Consulted]
    event_time: Mapping[str, EventPath]
    traits: Mapping[str, FloatArray]


def set_against(scenario: str, number: int, setup: Setup, worlds: Mapping[str, Watched]) -> AuditedReplication:
    """The replication its worlds make. worlds : by design, the one without policy among them."""
    without = worlds[WITHOUT]
    told = {design: watched for design, watched in worlds.items() if design != WITHOUT}
    return AuditedReplication(
        scenario=scenario,
        number=number,
        measured={design: measures(watched, without, setup.assessment) for design, watched in told.items()},
        consulted={
            design: consulted(watched, setup.decision.threshold)
            for design, watched in told.items()
            if watched.proposals
        },
        event_time=event_paths(worlds[AS_DESIGNED], without),
        traits=without.traits,
    )
