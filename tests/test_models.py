"""Promise 23: a model that is missing, of another version or with other files stops the run by name."""

import pytest

from corpus_tools import lexicons
from corpus_tools.annotating import models
from corpus_tools.errors import UsageError

NAMES = sorted(lexicons.load("models"))


@pytest.mark.parametrize("name", NAMES)
def test_promise_23_the_installed_models_are_those_recorded(name: str) -> None:
    models.check_model(name)
    assert models.find_changed(name, full=True) == []


@pytest.mark.parametrize(("field", "value"), [("version", "0"), ("sha256", "0" * 64)])
def test_promise_23_another_model_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, field: str, value: str
) -> None:
    recorded = lexicons.load("models")
    monkeypatch.setattr(lexicons, "load", lambda name: {NAMES[0]: {**recorded[NAMES[0]], field: value}})
    with pytest.raises(UsageError, match=NAMES[0]):
        models.check_model.__wrapped__(NAMES[0])


def test_promise_23_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicons, "load", lambda name: {"no-such-model": {}})
    with pytest.raises(UsageError, match="no-such-model"):
        models.check_model.__wrapped__("no-such-model")


def test_every_model_says_where_it_comes_from() -> None:
    for entry in lexicons.load("models").values():
        assert set(entry) == {"version", "origin", "licence", "sha256"}
