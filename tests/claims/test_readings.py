"""Explanations, analogies, propositions."""

from dragoman.claims import find_analogies, find_claims, find_explanations, link_propositions
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Cast
from dragoman.types.parse import Parse

NOBODY = Cast((), (), {}, {})


def parsed(text: str, date: str = "2021-03-05") -> Parse:
    return parse_article(make_article(text, date=date))


def test_competing_readings() -> None:
    text = (
        "Why did the governor flee? One reading is that he feared arrest. Another holds that his own guards had turned on him. It rained."
    )
    (found,) = find_explanations(parsed(text), NOBODY, ())
    assert found.competing
    assert found.explained.text == "Why did the governor flee"
    assert [reason.span.text for reason in found.alternatives] == ["he feared arrest", "his own guards had turned on him"]


def test_a_list_of_reasons_runs_over_paragraphs() -> None:
    text = (
        "The tribes backed the treaty for three reasons.\n\nFirst, they wanted grazing rights. The drought had been long.\n\n"
        "Second, they distrusted the coast.\n\nAnd third, their elders were tired of war."
    )
    (found,) = find_explanations(parsed(text), NOBODY, ())
    assert not found.competing
    assert found.announced == 3
    assert [reason.ordinal for reason in found.alternatives] == [1, 2, 3]


def test_a_plain_question_explains_nothing() -> None:
    assert find_explanations(parsed("Why now? The train left at nine. The station was empty."), NOBODY, ()) == ()


def test_precedents() -> None:
    parse = parsed(
        "The siege recalls Sarajevo in 1992. The envoy fears a Tripoli-style collapse. Unlike in the war of 1956, no fleet sailed."
    )
    found = find_analogies(parse, NOBODY)
    assert [analogy.precedent.text.split()[0] for analogy in found] == ["Sarajevo", "Tripoli", "in"]
    assert all(parse.article.text[a.evidence.start : a.evidence.end] == a.evidence.text for a in found)


def test_a_recalled_ambassador_is_no_precedent() -> None:
    assert find_analogies(parsed("Ankara recalled its ambassador on Monday. Prices rose as in any spring."), NOBODY) == ()


def test_phrases_that_mean_the_same_become_one_proposition() -> None:
    parse = parsed(
        "A withdrawal of Danish troops would lead to chaos. If the Danish troops withdraw, the port will close. "
        "A hailstorm would lead to floods."
    )
    claims, propositions = link_propositions(parse, NOBODY, find_claims(parse, NOBODY, ()), ())
    assert claims[0].cause_proposition == claims[1].cause_proposition
    merged = next(p for p in propositions if p.id == claims[0].cause_proposition)
    assert len(merged.mentions) == 2
    assert merged.merged_because
    assert all(len(p.label.split()) <= 8 for p in propositions)
    assert claims[2].cause_proposition != claims[0].cause_proposition
