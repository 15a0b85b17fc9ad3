import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import TruncatedSVD

from corpus_tools.errors import UsageError
from corpus_tools.measuring.article_topics import (
    cluster_articles,
    cluster_folder,
    factor_articles,
    weigh_words,
)
from corpus_tools.measuring.clustering import cluster, compare_groupings, normalise

THEMES = {
    "sport": "match goal coach league player stadium cup referee season champion",
    "money": "bank profit shares market economy rate growth investor dollar trade",
    "health": "doctor hospital patient vaccine disease nurse clinic medicine virus surgery",
}
COMMON = "people year time country group week report plan member head public day".split()  # noqa: SIM905


def news(n, *, seed=0, share=0.3):
    """Articles of 80 words, a share of them from one theme, the rest common, and the theme of each."""
    draw = np.random.default_rng(seed)
    texts, truth = {}, []
    for number in range(n):
        theme = number % len(THEMES)
        own = list(THEMES.values())[theme].split()
        drawn = [draw.choice(own if draw.random() < share else COMMON) for _ in range(80)]
        texts[f"a{number:03d}"] = " ".join(drawn)
        truth.append(theme)
    return texts, np.array(truth)


def test_cluster_articles_finds_the_themes():
    texts, truth = news(90)
    table = cluster_articles(texts, n_topics=3)
    labels = table["topic_id"].str[1:].astype(int).to_numpy()
    assert compare_groupings(labels, truth).nmi == 1
    assert table["article_id"].tolist() == list(texts)
    assert set(table["terms"].iloc[0].split("|")) <= set(THEMES["sport"].split())
    assert (table["margin"] > 0).all()


def test_cluster_articles_is_the_same_on_every_run():
    texts, _ = news(45, share=0.15)
    pd.testing.assert_frame_equal(cluster_articles(texts, n_topics=3), cluster_articles(texts, n_topics=3))


def test_cluster_folder_says_which_file_is_in_which_topic(tmp_path):
    texts, truth = news(36)
    for (article_id, text), theme in zip(texts.items(), truth, strict=True):
        folder = tmp_path / list(THEMES)[theme]
        folder.mkdir(exist_ok=True)
        (folder / f"{article_id}.txt").write_text(text, encoding="utf-8")
    table = cluster_folder(tmp_path, n_topics=3)
    assert list(table)[:3] == ["article_id", "file", "topic_id"]
    assert len(table) == 36
    assert table.groupby(table["file"].str.split("/").str[0])["topic_id"].nunique().tolist() == [1, 1, 1]


def test_cluster_articles_is_nearer_to_the_themes_than_k_means():
    """Themes of rare words in many common ones: what the clear articles teach helps with the others."""
    draw = np.random.default_rng(2)
    shares = (0.05, 0.08, 0.12)
    texts, truth = {}, []
    for number in range(240):
        theme = number % 3
        own = [f"{'xyz'[theme]}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)]
        drawn = [draw.choice(own if draw.random() < shares[theme] else COMMON) for _ in range(80)]
        texts[f"a{number:03d}"] = " ".join(drawn)
        truth.append(theme)
    weights = weigh_words(texts)
    latent = normalise(TruncatedSVD(25, random_state=0).fit_transform(weights.matrix))
    plain = compare_groupings(cluster(latent, 3), np.array(truth)).nmi
    labels = cluster_articles(texts, n_topics=3)["topic_id"].str[1:].astype(int).to_numpy()
    assert compare_groupings(labels, np.array(truth)).nmi > plain + 0.04


def test_weigh_words_is_tf_idf_by_hand():
    """(1 + ln tf) (ln((1 + n) / (1 + df)) + 1), rows of length 1."""
    texts = {f"a{number:02d}": "alpha" if number else "alpha beta beta gamma" for number in range(30)}
    texts |= {"a01": "beta", "a02": "gamma", "a03": "gamma", **{f"a{n:02d}": "delta" for n in range(4, 18)}}
    texts |= {f"a{n:02d}": "epsilon" for n in range(18, 30)}
    weights = weigh_words(texts)
    assert weights.words == ["beta", "delta", "epsilon", "gamma"]
    beta = (1 + np.log(2)) * (np.log(31 / 3) + 1)
    gamma = np.log(31 / 4) + 1
    row = weights.matrix[0].toarray()[0]
    assert row == pytest.approx(np.array([beta, 0, 0, gamma]) / np.hypot(beta, gamma))


@pytest.mark.parametrize("n", [0, 29])
def test_cluster_articles_refuses_too_few_articles(n):
    with pytest.raises(UsageError, match="at least 30 articles"):
        cluster_articles(news(n)[0], n_topics=3)


def test_cluster_articles_refuses_more_topics_than_articles():
    with pytest.raises(UsageError, match="number of topics"):
        cluster_articles(news(30)[0], n_topics=31)


def test_factor_articles_shares_articles_out():
    texts, truth = news(60)
    topics, shares = factor_articles(texts, n_topics=3)
    largest = shares.sort_values("share").drop_duplicates("article_id", keep="last").set_index("article_id")
    labels = largest.loc[list(texts), "topic_id"].str[1:].astype(int).to_numpy()
    assert compare_groupings(labels, truth).nmi == 1
    assert shares.groupby("article_id")["share"].sum().between(0.999, 1.001).all()
    assert topics["n_articles"].tolist() == [20, 20, 20]


def test_factor_articles_refuses_no_topic():
    with pytest.raises(UsageError, match="number of topics"):
        factor_articles(news(30)[0], n_topics=0)


def test_weigh_words_leaves_out_what_nothing_can_be_learnt_from():
    texts, _ = news(30)
    texts["a000"] += " the le và 2030 once"
    words = weigh_words(texts).words
    assert not {"the", "le", "2030", "once"} & set(words)


def test_weigh_words_refuses_articles_without_words():
    with pytest.raises(UsageError, match="share no words"):
        weigh_words({f"a{number}": "2030" for number in range(30)})
