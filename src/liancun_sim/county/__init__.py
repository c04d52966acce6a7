"""Counties: village tables, reconstruction, households and their network, folders on disk."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liancun_sim.county.county import County
    from liancun_sim.county.csr import Csr
    from liancun_sim.county.folder import load_county, save_county
    from liancun_sim.county.population import Population, populate
    from liancun_sim.county.reconstruction import default_county, make_county

_LAZY = {
    "County": "county",
    "Csr": "csr",
    "Population": "population",
    "default_county": "reconstruction",
    "load_county": "folder",
    "make_county": "reconstruction",
    "populate": "population",
    "save_county": "folder",
}

__all__ = ["County", "Csr", "Population", "default_county", "load_county", "make_county", "populate", "save_county"]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
