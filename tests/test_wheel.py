"""The wheel works alone: built, installed into an empty environment outside the clone, and run there."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from unprivileged import unprivileged

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[1]
COUNTY = ["county", "make", "--villages", "12", "--households", "240", "--out", "land"]
COMPARISON = [
    "compare", "strong_weak_pairing", "--county", "land", "--months", "3", "--replications", "1", "--workers", "1",
    "--out", "result",
]  # fmt: skip


def called(*command: str | Path, cwd: Path, **settings: str) -> str:
    """What a command says, in an environment that knows nothing of this clone."""
    ours = ("VIRTUAL_ENV", "PYTHON", "UV_PROJECT", "NUMBA_CACHE_DIR")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)} | settings
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=kept, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_a_wheel_in_an_empty_environment_makes_a_county_compares_and_opens_its_documentation(tmp_path: Path) -> None:
    uv = _uv()
    called(*uv, "build", "--wheel", "--quiet", "--out-dir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    called(*uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "alone", cwd=tmp_path)
    scripts = tmp_path / "alone" / ("Scripts" if os.name == "nt" else "bin")
    called(*uv, "pip", "install", "--quiet", "--python", scripts / "python", wheel, cwd=ROOT)
    for name in ("land", "result"):
        assert not (tmp_path / name).exists()
    before = unprivileged()  # whoever runs it may write in this folder and its home, and nowhere else
    home = tmp_path / "home"
    home.mkdir()
    if "--reuid=65534" in before:
        for folder in (tmp_path, home):
            os.chown(folder, 65534, 65534)
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME"), str(home))
    called(*before, scripts / "liancun", *COUNTY, cwd=tmp_path, **homes)
    called(*before, scripts / "liancun", *COMPARISON, cwd=tmp_path, **homes)
    assert {"report.html", "effects.csv", "comparison.xlsx"} <= {path.name for path in (tmp_path / "result").iterdir()}
    address = called(scripts / "liancun", "docs", "--no-open", "--lang", "zh", cwd=tmp_path).strip()
    page = Path(url2pathname(urlsplit(address).path))  # what the wheel carries opens without this clone
    assert page.is_relative_to(tmp_path / "alone")
    assert "联村自治" in page.read_text("utf-8")
    place = called(scripts / "python", "-c", "import liancun_sim; print(liancun_sim.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(tmp_path / "alone")


def _uv() -> list[str]:
    """The uv that runs this, or the one beside the Python this environment was made of."""
    if "UV" in os.environ:
        return [os.environ["UV"]]
    found = [getattr(sys, "_base_executable", sys.executable), "-m", "uv"]
    if subprocess.run([*found, "--version"], capture_output=True).returncode:
        pytest.skip("no uv to build with")
    return found
