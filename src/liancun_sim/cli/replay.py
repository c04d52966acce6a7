"""``liancun run --from DIR --run RUN_ID``: one stored run done again and compared."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from liancun_sim.cli.console import detail, show, show_json
from liancun_sim.cli.exit_codes import FINDINGS, FINE
from liancun_sim.vocabulary import say

if TYPE_CHECKING:
    from liancun_sim.running.runner.replay import Replay

OK = "ok"


def replayed(folder: str, run_id: str, as_json: bool) -> int:
    """Say whether the run comes out exactly as it is stored; 1 if it does not, or failed then or now."""
    from liancun_sim import api

    found = api.replay(folder, run_id)
    fine = found.same and found.status == OK
    if as_json:
        show_json(_json(run_id, found))
    elif found.status != OK or found.again.status != OK:
        _say_failure(run_id, found)
    elif found.same:
        tables = say("sweep.same_tables", names=", ".join(found.tables)) if found.tables else ""
        show(say("sweep.same", run=run_id, count=len(found.stored), tables=tables))
    else:
        _say_differences(run_id, found)
    return FINE if fine else FINDINGS


def _say_failure(run_id: str, found: "Replay") -> None:
    """What is recorded, and how it ends this time."""
    show(say(f"sweep.recorded_{found.status}", run=run_id, error=found.error))
    show(say("sweep.again_alike" if found.same else f"sweep.again_{found.again.status}", error=found.again.error))
    if found.again.traceback:
        detail(found.again.traceback)


def _say_differences(run_id: str, found: "Replay") -> None:
    names = found.different
    show(say("sweep.different", run=run_id, count=len(names), total=len(found.stored) + len(found.tables)))
    for name in names:
        values = (found.stored.get(name, "–"), found.replayed.get(name, "–"))
        show(say("sweep.difference", name=name, stored=values[0], replayed=values[1]))


def _json(run_id: str, found: "Replay") -> dict[str, object]:
    return {
        "run_id": run_id,
        "same": found.same,
        "status": {"stored": found.status, "replayed": found.again.status},
        "error": {"stored": found.error, "replayed": found.again.error},
        "different": list(found.different),
        "outcomes": _plain(found.replayed),
    }


def _plain(outcomes: Mapping[str, float]) -> dict[str, float | None]:  # JSON knows no NaN
    return {name: None if value != value else value for name, value in outcomes.items()}
