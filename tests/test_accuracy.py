"""Accuracy: errors sorted by kind, each with its sentence."""

import pandas as pd
from publishing_rows import ARTICLES, SENTENCES

from corpus_tools.measuring.judging import Judgement
from corpus_tools.publishing.accuracy import CONFUSED, INVENTED, MISSED, count_errors, list_errors

JUDGEMENTS = pd.DataFrame(
    [
        Judgement("mentions", "recall", "en", "a1", 1.0, "Ana Roy", "Ana Roy"),
        Judgement("mentions", "precision", "en", "a1", 0.0, "", "open a bridge"),
        Judgement("mentions", "recall", "en", "a1", 0.0, "Oslo", ""),
        Judgement("times", "recall", "fr", "a2", 0.0, "Oslo = 2026", "2025"),
        Judgement("stories", "recall", "en", "a1", 0.0, "a1 and a9", ""),
    ]
)


def test_errors_are_sorted_by_kind_with_their_sentence() -> None:
    errors = list_errors(JUDGEMENTS, SENTENCES)
    assert errors["kind"].tolist() == [MISSED, MISSED, INVENTED, CONFUSED]
    assert errors["sentence_ids"].tolist() == ["a1.s001", "", "a1.s002", "a2.s001"]


def test_errors_are_counted_by_step_and_kind() -> None:
    counted = count_errors(list_errors(JUDGEMENTS, SENTENCES), ARTICLES).set_index("step")
    assert counted.loc["mentions", [MISSED, INVENTED, "all"]].tolist() == [1, 1, 2]
    assert counted["all"].sum() == 4
    assert counted["all_once"].sum() == 3


def test_without_judgements_there_are_no_errors() -> None:
    errors = list_errors(JUDGEMENTS.head(0), SENTENCES)
    assert errors.empty
    assert count_errors(errors, ARTICLES).empty
