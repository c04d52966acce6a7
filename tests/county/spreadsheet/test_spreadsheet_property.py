"""A known table, made as hard to read as planners' tables are, reads back as the same county or is refused."""

from hypothesis import given, settings
from hypothesis import strategies as st
from known_table import FIELDS, VILLAGES, dirty, write

from liancun_sim.county.spreadsheet import Imported, read_spreadsheet
from liancun_sim.vocabulary import BadInput

KINDS = st.sampled_from((".csv", ".xlsx", ".xls"))
SEEDS = st.integers(0, 2**32)


def assert_same(imported: Imported, blanked: dict[str, set[tuple[str, str]]]) -> None:
    """Every village and number of the known table, to the last digit; blank cells synthesised and named."""
    villages = imported.county.villages
    found = {(row.township, row.name_): row for row in villages.rename(columns={"name": "name_"}).itertuples()}
    assert set(found) == {village[:2] for village in VILLAGES}
    for village in VILLAGES:
        for field, known in zip(FIELDS[2:], village[2:], strict=True):
            if village[:2] not in blanked.get(field, ()):
                assert float(getattr(found[village[:2]], field)) == float(known), (village[:2], field)
    synthesised = imported.county.provenance["synthesised"]
    for field in FIELDS[2:]:
        assert synthesised.get(field, 0) == len(blanked.get(field, ())), field


@given(seed=SEEDS, kind=KINDS)
@settings(max_examples=40, deadline=None)
def test_a_dirty_copy_reads_back_as_the_same_county(tmp_path_factory, seed, kind):
    copy, blanked = dirty(seed, poison=False)
    path = tmp_path_factory.mktemp("村级 表") / f"村表{kind}"
    write(copy, path, seed)
    assert_same(read_spreadsheet(path), blanked)


@given(seed=SEEDS, kind=KINDS)
@settings(max_examples=40, deadline=None)
def test_a_spoilt_copy_is_refused_or_reads_back_as_the_same_county(tmp_path_factory, seed, kind):
    copy, blanked = dirty(seed, poison=True)
    path = tmp_path_factory.mktemp("村级 表") / f"村表{kind}"
    write(copy, path, seed)
    try:
        imported = read_spreadsheet(path)
    except BadInput:
        return
    assert_same(imported, blanked)
