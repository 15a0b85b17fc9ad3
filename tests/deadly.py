"""What stands in for annotating in a process of its own, and ends that process for some articles."""

import json
import os
import signal
from pathlib import Path

from corpus_tools.reading.article import Article
from corpus_tools.running.executor import annotate_batch

DEADLY = "Quorn"
"""An article with this word ends the process that annotates it."""

ONCE = "DEADLY_ONCE"
"""This variable names a file; whoever annotates before it is there, makes it and dies."""


def annotate_or_die(articles: list[Article], names: str) -> list[str]:
    if any(DEADLY in article.text for article in articles):
        os.kill(os.getpid(), signal.SIGKILL)
    return annotate_batch(articles, names)


def echo_or_die(articles: list[Article], names: str) -> list[str]:
    if any(DEADLY in article.text for article in articles):
        os.kill(os.getpid(), signal.SIGKILL)
    return [json.dumps({"sentences": [article.text]}) for article in articles]


def echo_or_die_once(articles: list[Article], names: str) -> list[str]:
    try:
        Path(os.environ[ONCE]).touch(exist_ok=False)
    except FileExistsError:
        return echo_or_die(articles, names)
    os.kill(os.getpid(), signal.SIGKILL)
    return []
