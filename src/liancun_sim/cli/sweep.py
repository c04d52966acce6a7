"""``liancun sweep``: every run of a study, kept in a store that always resumes."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liancun_sim.cli.console import show, show_json, tell, tell_fault
from liancun_sim.cli.exit_codes import FINDINGS, FINE
from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.cli.pace import paced
from liancun_sim.cli.spoken import SpokenRange
from liancun_sim.vocabulary import BadInput, Fault, Label, say

if TYPE_CHECKING:
    from liancun_sim.running.study.status import SweepStatus

SHOWN_FAILURES = 10


@command(
    Label("Run every point of a study's design", "运行一项研究设计中的所有点"),
    more=Label(
        "STUDY is a YAML file. What is done is never done again: the same command resumes, from any machine that sees "
        "--out. Runs that fail are recorded and the rest goes on.",
        "研究是 YAML 文件。已完成的不会重做：在任何能访问 --out 的机器上执行同一命令即可继续。"
        "失败的运行会记录下来，其余照常进行。",
    ),
)
@common("county", "months", "workers", "out", "json", "progress")
@option(
    "--replications",
    default=None,
    type=SpokenRange(1),
    label=Label("Replications, instead of the study's own", "重复次数（替换研究文件中的设定）"),
)
@option("--scheduler", default=None, metavar="ADDRESS", label=Label("Address of a Dask scheduler", "Dask 调度器地址"))
@option(
    "--scheduler-file",
    default=None,
    type=click.Path(),
    metavar="FILE",
    label=Label("File a Dask scheduler wrote", "Dask 调度器写出的文件"),
)
@option(
    "--tls-ca-file",
    default=None,
    type=click.Path(),
    metavar="FILE",
    label=Label("Certificate of the authority of a Dask cluster that encrypts", "加密 Dask 集群的颁发机构证书"),
)
@option(
    "--tls-cert",
    default=None,
    type=click.Path(),
    metavar="FILE",
    label=Label("Certificate to show to such a cluster", "向该集群出示的证书"),
)
@option("--tls-key", default=None, type=click.Path(), metavar="FILE", label=Label("Its private key", "该证书的私钥"))
@option(
    "--shard",
    default=None,
    metavar="I/N",
    label=Label("Do only part I of N, for job arrays", "只做 N 份中的第 I 份，供作业数组使用"),
)
@option(
    "--retry",
    is_flag=True,
    label=Label(
        "Do runs again that failed or were killed; the others stay as they are",
        "重做失败或被终止的运行，其余运行保持不变",
    ),
)
@option("--status", is_flag=True, label=Label("Only say how the sweep stands", "只显示进展"))
@option(
    "--compact",
    "folds",
    is_flag=True,
    label=Label("Only fold the many files of the store together", "只合并结果库中的众多文件"),
)
@option(
    "--export",
    "file",
    default=None,
    type=click.Path(),
    metavar="FILE",
    label=Label(
        "Only write the results to .csv or .xlsx; series and villages, if kept, to NAME-series.csv and "
        "NAME-villages.csv beside",
        "只把结果写出为 .csv 或 .xlsx；如保留了序列和村级表，则在旁写出 NAME-series.csv 和 NAME-villages.csv",
    ),
)
@option(
    "--slurm",
    default=None,
    type=SpokenRange(1),
    metavar="N",
    label=Label("Only write SLURM scripts for N jobs", "只写出 N 个作业的 SLURM 脚本"),
)
@argument("study", required=False)
def sweep(
    study: str | None, county: str | None, months: int | None, workers: int | None, out: str | None, as_json: bool,
    replications: int | None, scheduler: str | None, scheduler_file: str | None, shard: str | None, retry: bool,
    status: bool, folds: bool, file: str | None, slurm: int | None,
    tls_ca_file: str | None, tls_cert: str | None, tls_key: str | None,
) -> int:  # fmt: skip
    if out is None:
        raise BadInput(Fault("", "--out", say("sweep.out_needed")))
    only = {"--status": status, "--compact": folds, "--export": file is not None, "--slurm": slurm is not None}
    runs = {"--retry": retry, "--shard": shard, "--scheduler": scheduler, "--scheduler-file": scheduler_file}
    if any(only.values()) and (ignored := [name for name, given in runs.items() if given]):
        looking = ", ".join(name for name, given in only.items() if given)
        raise BadInput(Fault("", looking, say("sweep.runs_nothing", ignored=", ".join(ignored))))
    if status or folds or file is not None:
        return _look(out, status, folds, file, as_json)
    if study is None:
        raise BadInput(Fault("", "STUDY", say("sweep.study_needed")))
    if slurm is not None:
        from liancun_sim.running.study.slurm import write_scripts

        overrides = {"county": county, "months": months, "replications": replications}
        written = write_scripts(study, out, slurm, overrides=overrides)
        tell(say("sweep.scripts", files=", ".join(str(path) for path in written)))
        return FINE
    if scheduler is not None and scheduler_file is not None:
        raise BadInput(Fault("", "--scheduler", say("sweep.two_schedulers")))
    part = None if shard is None else _shard(shard)
    files = [one for one in (tls_ca_file, tls_cert, tls_key) if one is not None]
    if files and (len(files) < 3 or scheduler is scheduler_file is None):
        raise BadInput(Fault("", "--tls-…", say("sweep.tls_all")))
    tls = (files[0], files[1], files[2]) if files else None

    from liancun_sim import api
    from liancun_sim.files import check_place
    from liancun_sim.results.store import StoreFailed, has_store
    from liancun_sim.running.runner.pool import WorkersCannotStart

    if not has_store(Path(out)):
        check_place(out)

    try:
        with paced(say("sweep.title")) as report:
            stands = api.sweep(
                study, out, county=county, months=months, replications=replications, workers=workers,
                scheduler=scheduler, scheduler_file=scheduler_file, tls=tls, shard=part, retry=retry, progress=report,
            )  # fmt: skip
    except StoreFailed as failed:
        if not has_store(Path(out)):
            raise  # nothing was done
        for fault in failed.faults:
            tell_fault(str(fault))
        return FINDINGS
    except WorkersCannotStart as error:
        tell_fault(str(error))
        tell(say("sweep.resumable", out=out))
        return FINDINGS
    except KeyboardInterrupt:
        tell(say("sweep.resumable", out=out))
        raise
    _say(stands, as_json)
    return FINDINGS if stands.failed or stands.killed else FINE


def _look(out: str, status: bool, folds: bool, file: str | None, as_json: bool) -> int:
    """What can be asked of a store without running anything."""
    from liancun_sim.results.store import compact, export, open_store, table_files
    from liancun_sim.running.study.status import sweep_status

    store = open_store(out)
    if folds:
        tell(say("sweep.compacted", count=compact(store)))
    if file is not None:
        rows = export(store, file)
        for beside in table_files(store, file).values():
            tell(say("cli.written", path=beside))
        tell(say("sweep.exported", file=file, rows=rows))
    if status:
        _say(sweep_status(store), as_json)
    return FINE


def _say(stands: "SweepStatus", as_json: bool) -> None:
    """How it stands, and the first failures."""
    from liancun_sim.results.store import open_store

    if as_json:
        show_json(json.loads(json.dumps(asdict(stands)).replace("NaN", "null")))
        return
    settling = open_store(stands.folder).manifest["settling"]
    kind = f"_{stands.stopped_by}" if stands.stopped_by else "_settling" if settling else ""
    show(say(f"sweep.summary{kind}", **asdict(stands)))
    if stands.left and stands.idle_s == stands.idle_s:  # NaN: nothing is stored yet
        show(say("sweep.idle", seconds=stands.idle_s))
    if stands.failed + stands.killed:
        failures = open_store(stands.folder).failures()
        for row in failures.head(SHOWN_FAILURES).to_dict("records"):
            show(say("sweep.failure", **{str(key): value for key, value in row.items()}))
        if len(failures) > SHOWN_FAILURES:
            show(say("sweep.more_failures", count=len(failures) - SHOWN_FAILURES, out=Path(stands.folder)))


def _shard(text: str) -> tuple[int, int]:
    part, _, parts = text.partition("/")
    if part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts):
        return int(part), int(parts)
    raise BadInput(Fault("", "--shard", say("sweep.shard_form", text=text)))
