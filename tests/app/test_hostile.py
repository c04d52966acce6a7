"""The page and a class under everything that is sent to them at once: told, alive, nothing on the disk, memory flat."""

import pytest
from hostile_traffic import Server, attacks, besieged, traffic

LOOKS, SECONDS, GROWN_MOST = 2_000, 12, 12  # MB: a batch of connections' buffers


@pytest.fixture(scope="module", params=["page", "class"])
def server(request, tmp_path_factory, land):
    county = land if request.param == "page" else None
    made = Server(request.param == "class", tmp_path_factory.mktemp("hostile"), county)
    yield made
    made.close()


def test_every_attack_is_told_what_it_is_and_leaves_nothing(server):
    before = server.files()
    told = {name: (right, send()) for name, (right, send) in attacks(server).items()}
    assert {name: status for name, (right, status) in told.items() if status not in right} == {}
    assert server.files() == before
    assert server.look()[0] == 200
    assert "Traceback" not in server.said
    assert "root:" not in server.said


def test_a_siege_stops_nobody_and_memory_stays(server):
    kinds = attacks(server)
    traffic(server, 50)
    before, files = server.megabytes(), server.files()
    with besieged(server):
        told, seen, _ = traffic(server, LOOKS, SECONDS)
        during = server.megabytes()
    assert set(seen) == {200}
    assert {
        name: set(told[name]) - set(kinds[name][0]) for name in kinds if set(told[name]) - set(kinds[name][0])
    } == {}
    assert max(during, server.megabytes()) < before + GROWN_MOST
    assert server.files() == files
    assert "Traceback" not in server.said


def test_the_server_loads_little(server):
    """It knows no county: what checks scenarios, reads tables and runs worlds lives in other processes."""
    heavy = {"matplotlib", "duckdb", "_duckdb", "numba", "llvmlite", "scipy", "pandas", "pyarrow", "pydantic_core"}
    assert server.libraries() & heavy == set()
    assert server.libraries()  # they would be seen here
    assert server.megabytes() <= 120
