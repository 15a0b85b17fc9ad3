"""A small linked corpus, written by hand: what the tests of the publishing room summarise and tell."""

from corpus_tools import schema

ARTICLES = schema.frame(
    "articles",
    [
        {
            "article_id": "a1",
            "file": "1.txt",
            "outlet": "Daily",
            "title": "Talks",
            "language": "en",
            "published": "2026-03-02",
            "published_basis": "header",
            "story_id": "s1",
            "n_words": 100,
            "n_sentences": 2,
        },
        {
            "article_id": "a2",
            "file": "2.txt",
            "outlet": "Soir",
            "title": "Entretien",
            "language": "fr",
            "published_earliest": "2026-03-01",
            "published_basis": "not before 2026-03-01",
            "story_id": "s1",
            "translation_of": "a1",
            "n_words": 120,
            "n_sentences": 1,
        },
        {
            "article_id": "a3",
            "file": "3.txt",
            "outlet": "Daily",
            "title": "Plan",
            "language": "en",
            "published": "2026-02-01",
            "published_basis": "header",
            "story_id": "s2",
            "n_words": 50,
            "n_sentences": 1,
        },
    ],
)
SENTENCES = schema.frame(
    "sentences",
    [
        {"article_id": "a1", "sentence_id": "a1.s001", "text": "Ana Roy met Ben Okoro in Oslo on Sunday."},
        {"article_id": "a1", "sentence_id": "a1.s002", "text": "She asked him to open a bridge."},
        {"article_id": "a2", "sentence_id": "a2.s001", "text": "Ana Roy a rencontré Ben Okoro à Oslo."},
        {"article_id": "a3", "sentence_id": "a3.s001", "text": "A bridge is to open by 2030."},
    ],
)
ACTORS = schema.frame(
    "actors",
    [
        {
            "actor_id": "ana-roy",
            "type": "person",
            "name": "Ana Roy",
            "aliases": "Ana Roy|Roy",
            "n_articles": 2,
            "n_stories": 1,
            "n_mentions": 3,
            "basis": "discovered",
        },
        {
            "actor_id": "ben-okoro",
            "type": "person",
            "name": "Ben Okoro",
            "aliases": "Ben Okoro",
            "n_articles": 2,
            "n_stories": 1,
            "n_mentions": 3,
            "basis": "authority",
        },
        {
            "actor_id": "oslo",
            "type": "place",
            "name": "Oslo",
            "aliases": "Oslo",
            "n_articles": 2,
            "n_stories": 1,
            "n_mentions": 2,
            "basis": "capital",
        },
    ],
)
MENTIONS = schema.frame(
    "mentions",
    [
        {"article_id": "a1", "sentence_id": "a1.s001", "start": 0, "actor_id": "ana-roy", "type": "person"},
        {
            "article_id": "a1",
            "sentence_id": "a1.s001",
            "start": 12,
            "actor_id": "ben-okoro",
            "type": "person",
        },
        {"article_id": "a1", "sentence_id": "a1.s002", "start": 41, "actor_id": "ana-roy", "type": "person"},
        {"article_id": "a2", "sentence_id": "a2.s001", "start": 0, "actor_id": "ana-roy", "type": "person"},
    ],
)
STATEMENTS = schema.frame(
    "statements",
    [
        {
            "statement_id": "q1",
            "article_id": "a1",
            "sentence_id": "a1.s002",
            "speaker_id": "ana-roy",
            "act": "request",
            "addressee_ids": "ben-okoro",
            "quote": "indirect",
        },
        {
            "statement_id": "q2",
            "article_id": "a2",
            "sentence_id": "a2.s001",
            "speaker_id": "ana-roy",
            "act": "statement",
            "quote": "direct",
        },
        {
            "statement_id": "q3",
            "article_id": "a3",
            "sentence_id": "a3.s001",
            "act": "statement",
            "quote": "direct",
        },
    ],
)
LEDGER = schema.frame(
    "ledger",
    [
        {
            "ledger_id": "l1",
            "act": "request",
            "by_ids": "ana-roy",
            "to_ids": "ben-okoro",
            "what": "to open a bridge",
            "due_earliest": "2026-01-01",
            "due_latest": "2026-12-31",
            "article_ids": "a1|a2",
            "n_articles": 2,
            "n_stories": 1,
            "languages": "en|fr",
            "sentence_ids": "a1.s002",
        },
        {
            "ledger_id": "l2",
            "act": "agreement",
            "by_ids": "ana-roy|ben-okoro",
            "what": "to build",
            "article_ids": "a3",
            "n_articles": 1,
            "n_stories": 1,
            "languages": "en",
            "sentence_ids": "a3.s001",
        },
    ],
)
EVENTS = schema.frame(
    "events",
    [
        {
            "event_id": "e1",
            "date_start": "2026-03-01",
            "date_end": "2026-03-01",
            "precision": "day",
            "kind": "meeting",
            "place_id": "oslo",
            "participant_ids": "ana-roy|ben-okoro",
            "title": "Ana Roy met Ben Okoro",
            "sentence_ids": "a1.s001|a2.s001",
            "article_ids": "a1|a2",
            "n_articles": 2,
            "n_stories": 1,
            "languages": "en|fr",
            "horizon": "past",
        },
        {
            "event_id": "e2",
            "date_end": "2030",
            "precision": "year",
            "kind": "target",
            "title": "A bridge is to open by 2030",
            "sentence_ids": "a3.s001",
            "article_ids": "a3",
            "n_articles": 1,
            "n_stories": 1,
            "languages": "en",
            "horizon": "future",
        },
    ],
).assign(object_ids="", conflicts="")
QUALITY_COLUMNS = ["step", "measure", "right", "n", "share", "low", "high"]
