"""The blank workbook."""
from pathlib import Path


def write_template(path: str | Path) -> None:
    raise NotImplementedError
