"""Somebody's map, read in the process that has limits: it may be as hostile as a workbook, and geometry is slow."""

from collections.abc import Sequence
from pathlib import Path

from liancun_sim.county.boundaries.lines import Lines
from liancun_sim.county.spreadsheet.doubts import Answers
from liancun_sim.county.spreadsheet.on_map import Known, Stated, VillageMap
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.files.limited import SECONDS, BeyondLimits, limited
from liancun_sim.vocabulary.language import current_language, use_language

BYTES_A_SECOND = 1_000_000
"""Larger maps get more time: this much for each second of processor time, eight seconds at least. [assumption]"""


def map_within_limits(
    path: Path, lines: Lines, encoding: str | None, villages: Sequence[Known], stated: Stated, findings: Findings
) -> VillageMap | None:
    """As `map_of_villages`; a fault instead where that takes too long or too much memory."""
    size = sum(file.stat().st_size for file in (path, *lines.files) if file.is_file())
    arguments = current_language(), path, lines, encoding, villages, stated, findings.answers
    found: VillageMap | None
    try:
        found, own = limited(_read, *arguments, seconds=max(SECONDS, size / BYTES_A_SECOND))
    except BeyondLimits:
        found, own = None, Findings(path.name, findings.answers)
        own.add("boundaries.beyond_limits")
    findings.take_over(own)
    return found


def _read(
    language: str, path: Path, lines: Lines, encoding: str | None, villages: Sequence[Known], stated: Stated,
    answers: Answers,
) -> tuple[VillageMap | None, Findings]:  # fmt: skip
    """In the other process: the map, and what was found on the way."""
    from liancun_sim.county.boundaries.village_map import map_of_villages  # geometry is slow to load

    use_language(language)
    findings = Findings(path.name, answers)
    return map_of_villages(path, lines, encoding, villages, stated, findings), findings
