"""There is one way to compile, and what a kernel is given is bound by name."""

import ast
import subprocess
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path

import liancun_sim
from liancun_sim.compiled import HOLDS_KERNELS

SOURCE = Path(liancun_sim.__file__).parent
MONTHLY = ("mechanisms", "indicators")  # whose kernels run every month
MOST_ARGUMENTS, BY_PLACE = 10, 4  # arguments a kernel may take, and a call may give without their names


def modules_with_kernels():
    for path in sorted(SOURCE.rglob("*.py")):
        if HOLDS_KERNELS in path.read_bytes() and path.relative_to(SOURCE).parts[0] in MONTHLY:
            yield ".".join(["liancun_sim", *path.relative_to(SOURCE).with_suffix("").parts])


def kernels():
    for name in modules_with_kernels():
        for key, value in vars(import_module(name)).items():
            if hasattr(value, "py_func") and value.py_func.__module__ == name:
                yield f"{name}.{key}", value


def groups():
    """NamedTuples that kernels take: those defined beside one."""
    for name in modules_with_kernels():
        for key, value in vars(import_module(name)).items():
            if isinstance(value, type) and hasattr(value, "_fields") and value.__module__ == name:
                yield key


def test_only_one_file_imports_numba():
    importing = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any(one.name.split(".")[0] == "numba" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "numba")
    ]
    assert set(importing) == {"compiled.py"}


def test_what_is_slow_to_load_waits_until_something_is_run():
    """A scenario is checked without numba, scipy, pandas and duckdb; a kernel loads numba when it is called."""
    code = (
        "import sys, numpy as np; from liancun_sim.scenario import load_scenarios; load_scenarios(['combined']);"
        "print([name for name in ('numba', 'scipy', 'pandas', 'duckdb') if name in sys.modules]);"
        "from liancun_sim.draws import Draws, village_keys; Draws(1).bits('x', village_keys(['a']));"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["[]", "True"]


def test_kernels_are_kept_in_our_folder_though_numba_was_imported_first(tmp_path):
    code = "import numba, liancun_sim.draws as d; print(d._bits._cache.cache_path)"
    environment = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith(str(tmp_path))


def test_no_kernel_takes_a_long_row_of_arguments():
    long = {name: n for name, kernel in kernels() if (n := len(signature(kernel.py_func).parameters)) > MOST_ARGUMENTS}
    assert long == {}


def test_kernels_and_their_groups_are_given_names():
    """Every group is built by keywords or bound to the columns of its names; a kernel's call names all but a few."""
    named = {name.rpartition(".")[2] for name, kernel in kernels() if not kernel.targetoptions.get("inline")}
    built, faults = set(groups()), []
    for path in (path for part in MONTHLY for path in sorted((SOURCE / part).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                allowed = 0 if node.func.id in built else BY_PLACE if node.func.id in named else len(node.args)
                if len(node.args) > allowed:
                    faults.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.func.id}: {len(node.args)} by place")
    assert "\n".join(faults) == ""
