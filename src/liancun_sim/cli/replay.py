"""``liancun run --from DIR --run RUN_ID``: one stored run done again and compared."""

from collections.abc import Mapping

from liancun_sim.cli import FINDINGS, FINE
from liancun_sim.cli.console import show, show_json
from liancun_sim.vocabulary import say


def replayed(folder: str, run_id: str, as_json: bool) -> int:
    """Say whether the run comes out exactly as it is stored; 1 if it does not."""
    from liancun_sim import api

    found = api.replay(folder, run_id)
    names = found.different
    if as_json:
        show_json({"run_id": run_id, "same": not names, "different": list(names), "outcomes": _plain(found.replayed)})
        return FINDINGS if names else FINE
    if not names:
        tables = say("sweep.same_tables", names=", ".join(found.tables)) if found.tables else ""
        show(say("sweep.same", run=run_id, count=len(found.stored), tables=tables))
        return FINE
    show(say("sweep.different", run=run_id, count=len(names), total=len(found.stored) + len(found.tables)))
    for name in names:
        values = (found.stored.get(name, "–"), found.replayed.get(name, "–"))
        show(say("sweep.difference", name=name, stored=values[0], replayed=values[1]))
    return FINDINGS


def _plain(outcomes: Mapping[str, float]) -> dict[str, float | None]:  # JSON knows no NaN
    return {name: None if value != value else value for name, value in outcomes.items()}
