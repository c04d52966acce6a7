"""What `liancun serve --class` refuses before anything is served."""

import socket
from types import SimpleNamespace

import pytest

from liancun_sim.app.classroom import preparing, serving
from liancun_sim.app.classroom.preparing import VILLAGES, VILLAGES_MOST
from liancun_sim.cli import run
from liancun_sim.vocabulary import BadInput


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "localhost", "http://127.0.0.1", "::1", ""])
def test_an_address_that_is_not_this_machines_is_told(host, capsys):
    assert run(["serve", "--class", "--host", host, "--lang", "en"]) == 2
    assert "192.168.1.5" in capsys.readouterr().err  # what would be right


def test_only_a_class_is_served_to_other_machines(capsys):
    assert run(["serve", "--host", "192.0.2.1", "--lang", "en"]) == 2
    assert "--class" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_with_another(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--class", "--port", str(port), "--lang", "en"]) == 2
        assert str(port + 1) in capsys.readouterr().err


def test_a_county_that_is_too_large_for_a_class_is_told(monkeypatch):
    county = SimpleNamespace(villages=range(VILLAGES_MOST + 1))
    monkeypatch.setattr(preparing, "load_county", lambda source: county)
    with pytest.raises(BadInput, match=str(VILLAGES_MOST)):
        preparing.class_county("land")


def test_a_county_that_is_none_is_told_before_anything_is_served(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("liancun_sim.cli.serve._check_address", lambda *given: None)
    assert run(["serve", "--class", "--county", str(tmp_path / "nowhere"), "--lang", "en"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_class_is_served_with_two_links_and_a_county_of_its_own(monkeypatch, capsys):
    served = []

    def serve_class(county, host, port, workers, language, ready, told):
        served.append((county, host, workers, language, told))
        ready("http://x/#secret", "http://x/#code")

    monkeypatch.setattr(serving, "serve_class", serve_class)
    assert run(["serve", "--class", "--port", "9", "--workers", "2", "--lang", "zh"]) == 0
    assert served == [(None, "127.0.0.1", 2, "zh-Hans", True)]
    assert run(["--lang", "en", "serve", "--class", "--port", "9"]) == run(["serve", "--class", "--port", "9"]) == 0
    assert [one[-1] for one in served] == [True, True, False]
    assert "http://x/#secret" in capsys.readouterr().err
    assert len(preparing.class_county(None).villages) == VILLAGES
