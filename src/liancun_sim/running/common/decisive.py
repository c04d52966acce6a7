"""What decides a result: the source a world is made of, found by following imports.

The walk begins at the world and at what turns a world into stored values, reads every module of ours these import
and what they import in turn, and takes the data files they open. A name asked of a package leads to the module
that defines it, not to everything beside it; a registry (``iter_modules``) leads to every module of its folder.
Words are left out: labels and messages decide nothing.
"""

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
NAME = "liancun_sim"
ROOTS = (
    "simulation.world",
    "running.common.outcomes",
    "running.comparison.worlds",
    "running.audit.worlds",
    "running.study.model_runs",
    "running.plan.worlds",
)
"""The world, and what makes stored values of it."""
WORDS = "vocabulary"
CALLS = (b"iter_modules", b"files(")
"""What is in every source that lists a folder or opens a file of the package."""
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""Parts of a statement that hold statements."""


@cache
def model_digest(package: Path = PACKAGE) -> str:
    """Digest of the source and data files that can change a result; equal on every system."""
    digest = blake2b(digest_size=12)
    for path in decisive_files(package):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def decisive_files(package: Path = PACKAGE) -> list[Path]:
    """The files a result depends on, sorted.

    package : folder of the package, or of a copy of it.
    """
    walk = _Walk(package)
    for root in ROOTS:
        walk.follow(package.joinpath(*root.split(".")).with_suffix(".py"))
    return sorted(walk.found)


class _Walk:
    """Follows imports within one package folder."""

    def __init__(self, package: Path):
        self.package = package
        self.found: set[Path] = set()
        self._names: dict[Path, dict[str, str]] = {}
        self._places: dict[str, Path | None] = {}

    def follow(self, file: Path) -> None:
        """Take a module, what it imports and the data it opens."""
        if file in self.found:
            return
        self.found.add(file)
        source = file.read_bytes()
        calls = any(word in source for word in CALLS)
        nodes = list(_run_time(ast.parse(source, str(file)), calls))
        imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        aliases = {alias: target for node in imports for alias, target in _imported(node)}
        for target in aliases.values():
            self._take(target)
        for node in nodes:
            if isinstance(node, ast.Call):
                self._take_listed(node, file, aliases)
            if opened := _opened(node):
                self.found.update(path for path in self._inside(opened) if path.is_file())

    def _take(self, dotted: str) -> None:
        """Follow a module, or the module that defines a name of a module or package."""
        place = self._place(dotted)
        if place is not None:
            if place.name != "__init__.py":  # a package by itself is only a way to what is in it
                self.follow(place)
            return
        parent, _, name = dotted.rpartition(".")
        home = self._place(parent) if parent else None
        if home is None:
            return
        elsewhere = self._handed_on(home).get(name) if home.name == "__init__.py" else None
        if elsewhere is None:
            self.follow(home)
        else:
            self._take(elsewhere)

    def _take_listed(self, call: ast.Call, file: Path, aliases: dict[str, str]) -> None:
        """Follow every module of a folder whose modules are looked up by ``iter_modules``."""
        if getattr(call.func, "id", getattr(call.func, "attr", "")) != "iter_modules" or not call.args:
            return
        listed = call.args[0]
        if isinstance(listed, ast.Attribute) and isinstance(listed.value, ast.Name):
            home = self._place(aliases.get(listed.value.id, "")) or file
        else:
            home = file
        for pattern in ("*.py", "*/__init__.py"):
            for module in sorted(home.parent.glob(pattern)):
                self.follow(module)

    def _handed_on(self, init: Path) -> dict[str, str]:
        """Where the names a package hands on come from; lazy ones are imported for type checkers."""
        if init not in self._names:
            nodes = ast.walk(ast.parse(init.read_bytes(), str(init)))
            imports = (node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))
            self._names[init] = {alias: target for node in imports for alias, target in _imported(node)}
        return self._names[init]

    def _place(self, dotted: str) -> Path | None:
        """File of a module or package of ours, None for anything else and for words; looked for once."""
        if dotted not in self._places:
            self._places[dotted] = self._looked_for(dotted)
        return self._places[dotted]

    def _looked_for(self, dotted: str) -> Path | None:
        first, _, rest = dotted.partition(".")
        if first != NAME or rest.partition(".")[0] == WORDS:
            return None
        place = self.package.joinpath(*rest.split(".")) if rest else self.package
        return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)

    def _inside(self, opened: tuple[str, ...]) -> Iterator[Path]:
        """The files at a place of the package: itself, or all below it."""
        place = self.package.joinpath(*opened)
        return place.rglob("*") if place.is_dir() else iter((place,))


def _run_time(tree: ast.AST, expressions: bool) -> Iterator[ast.AST]:
    """Every statement but those under ``if TYPE_CHECKING:``; the expressions in them too, where they are asked for."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for child in ast.iter_child_nodes(node) if expressions else _statements(node):
            if not (isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING"):
                waiting.append(child)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """The statements directly within another: imports are nowhere else."""
    for name in BLOCKS:
        yield from getattr(node, name, ())


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """(name bound here, dotted name it stands for) of every import of ours; ours are all absolute."""
    for one in node.names:
        dotted = f"{node.module}.{one.name}" if isinstance(node, ast.ImportFrom) else one.name
        if dotted.partition(".")[0] == NAME:
            yield one.asname or one.name, dotted


def _opened(node: ast.AST) -> tuple[str, ...] | None:
    """The place within the package of ``files("liancun_sim.x") / "folder"``."""
    parts: list[str] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        parts = [str(node.right.value), *parts] if isinstance(node.right, ast.Constant) else []
        node = node.left
    of = node.args[0] if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "files" and node.args else None
    if not parts or not isinstance(of, ast.Constant) or not str(of.value).startswith(f"{NAME}."):
        return None
    return (*str(of.value).split(".")[1:], *parts)
