"""A folder of results whose files `liancun report` writes again as they were."""

from liancun_sim.cli import run
from liancun_sim.vocabulary import current_language, use_language


def written_again(folder, again, *names, language="zh"):
    """Write the files of `folder` again into `again`, and in the other language too; those named come out equal."""
    spoken = current_language()
    assert run(["report", str(folder), "--lang", language, "--out", str(again), "-q"]) == 0
    for name in names:
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name
    other, tag = ("en", "en") if language == "zh" else ("zh", "zh-Hans")
    assert run(["report", str(again), "--lang", other, "-q"]) == 0
    assert (again / "report.html").read_text("utf-8").startswith(f'<!doctype html>\n<html lang="{tag}">')
    use_language(spoken)
