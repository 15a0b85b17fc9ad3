from small_corpus import make_corpus

from corpus_tools.measuring.reference import compare_with_reference, has_reference


def test_compare_with_reference_ranks_the_words_of_the_field():
    tokens, articles, _ = make_corpus(
        {"a1": ["Cybersecurity and people.", "Cybersecurity for people.", "Cybersecurity."]}
    )
    table = compare_with_reference(tokens, articles, min_n=2)
    assert table["term"].tolist() == ["cybersecurity", "people"]
    assert table["support"].iloc[0] == "not supportable with n = 1 stories"
    assert table["log_ratio"].iloc[0] > 10


def test_compare_with_reference_leaves_out_languages_without_a_list():
    tokens, articles, _ = make_corpus({"v1": ["Hợp tác hợp tác hợp tác."]}, {"v1": "vi"})
    assert not has_reference("vi")
    assert compare_with_reference(tokens, articles).empty
