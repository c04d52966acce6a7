"""A result kept as files, so that everything can be written of it again: a JSON document, tables beside it as Parquet.

Only declared types are read back; nothing in the files is run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from liancun_sim.files.parquet import copy_to_parquet
from liancun_sim.files.reading import read_json
from liancun_sim.files.reasons import reason
from liancun_sim.vocabulary import BadInput, Fault, say

DATA = "data"
"""The folder within a folder of results."""
DOCUMENT = "result.json"
MOST = 400_000_000  # bytes of the document; outlines of a county's villages are its largest part
NOTHING: Mapping[str, str] = {}
INLINE = 5_000  # numbers of an array that stand in the document itself


def keep(result: Any, folder: Path, written: Mapping[str, str] = NOTHING) -> None:
    """Write a result, a dataclass, into a new folder ``data``.

    written : tables that stand in `folder` already, field → Parquet file, and are not kept twice.
    """
    place = folder / DATA
    place.mkdir()
    document = _Keeper(place, written).told(result, "")
    (place / DOCUMENT).write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), "utf-8")


def kept(folder: Path, types: Sequence[type]) -> Any:
    """What `keep` has written. types : all that may occur in it.

    Raises
    ------
    BadInput
        If the folder holds no result, or its document is damaged or of another program.
    """
    place = folder / DATA
    try:
        return _Reader(place, {one.__name__: one for one in types}).read(read_json(place / DOCUMENT, MOST))
    except (FileNotFoundError, NotADirectoryError):
        said = say("files.no_result", reason="")
    except (ValueError, KeyError, TypeError, AttributeError):
        said = say("files.part_damaged")
    except OSError as error:
        said = say("files.no_result", reason=say("files.reason_in_brackets", reason=reason(error)))
    raise BadInput(Fault(str(place / DOCUMENT), "", said))


class _Keeper:
    """Tells values as JSON; tables and large arrays go into files named by where they stand."""

    def __init__(self, place: Path, written: Mapping[str, str]):
        self.place, self.written = place, written

    def told(self, value: Any, name: str) -> Any:
        if value is None or isinstance(value, str | bool | int | float):
            return value
        if isinstance(value, np.generic):
            return value.item()
        if isinstance(value, pd.DataFrame):
            return self._table(value, name)
        if isinstance(value, np.ndarray):
            return self._array(value, name)
        if is_dataclass(value) and not isinstance(value, type):
            inside = {
                one.name: self.told(getattr(value, one.name), self._below(name, one.name)) for one in fields(value)
            }
            return {"type": type(value).__name__, "fields": inside}
        if isinstance(value, Mapping):
            return {"map": [[key, self.told(one, self._below(name, str(key)))] for key, one in value.items()]}
        if isinstance(value, frozenset):
            return {"set": sorted(value)}
        if isinstance(value, tuple | list):
            listed = [self.told(one, self._below(name, str(i))) for i, one in enumerate(value)]
            return {"tuple": listed} if isinstance(value, tuple) else listed
        raise TypeError(f"{name}: {type(value).__name__} cannot be kept")

    @staticmethod
    def _below(name: str, part: str) -> str:
        return f"{name}.{part}" if name else part

    def _table(self, frame: pd.DataFrame, name: str) -> dict[str, Any]:
        if frame.columns.empty:
            return {"table": None}
        if name in self.written:
            return {"table": self.written[name], "above": True, "index": None}
        index = None if isinstance(frame.index, pd.RangeIndex) else str(frame.index.name or "index")
        plain = frame if index is None else frame.rename_axis(index).reset_index()
        shown = ", ".join(
            f'CAST("{column}" AS VARCHAR) AS "{column}"' if _is_text(kind) else f'"{column}"'
            for column, kind in plain.dtypes.items()
        )
        with duckdb.connect() as connection:
            connection.register("frame", plain)
            copy_to_parquet(connection, f"SELECT {shown} FROM frame", self.place / f"{name}.parquet")
        return {"table": f"{name}.parquet", "index": index, "named": frame.index.name is not None}

    def _array(self, array: np.ndarray, name: str) -> dict[str, Any]:
        if array.size <= INLINE:
            return {"array": array.tolist(), "kind": str(array.dtype)}
        file = f"{name}.npy".replace("/", "_")
        np.save(self.place / file, array, allow_pickle=False)
        return {"file": file}


def _is_text(kind: Any) -> bool:
    return isinstance(kind, pd.CategoricalDtype | pd.StringDtype) or kind is np.dtype(object)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file while it is read; bad input that names it if it is absent or damaged."""
    try:
        if not path.is_file():
            raise BadInput(Fault(str(path), "", say("files.part_missing")))
        yield path
    except OSError as error:
        raise BadInput(Fault(str(path), "", reason(error))) from None
    except (ValueError, EOFError, duckdb.Error):
        raise BadInput(Fault(str(path), "", say("files.part_damaged"))) from None


class _Reader:
    """Makes values of what `_Keeper` told."""

    def __init__(self, place: Path, types: Mapping[str, type]):
        self.place, self.types = place, types

    def read(self, told: Any) -> Any:
        if isinstance(told, list):
            return [self.read(one) for one in told]
        if not isinstance(told, dict):
            return told
        if "type" in told:
            return self.types[told["type"]](**{name: self.read(one) for name, one in told["fields"].items()})
        if "map" in told:
            return {key: self.read(one) for key, one in told["map"]}
        if "tuple" in told:
            return tuple(self.read(one) for one in told["tuple"])
        if "set" in told:
            return frozenset(told["set"])
        if "table" in told:
            return self._table(told)
        if "file" in told:
            with _whole(self._beside(told["file"])) as path:
                return np.load(path, allow_pickle=False)
        return np.array(told["array"], dtype=told["kind"])

    def _table(self, told: Mapping[str, Any]) -> pd.DataFrame:
        if told["table"] is None:
            return pd.DataFrame()
        found = self._beside(told["table"])
        found = self.place.parent / found.name if told.get("above") else found
        with _whole(found) as path, duckdb.connect(config={"threads": 1}) as connection:
            quoted = str(path).replace("'", "''")
            frame = connection.execute(f"SELECT * FROM '{quoted}'").df()
        if told["index"] is None:
            return frame
        indexed = frame.set_index(told["index"])
        return indexed if told["named"] else indexed.rename_axis(None)

    def _beside(self, name: str) -> Path:
        """A file of this folder, wherever the document would point."""
        if Path(name).name != name:
            raise ValueError(f"{name!r} is no file of this folder")
        return self.place / name
