"""What a person gets: files, figures, a workbook, a page, a summary. Reads results,
analysis and vocabulary.

The heavy parts (matplotlib, XlsxWriter, DuckDB) are imported when first used.
"""

from typing import Any

_HOME = {
    "write_comparison": "liancun_sim.reports.comparison.write",
}

__all__ = ["write_comparison"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
