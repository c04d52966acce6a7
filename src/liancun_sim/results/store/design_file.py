"""The plan on disk: design.parquet and chunks.parquet, written block by block in little memory."""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np

from liancun_sim.results.store.parquet import Columns, connection, reading, remove, write_query, write_table


def write_design(folder: Path, blocks: Iterable[Columns]) -> None:
    """Write the design and its chunks.

    blocks : columns of the design, own rows sorted by (chunk, place). A chunk is named by the ids of
        its runs in their order.
    """
    parts = folder / "design.parts"
    remove(parts)
    written: list[Path] = []
    chunks = _Chunks()
    for number, block in enumerate(blocks):
        written.append(parts / f"{number:06}.parquet")
        write_table(written[-1], block)
        chunks.add(block)
    write_query(folder / "design.parquet", f"SELECT * FROM {reading(written)}", connection())
    write_table(folder / "chunks.parquet", chunks.columns())
    remove(parts)


class _Chunks:
    """Collects the chunk table while the design goes by."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.ids: list[str] = []
        self.batches: list[int] = []
        self.sizes: list[int] = []
        self._digest = blake2b(digest_size=12)

    def add(self, block: Columns) -> None:
        own = np.asarray(block["own"], dtype=bool)
        columns = (np.asarray(block[name])[own].tolist() for name in ("chunk", "batch", "run_id"))
        for chunk, batch, run_id in zip(*columns, strict=True):
            if not self.numbers or chunk != self.numbers[-1]:
                self._close()
                self.numbers.append(chunk)
                self.batches.append(batch)
                self.sizes.append(0)
            self.sizes[-1] += 1
            self._digest.update(run_id.encode())

    def _close(self) -> None:
        if self.numbers:
            self.ids.append(self._digest.hexdigest())
        self._digest = blake2b(digest_size=12)

    def columns(self) -> Columns:
        self._close()
        return {"chunk": self.numbers, "chunk_id": self.ids, "batch": self.batches, "runs": self.sizes}
