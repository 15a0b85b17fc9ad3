"""Embeddings: the same vectors each time, translations close, other sentences far."""

import numpy as np
import pytest

from corpus_tools.annotating.embeddings import DIMENSIONS, embed, similarities

PAIRS = [
    ("The bank approved a loan.", "La banque a approuvé un prêt."),
    ("Heavy rain closed the port.", "De fortes pluies ont fermé le port."),
    ("The minister resigned on Monday.", "Le ministre a démissionné lundi."),
]


def test_translations_are_nearest():
    matrix = similarities(embed([pair[0] for pair in PAIRS]), embed([pair[1] for pair in PAIRS]))
    assert matrix.argmax(axis=1).tolist() == [0, 1, 2]
    assert matrix.diagonal().min() > 0.6


def test_vectors_do_not_depend_on_their_neighbours():
    texts = [text for pair in PAIRS for text in pair]
    alone = np.vstack([embed([text]) for text in texts])
    together = embed(texts)
    assert (similarities(alone, alone) == similarities(together, together)).all()


@pytest.mark.parametrize("texts", [[], [""], ["  \n "]])
def test_empty_texts(texts):
    assert embed(texts).shape == (len(texts), DIMENSIONS)
