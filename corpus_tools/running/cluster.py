"""The cluster: articles annotated, and pairs of them compared, by the workers of a Dask scheduler.

What is sent are articles, what comes back is JSON and plain rows; nothing is read or written there. A worker
that is lost costs the time of what it was doing, which another one does again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corpus_tools.errors import CorpusError, UsageError
from corpus_tools.reading.article import Article
from corpus_tools.running.cache import annotator_version, package_version
from corpus_tools.running.processes import AnnotateBatch

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 30
"""Seconds to wait for a scheduler, and then for its first worker."""


def connect(address: str) -> "Client":
    """Connect to a scheduler that has a worker.

    Raises:
        UsageError: the extra `scale` is not installed, or no scheduler or worker answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("Dask is not installed", remedy="pip install corpus-tools[scale]") from error
    remedy = "start one with `dask scheduler`, and workers with `dask worker ADDRESS --nthreads 1`"
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError("no scheduler answers", value=address, remedy=remedy) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise UsageError("the scheduler has no worker", value=address, remedy=remedy) from error
    return client


def annotate_there(
    client: "Client", batches: Sequence[Sequence[Article]], names: str, annotate: AnnotateBatch
) -> Iterator[tuple[int, list[str] | None]]:
    """Annotate batches on the workers of a cluster.

    Args:
        client: connected to the scheduler.
        batches: articles, as many in each as a worker may take at once.
        names: the user's authority entries, as `authority.read_names` gives them.
        annotate: what a worker does with a batch.

    Yields:
        The number of a batch and its annotations as JSON, as they come; None in place of them for a batch
        that ended every worker it was given to.

    Raises:
        UsageError: a worker runs another version of the package.
    """
    from distributed import KilledWorker, as_completed

    version = annotator_version()
    futures = {
        client.submit(
            annotate_as, annotate, list(batch), names, version, key=f"annotate-{version[:8]}-{n}", pure=False
        ): n
        for n, batch in enumerate(batches)
    }
    try:
        for future in as_completed(list(futures), loop=client.loop):
            try:
                texts = future.result()
            except KilledWorker:
                texts = None
            yield futures[future], texts
            future.release()
    finally:
        client.cancel(list(futures))


def annotate_as(annotate: AnnotateBatch, articles: list[Article], names: str, version: str) -> list[str]:
    """Annotate on a worker, which must be of the same version as who asks.

    Raises:
        UsageError: it is not.
    """
    _check_version(annotator_version(), version)
    return annotate(articles, names)


def work_there(scheduler: str, work: Callable[[Any], list[Any]], tasks: Iterable[Any]) -> Iterator[list[Any]]:
    """Do a work for each task on the workers of a cluster, and yield what comes of them in order.

    Raises:
        CorpusError: a task ended every worker that it was given to.
        UsageError: no scheduler or worker answers, or one runs another version of the package.
    """
    from distributed import KilledWorker

    with connect(scheduler) as client:
        futures = [client.submit(work_as, work, task, package_version(), pure=False) for task in tasks]
        try:
            for future in futures:
                yield future.result()
                future.release()
        except KilledWorker as error:
            raise CorpusError(
                "a comparison of articles ended every worker that it was given to",
                remedy="most often memory ran out: give workers more; what is annotated is kept",
            ) from error
        finally:
            client.cancel(futures)


def work_as(work: Callable[[Any], list[Any]], task: Any, version: str) -> list[Any]:
    """Do a task on a worker, which must be of the same version as who asks.

    Raises:
        UsageError: it is not.
    """
    _check_version(package_version(), version)
    return work(task)


def _check_version(own: str, wanted: str) -> None:
    if own != wanted:
        raise UsageError(
            "a worker has another version of corpus_tools, or of a model",
            remedy="install the same lock on all machines",
        )
