"""Annotates a few articles on a cluster of two processes; with `kill`, one of them is killed on the way.

Run as a program, so that the cluster is none of pytest's processes. Prints what a comparison needs as JSON.
"""

import json
import os
import signal
import sys

from distributed import LocalCluster

from corpus_tools.reading.article import Article
from corpus_tools.running import cluster, executor
from corpus_tools.running.cache import Cache

SENTENCE = "Bộ trưởng Nguyễn Văn An cho biết Việt Nam sẽ ký hiệp định số {} vào ngày 5 tháng 6 năm 2027."
ARTICLES = [Article(f"a{n}", SENTENCE.format(n) * 20, "vi", published="2027-05-01") for n in range(12)]


def annotate(address: str, *, kill: bool) -> list[executor.Annotation]:
    """The annotations from the cluster, made in batches of one article so that there is a middle."""
    if not kill:
        return executor.annotate_all(ARTICLES, cache=Cache(None), scheduler=address)
    found: dict[int, list[str]] = {}
    with cluster.connect(address) as client:
        workers = client.run(os.getpid)
        batches = [[article] for article in ARTICLES]
        for number, texts in cluster.annotate_there(client, batches, "", executor.annotate_batch):
            if not found:
                os.kill(sorted(workers.values())[0], signal.SIGKILL)
            found[number] = texts
    return [json.loads(found[number][0]) for number in range(len(ARTICLES))]


if __name__ == "__main__":
    here = executor.annotate_all(ARTICLES, cache=Cache(None), jobs=1)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None
    ) as workers:
        there = annotate(workers.scheduler_address, kill="kill" in sys.argv)
    sys.stdout.write(json.dumps({"same": here == there, "n": len(there)}) + "\n")
