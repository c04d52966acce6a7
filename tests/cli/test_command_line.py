"""The command line: languages, exit codes, data apart from notes, nothing heavy before it is needed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liancun_sim.cli import app, county
from liancun_sim.cli.exit_codes import BAD_INPUT, FINE, INTERRUPTED, OUR_ERROR
from liancun_sim.cli.lazy import LazyGroup

HEAVY = ("numpy", "numba", "mesa", "pandas", "matplotlib", "scipy", "networkx", "pydantic", "ruamel.yaml", "rich")


def in_new_process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, encoding="utf-8", env={"PATH": "", **environment}
    )


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from liancun_sim.cli import run; run(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert in_new_process("-c", script).stdout.splitlines()[-1] == "[]"


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = f"import sys, liancun_sim; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert in_new_process("-c", script).stdout.strip() == "[]"


@pytest.mark.parametrize("group", [app.app, county.county])
def test_every_command_in_the_tables_exists_and_explains_itself(group: LazyGroup, liancun: Callable[..., Any]) -> None:
    prefix = () if group is app.app else (str(group.name),)
    for name in group.entries:
        said = liancun(*prefix, name, "--help")
        assert (said.code, said.notes) == (FINE, "")
        assert "--help" in said.data


def test_help_speaks_the_language_asked_for(liancun: Callable[..., Any]) -> None:
    assert "Compare scenarios with a baseline" in liancun("--help").data
    assert "把若干情景与对照（无政策）比较" in liancun("--lang", "zh", "--help").data
    assert "把若干情境與對照（無政策）比較" in liancun("--lang=zh-Hant", "--help").data


def test_clicks_own_words_follow() -> None:
    script = "from liancun_sim.cli import run; run(['--help'])"
    simplified = in_new_process("-c", script, LIANCUN_LANG="zh").stdout
    assert "用法：" in simplified
    assert "显示本说明并退出。" in simplified
    assert "顯示本說明並退出。" in in_new_process("-c", script, LIANCUN_LANG="zh-Hant").stdout


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"LIANCUN_LANG": "zh"}, "命令"),
        ({"LANG": "zh_CN.UTF-8"}, "命令"),
        ({"LANG": "zh_TW.UTF-8"}, "情境與對照"),
        ({"LANG": "zh_CN.UTF-8", "LIANCUN_LANG": "en"}, "Commands"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "Commands"),
    ],
)
def test_the_language_comes_from_the_environment(
    environment: dict[str, str], word: str, liancun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert word in liancun("--help").data


def test_a_language_nobody_speaks_is_refused(liancun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    said = liancun("--lang", "fr", "schedule")
    assert said.code == BAD_INPUT
    assert "'fr' is not one of 'en', 'zh', 'zh-Hans', 'zh-Hant', 'zh-HK', 'zh-TW'" in said.notes
    monkeypatch.setenv("LIANCUN_LANG", "fr")
    said = liancun("schedule")
    assert said.code == BAD_INPUT
    assert said.notes == (
        "LIANCUN_LANG: no language is called 'fr'; choose one of: en, zh, zh-Hans, zh-Hant, zh-HK, zh-TW\n"
        "1 fault; nothing was done.\n"
    )


USAGE = {
    ("comparee",): ("there is no command 'comparee'. Did you mean 'compare'?", "没有命令“comparee”。是否指“compare”？"),
    ("zzz",): ("No such command 'zzz'.", "没有命令“zzz”。"),
    ("county", "imprt"): ("there is no command 'imprt'. Did you mean 'import'?", "没有命令“imprt”。是否指“import”？"),
    ("run", "--zzz"): ("No such option '--zzz'.", "没有选项“--zzz”。"),
    ("compare", "--quite"): (
        "No such option '--quite'. (Did you mean one of: '--out', '--quiet'?)",
        "没有选项“--quite”。是否指：“--out”、“--quiet”？",
    ),
    ("compare",): ("Missing argument 'SCENARIO...'.", "缺少参数“情景...”。"),
    ("run", "baseline", "--months", "x"): (
        "Invalid value for '--months': 'x' is not a valid integer range.",
        "“--months”的值无效：“x”不是有效的整数。",
    ),
    ("run", "baseline", "--months", "300"): (
        "Invalid value for '--months': 300 is not in the range 1<=x<=240.",
        "“--months”的值无效：300不在允许范围内（1～240）。",
    ),
    ("run", "baseline", "--seed"): ("Option '--seed' requires an argument.", "选项“--seed”需要1个值。"),
    ("explain", "baseline", "attitude.pressure"): ("Missing option '--village'.", "缺少选项“--village”。"),
    ("schedule", "more"): ("Got unexpected extra argument (more)", "多出了未预期的参数（more）"),
}


@pytest.mark.parametrize("words", USAGE)
def test_a_wrong_command_line_is_explained_in_both_languages(
    words: tuple[str, ...], liancun: Callable[..., Any]
) -> None:
    for language, sign, expected in zip(("en", "zh"), ("Error: ", "错误："), USAGE[words], strict=True):
        said = liancun(*words, "--lang", language) if words[-1] != "--seed" else liancun("--lang", language, *words)
        assert said.code == BAD_INPUT
        assert said.data == ""
        assert said.notes.splitlines()[-1] == sign + expected


def test_bad_input_lists_every_fault_and_leaves_nothing_behind(liancun: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("months: 0\nzzz: 1\n")
    said = liancun("compare", "bad.yaml", "basline", "--out", "answers")
    assert said.code == BAD_INPUT
    assert said.data == ""
    lines = said.notes.splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["bad.yaml, line 1", "bad.yaml, line 2"]
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


def failing(error: BaseException) -> Callable[..., None]:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


def test_interrupting_ends_with_130(liancun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liancun_sim.scenario.load_scenarios", failing(KeyboardInterrupt()))
    said = liancun("validate", "baseline")
    assert (said.code, said.data, said.notes.strip()) == (INTERRUPTED, "", "Interrupted.")


def test_an_error_of_ours_is_one_sentence_and_a_traceback_only_on_request(
    liancun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liancun_sim.scenario.load_scenarios", failing(ZeroDivisionError("by nothing")))
    said = liancun("validate", "baseline")
    assert said.code == OUR_ERROR
    assert said.notes == (
        "An error in liancun_sim itself, not in your input: ZeroDivisionError: by nothing. Please report it with the "
        "command line; LIANCUN_DEBUG=1 shows where it happened.\n"
    )
    monkeypatch.setenv("LIANCUN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        liancun("validate", "baseline")


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = "from liancun_sim.cli import main; import sys; sys.argv = ['liancun', 'schedule']; main()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 141


def test_completion_names_the_commands() -> None:
    script = "from liancun_sim.cli import main; import sys; sys.argv = ['liancun']; main()"
    said = in_new_process("-c", script, _LIANCUN_COMPLETE="bash_complete", COMP_WORDS="liancun co", COMP_CWORD="1")
    assert said.stdout.split() == ["plain,compare", "plain,county"]


def test_help_of_one_command_is_said_in_the_language_of_each_call(liancun):
    assert "Show this message and exit" in liancun("compare", "--help", "--lang", "en").data
    assert "Show this message and exit" not in liancun("compare", "--help", "--lang", "zh").data
