"""What a result came from: model, county, scenarios, seed, packages, machine."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from liancun_sim.county import County
from liancun_sim.scenario import Scenario

PACKAGE = Path(__file__).resolve().parent.parent
CHANGES_NO_RESULT = ("agents", "analysis", "cli", "reports", "results", "vocabulary")
PACKAGES = ("mesa", "networkx", "numba", "numpy", "pandas", "scipy")


def model_digest() -> str:
    """Digest of the source and data files that can change a result."""
    digest = blake2b(digest_size=12)
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if path.suffix in (".py", ".yaml") and inside.parts[0] not in CHANGES_NO_RESULT:
            digest.update(inside.as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def county_digest(county: County) -> str:
    """Digest of everything a run takes from a county."""
    digest = blake2b(digest_size=12)
    digest.update(county.villages.to_csv(float_format="%.12g").encode())
    digest.update(repr((county.edges, county.network_seed, county.base_year, county.cross_village_ties)).encode())
    if county.register is not None:
        digest.update(county.register.to_csv(index=False, float_format="%.12g").encode())
    return digest.hexdigest()


def manifest(
    county: County, scenarios: Iterable[Scenario], seed: int, replications: int, workers: int
) -> dict[str, Any]:
    """The provenance written beside every result. Times in UTC."""
    return {
        "liancun_sim": version("liancun_sim"),
        "model_digest": model_digest(),
        "county": {"key": county.key, "digest": county_digest(county), **dict(county.provenance)},
        "scenarios": {scenario.key: scenario.digest for scenario in scenarios},
        "seed": seed,
        "replications": replications,
        "workers": workers,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "host": {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()},
    }
