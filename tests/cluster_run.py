"""Makes the tables of a few articles here and on a cluster of two processes, and compares their bytes.

With `kill`, a worker is killed while articles are annotated, and another while pairs are compared.
Run as a program, so that the cluster is none of pytest's processes. Prints what came of it as JSON.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from distributed import LocalCluster

from corpus_tools.linking import partitions
from corpus_tools.publishing.tables import to_csv
from corpus_tools.reading.folder import Reading, read_folder
from corpus_tools.running import cluster, executor
from corpus_tools.running.corpus import load_tables

STORIES = (
    "Bộ trưởng Nguyễn Văn An cho biết Việt Nam sẽ ký hiệp định số {} vào ngày 5 tháng 6 năm 2027. "
    "Liên Hợp Quốc hoan nghênh {} cam kết của Hà Nội về an ninh mạng.",
    "Tổng thư ký Trần Thị Bình đề nghị Lào mở {} cửa khẩu mới trước năm 2028. "
    "Phía Lào nói rằng {} chuyến hàng đã qua biên giới ngày 3 tháng 4 năm 2027.",
    "Đại sứ Lê Quang Minh khẳng định Campuchia sẽ nhận {} máy chủ trong năm 2027. "
    "Ông cảm ơn {} chuyên gia đã đến Phnôm Pênh.",
)
COPIES = 4
Step = Callable[..., Iterator[Any]]


def write_articles(folder: Path) -> None:
    """Each story in several outlets; some leave its end out."""
    records = [
        {
            "title": f"Tin {number}",
            "text": "\n\n".join(story.format(n, n + 2) for n in range(7, 13 - copy)),
            "outlet": f"Outlet {copy}",
            "date": f"2027-05-0{1 + copy}",
        }
        for number, story in enumerate(STORIES)
        for copy in range(COPIES)
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")


def count_and_kill(step: Step, workers: LocalCluster, done: list[str], *, kill: bool) -> Step:
    """The step, counted, which kills a worker when the first part of it has come."""

    @wraps(step)
    def follow(*args: Any, **options: Any) -> Iterator[Any]:
        for number, result in enumerate(step(*args, **options)):
            if kill and not number:
                os.kill(min(each.pid for each in workers.workers.values() if each.pid), signal.SIGKILL)
            done.append(step.__name__)
            yield result

    return follow


def build(reading: Reading, cache: Path, scheduler: str = "") -> dict[str, str]:
    """The tables of the articles as they are published, and the tokens."""
    tables = load_tables(reading, cache=cache, jobs=1, scheduler=scheduler)
    return {name: to_csv(table) for name, table in tables.items()}


def main() -> None:
    """Compare."""
    kill = "kill" in sys.argv
    executor._BATCH = 1
    partitions._MOST = 3
    done: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        write_articles(folder / "seeds")
        reading = read_folder(folder / "seeds")
        here = build(reading, folder / "here")
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None
        ) as workers:
            cluster.annotate_there = count_and_kill(cluster.annotate_there, workers, done, kill=kill)
            cluster.work_there = count_and_kill(cluster.work_there, workers, done, kill=kill)
            there = build(reading, folder / "there", workers.scheduler_address)
    differing = sorted(table for table in here if here[table] != there.get(table))
    rows = {table: text.count("\n") - 1 for table, text in here.items()}
    counts = {step: done.count(step) for step in sorted(set(done))}
    sys.stdout.write(json.dumps({"differing": differing, "rows": rows, "done": counts}) + "\n")


if __name__ == "__main__":
    main()
