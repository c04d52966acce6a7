"""What a result came from: model, county, scenarios, seed, packages, machine."""

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version
from typing import Any

from liancun_sim.county import County
from liancun_sim.running.common.decisive import PACKAGE, model_digest
from liancun_sim.running.common.years import years_entry
from liancun_sim.scenario import Scenario

PACKAGES = ("mesa", "networkx", "numba", "numpy", "pandas", "scipy")


def source_version() -> str:
    """The commit the package runs from, ``-dirty`` if changed since; the release where there is no checkout."""
    command = ["git", "-C", str(PACKAGE), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return version("liancun_sim")
    return said.stdout.strip() or version("liancun_sim")


def county_digest(county: County) -> str:
    """Digest of everything a run takes from a county."""
    digest = blake2b(digest_size=12)
    digest.update(county.villages.to_csv(float_format="%.12g").encode())
    digest.update(repr((county.edges, county.network_seed, county.base_year, county.cross_village_ties)).encode())
    if county.planned:
        digest.update(repr(county.planned).encode())
    if county.register is not None:
        digest.update(county.register.to_csv(index=False, float_format="%.12g").encode())
    return digest.hexdigest()


def manifest(
    county: County, scenarios: Sequence[Scenario], seed: int, replications: int, workers: int
) -> dict[str, Any]:
    """The provenance written beside every result. Times in UTC."""
    return {
        "liancun_sim": version("liancun_sim"),
        "model_digest": model_digest(),
        "source": source_version(),
        "county": {"key": county.key, "digest": county_digest(county), **dict(county.provenance)},
        "years": years_entry(county, scenarios[0].setup),
        "scenarios": {scenario.key: scenario.digest for scenario in scenarios},
        "seed": seed,
        "replications": replications,
        "workers": workers,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "host": {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()},
    }
