"""Words: the tokens that count as words, with compounds and names as units, and their form as terms.

The frame `tokens` comes from annotating; nothing here parts text into tokens again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from corpus_tools import lexicons
from corpus_tools.categories import condense
from corpus_tools.errors import UsageError
from corpus_tools.schema import records, stream

Measure = Callable[[str, pd.DataFrame], dict[str, Any]]

By = Literal["lemma", "text"]
"""What a term is made of: the dictionary form of a word, or the word as written."""

CONTENT = ("NOUN", "PROPN", "ADJ", "VERB")
"""Parts of speech that carry content; words of a language without a model have none and are kept."""

COLUMNS = ("article_id", "sentence_id", "start", "end", "text", "lemma", "pos", "is_word", "is_stop")
_AT_ONCE = 50_000
"""Words that are in memory as objects at a time."""
_IN_TURN = 500_000
"""Tokens from which on a turn ends with its article."""
_HYPHENS = frozenset("-‐‑")


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language in lower case; empty for a language without a list.

    >>> "the" in stop_words("en"), stop_words("xx")
    (True, frozenset())
    """
    data = lexicons.load("stopwords", language) if language else {}
    return frozenset(str(word).lower() for word in data.get("words", ()))


def form_term(text: str, lemma: str, *, by: By = "lemma") -> str:
    """The term that a word counts under: lower case, except that acronyms and names keep their capitals.

    Acronyms count without their points. A lemma with capitals is a name, or holds an acronym (see
    `unite_words`). A lemma that is only the word without its marks is passed over.

    >>> form_term("Countries", "country"), form_term("U.N.", "u.n."), form_term("Việt", "viet")
    ('country', 'UN', 'việt')
    """
    if is_acronym(text):
        return text.replace(".", "")
    if lemma != lemma.lower():
        return lemma
    chosen = lemma if by == "lemma" and lemma else text
    if len(chosen) == len(text) and not text.isascii() and chosen.isascii():
        chosen = text
    return chosen.lower()


def is_acronym(text: str) -> bool:
    """Whether a word is written in capitals: two letters or figures at least.

    >>> is_acronym("AI"), is_acronym("5G"), is_acronym("R&D"), is_acronym("M."), is_acronym("Việt")
    (True, True, True, False, False)
    """
    return text.isupper() and sum(map(str.isalnum, text)) > 1


def select_words(tokens: pd.DataFrame, articles: pd.DataFrame, *, by: By = "lemma") -> pd.DataFrame:
    """The tokens that are words, one row each, in order, with the language and the term they count under.

    Args:
        tokens: frame `tokens`.
        articles: frame `articles`; `language` decides the list of stop words.
        by: dictionary form or word as written.

    Returns:
        The columns of `tokens` (words only), `language`, `position`, and `term`. Columns of text are
        categories, for a large corpus has few words that differ. `position` is the place of the word
        in its sentence, counting punctuation, so that neighbours differ by 1. `is_stop` is also true
        for words of the list of stop words, elided forms (French "l'", "d'") and clitics ("-t", "-il").
        An empty frame has the same columns.

    Raises:
        UsageError: `by` is neither lemma nor text.
    """
    if by not in ("lemma", "text"):
        raise UsageError("unknown kind of term", value=by, remedy="use lemma or text")
    kept = np.flatnonzero(tokens["is_word"])
    data = pd.DataFrame({name: _take(tokens[name], kept) for name in COLUMNS})
    languages = dict(zip(articles["article_id"], articles["language"], strict=True))
    known = pd.Series([languages.get(each, "") for each in data["article_id"].cat.categories], dtype="str")
    data["language"] = _take(known, data["article_id"].cat.codes)
    places = tokens.groupby("sentence_id", sort=False, observed=True).cumcount()
    data["position"] = places.to_numpy(dtype="int32")[kept]
    # Each word is written once, however often it occurs.
    written = data[["text", "lemma", "language"]]
    place = written.groupby(list(written), sort=False, observed=True, dropna=False).ngroup().to_numpy()
    words = list(written.drop_duplicates().itertuples(index=False, name=None))
    terms = pd.Series([_write_term(*word, by=by) for word in words], dtype="str")
    data["term"] = _take(terms, place)
    elided = data["text"].str.endswith(("'", "’")) | data["text"].str.startswith(tuple(_HYPHENS))
    data["is_stop"] = data["is_stop"].astype(bool) | _are_listed(words)[place] | elided
    return data


def _take(cells: pd.Series, places: ArrayLike) -> pd.Series:
    """Some cells of a column, numbered afresh; text as categories."""
    taken = cells.take(np.asarray(places)).reset_index(drop=True)
    return taken if pd.api.types.is_numeric_dtype(taken) else taken.astype("category")


def _are_listed(words: Iterable[tuple[str, str, str]]) -> NDArray[np.bool_]:
    """Whether each word, given with its lemma and language, is on the list of stop words."""
    listed = (text.lower() in stop_words(language) and not is_acronym(text) for text, _, language in words)
    return np.fromiter(listed, dtype=bool)


def take_turns(tokens: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The tokens of some articles at a time, in order, so that what is made of them is never of all at once.

    >>> [len(some) for some in take_turns(pd.DataFrame({"article_id": ["a", "a", "b"]}))]
    [3]
    """
    begins = np.flatnonzero(tokens["article_id"] != tokens["article_id"].shift()).tolist()
    bounds = [0]
    for begin in begins:
        if begin >= bounds[-1] + _IN_TURN:
            bounds.append(begin)
    for start, end in pairwise([*bounds, len(tokens)]):
        yield tokens.iloc[start:end]


def part_by_article(rows: pd.DataFrame, article_ids: Iterable[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each article that has some, article after article as these are given."""
    places = rows.groupby("article_id", sort=False).indices
    for article_id in article_ids:
        if article_id in places:
            yield article_id, rows.iloc[places[article_id]]


def map_articles(tokens: pd.DataFrame, articles: pd.DataFrame, measure: Measure) -> list[dict[str, Any]]:
    """What is measured of the words, as written, of each article that has some, in the order of articles."""
    rows: dict[str, dict[str, Any]] = {}
    for some in take_turns(tokens):
        words = select_words(some, articles, by="text")
        own = part_by_article(words, words["article_id"].unique())
        rows |= {article_id: measure(article_id, each) for article_id, each in own}
    return [rows[article_id] for article_id in articles["article_id"] if article_id in rows]


def _write_term(text: str, lemma: str, language: str, *, by: By) -> str:
    term = form_term(text, lemma, by=by)
    return _forms(language).get(term, term) if by == "lemma" else term


@cache
def _forms(language: str) -> Mapping[str, str]:
    """Dictionary forms that nobody writes, and what to count instead (`forms` of `words.yml`)."""
    data = lexicons.load("words", language) if language else {}
    forms: Mapping[str, str] = data.get("forms", {})
    return forms


def unite_words(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    *,
    types: Sequence[str] = ("person", "place"),
) -> pd.DataFrame:
    """Unite tokens that are one word: hyphenated words, compounds of several syllables, names.

    Args:
        tokens: frame `tokens`, in reading order.
        articles: frame `articles`; the list of compounds (`words.yml`) goes by language.
        mentions: frame `mentions`; names of these `types` become one word each.
        actors: frame `actors`; when given, a name counts under the name of its actor, however it is written.
        types: the types of actor whose names are united.

    Returns:
        A new frame `tokens`, its text as categories. A united token runs from the first start to the last
        end; its text is its parts, joined by a hyphen or a space as in the source; its part of speech is
        that of its last part (`PROPN` for names); its lemma is its text in lower case, with the lemma of a
        last noun and with acronyms in capitals ("AI-powered", "decision-maker"), but for names the name
        itself. French clitics ("a-t-il") stay apart. Spans still hold in the source.
    """
    if tokens.empty:
        return tokens.copy()
    languages = dict(zip(articles["article_id"], articles["language"], strict=True))
    known = {} if actors is None else dict(zip(actors["actor_id"], actors["name"], strict=True))
    united = (
        row
        for some in take_turns(tokens)
        for names in (_name_spans(some, mentions, known, types),)
        for (article_id, _), parts in groupby(stream(some), key=itemgetter("article_id", "sentence_id"))
        for row in _unite_sentence(list(parts), names.get(article_id, {}), languages.get(article_id, ""))
    )
    some_at_once = iter(lambda: list(islice(united, _AT_ONCE)), [])
    return condense(pd.DataFrame(some, columns=tokens.columns) for some in some_at_once)


def _name_spans(
    tokens: pd.DataFrame, mentions: pd.DataFrame | None, known: Mapping[str, str], types: Sequence[str]
) -> dict[str, dict[int, tuple[int, str]]]:
    """For each article the names by where they start: where they end, and the name of the actor if known."""
    if mentions is None or mentions.empty:
        return {}
    chosen = mentions[(mentions["kind"] == "name") & mentions["type"].isin(list(types))]
    spans: dict[str, dict[int, tuple[int, str]]] = {}
    for row in records(chosen[chosen["article_id"].isin(tokens["article_id"].unique())]):
        own = spans.setdefault(str(row["article_id"]), {})
        span = int(row["end"]), str(known.get(row.get("actor_id", ""), ""))
        own[int(row["start"])] = max(own.get(int(row["start"]), (0, "")), span)
    return spans


def _unite_sentence(
    parts: list[dict[str, Any]], names: Mapping[int, tuple[int, str]], language: str
) -> Iterator[dict[str, Any]]:
    at = 0
    while at < len(parts):
        end, name = names.get(int(parts[at]["start"]), (0, ""))
        inside = sum(1 for part in parts[at:] if part["end"] <= end) if end else 0
        length = inside or max(
            _compound_length(parts, at, language), _hyphen_length(parts, at), _figure_length(parts, at)
        )
        whole = _unite(parts[at : at + length])
        if inside:
            whole |= {"lemma": name or whole["text"], "pos": "PROPN", "is_word": True, "is_stop": False}
        yield whole
        at += length


def _hyphen_length(parts: list[dict[str, Any]], at: int) -> int:
    """How many tokens from `at` form one hyphenated word; 1 when they do not."""
    last = at
    while parts[last]["is_word"] and last + 2 < len(parts):
        hyphen, following = parts[last + 1], parts[last + 2]
        touches = parts[last]["end"] == hyphen["start"] and hyphen["end"] == following["start"]
        if not (touches and hyphen["text"] in _HYPHENS and following["is_word"]):
            break
        last += 2
    words = parts[at : last + 1 : 2]
    clitic = words[-1]["pos"] == "PRON" or all(word["is_stop"] for word in words)
    return 1 if clitic else last + 1 - at


def _figure_length(parts: list[dict[str, Any]], at: int) -> int:
    """2 where a figure and the capitals that touch it are one word, as in 5G; else 1."""
    if at + 1 == len(parts):
        return 1
    figure, letters = parts[at], parts[at + 1]
    touches = figure["end"] == letters["start"] and str(figure["text"]).isdigit()
    return 2 if touches and letters["is_word"] and str(letters["text"]).isupper() else 1


@cache
def _compounds(language: str) -> tuple[frozenset[tuple[str, ...]], int]:
    data = lexicons.load("words", language) if language else {}
    compounds = frozenset(tuple(str(word).split()) for word in data.get("compounds", ()))
    return compounds, max((len(compound) for compound in compounds), default=1)


def _compound_length(parts: list[dict[str, Any]], at: int, language: str) -> int:
    compounds, longest = _compounds(language)
    for length in range(min(longest, len(parts) - at), 1, -1):
        if tuple(str(part["text"]).lower() for part in parts[at : at + length]) in compounds:
            return length
    return 1


def _unite(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One token in place of several; a single one stays as it is."""
    if len(parts) == 1:
        return parts[0]
    text = str(parts[0]["text"])
    for before, part in pairwise(parts):
        text += ("" if before["end"] == part["start"] else " ") + str(part["text"])
    lemma = _unite_lemmas(parts) if any(part["text"] in _HYPHENS for part in parts) else text.lower()
    whole = {"end": parts[-1]["end"], "text": text, "lemma": lemma, "pos": parts[-1]["pos"]}
    return {**parts[0], **whole, "is_word": True, "is_stop": False}


def _unite_lemmas(parts: Sequence[Mapping[str, Any]]) -> str:
    """The lemma of a hyphenated word: parts in lower case, acronyms as they are, a last noun as its lemma."""
    *first, last = [str(part["text"]) for part in parts]
    noun = str(parts[-1]["lemma"]) if parts[-1]["pos"] == "NOUN" else ""
    ending = last if is_acronym(last) else (noun or last).lower()
    return "".join([*(part if is_acronym(part) else part.lower() for part in first), ending])
