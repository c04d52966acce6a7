"""Months and years as they are written: ``2008-01``, 2008年1月."""

from liancun_sim.vocabulary.label import Label


def month_label(iso: str, later: int = 0) -> Label:
    """A month. iso : ``2008-01``. later : so many months on."""
    year, month = divmod(int(iso[:4]) * 12 + int(iso[5:7]) - 1 + later, 12)
    return Label(f"{year}-{month + 1:02d}", f"{year}年{month + 1}月")
