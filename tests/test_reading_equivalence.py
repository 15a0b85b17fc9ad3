"""The same article counts the same in every format that keeps its text: one id, one body, the same words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import FORMATS, TEXT

from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.formats import find_format
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Record

WORDS = (
    *("the", "port", "ship", "council", "crews", "storm", "met", "on", "Monday", "Amara", "Dakar", "Lomé"),
    *("été", "“pledge”", "l’accord", "2026", "12,5", "%", "5", "<", "6"),
)


def read_one(name, data):
    form = find_format("." + name.rsplit(".", 1)[1])
    (record,) = (outcome for outcome in form.reader(data, Limits()) if isinstance(outcome, Record))
    return assemble(record)


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_has_one_id_and_one_body_in_every_format(name, tmp_path):
    (tmp_path / name).write_bytes(FORMATS[name](TEXT))
    (tmp_path / "plain.txt").write_bytes(TEXT.encode())
    reading = read_folder(tmp_path)
    first, second = reading.articles["article_id"]
    assert second == f"{first}-2"
    texts = [reading.texts[article_id] for article_id in (first, second)]
    assert texts[0].strip() == texts[1].strip()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=6, max_size=30), min_size=2, max_size=5))
def test_any_text_has_one_id_in_every_format(paragraphs):
    numbered = enumerate(paragraphs, 1)
    text = "\n\n".join(f"It rained. {' '.join(words)} {n} times again." for n, words in numbered)
    digests = {name: read_one(name, make(text)).digest for name, make in FORMATS.items()}
    assert len(set(digests.values())) == 1, digests


@pytest.mark.parametrize("name", FORMATS)
def test_sentences_are_the_same_in_every_format(name, tmp_path):
    (tmp_path / name).write_bytes(FORMATS[name](TEXT))
    (tmp_path / "plain.txt").write_bytes(TEXT.encode())
    first, second = (
        [article.text[sentence.start : sentence.end] for sentence in find_sentences(article)]
        for article in read_folder(tmp_path).items()
    )
    assert first == second
