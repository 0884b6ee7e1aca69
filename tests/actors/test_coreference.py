"""Which mentions speak of the same actor."""

from __future__ import annotations

from dragoman.actors import find_cast
from dragoman.parse import parse_article
from dragoman.read import make_article


def at(text: str, words: str, occurrence: int = 1) -> tuple[str, ...]:
    """Ids of the actors that the last token of the given words leads to."""
    parse = parse_article(make_article(text, date="2019-06-03"))
    cast = find_cast(parse)
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    tokens = parse.doc.char_span(start, start + len(words), alignment_mode="expand")
    return cast.by_head.get(tokens.root.i) or cast.by_token.get(tokens.root.i, ())


def test_short_names_and_titles() -> None:
    text = "General Marek Wolan took power on Friday. Wolan promised elections. Few believe Gen. Wolan."
    assert at(text, "Wolan", 2) == at(text, "Wolan", 3) == ("marek-wolan",)


def test_acronym_in_brackets() -> None:
    text = "The Northern Relief Council (NRC) opened an office. Rebels attacked the NRC in May."
    assert at(text, "NRC", 2) == ("northern-relief-council",)


def test_office_points_to_its_holder() -> None:
    text = "The prime minister, Anna Kowal, resigned on Monday. Parliament had asked the prime minister to go."
    assert at(text, "the prime minister") == ("anna-kowal",)


def test_pronouns_follow_gender_and_number() -> None:
    text = "Anna Kowal met General Marek Wolan. She thanked him for his troops."
    assert at(text, "She") == ("anna-kowal",)
    assert at(text, "him") == ("marek-wolan",)


def test_it_is_no_person_and_an_expletive_is_nobody() -> None:
    text = "Turkey recalled its envoy. It is likely that Ms Kowal will wait."
    assert at(text, "its") == ("TUR",)
    assert at(text, "It") == ()


def test_relative_pronoun_is_its_antecedent() -> None:
    text = "Egypt criticised the rebels, who had fired rockets at the capital."
    assert at(text, "who") == at(text, "the rebels")


def test_pairs_lead_to_both() -> None:
    text = "France and Germany protested. Both countries recalled envoys."
    assert set(at(text, "Both countries")) == {"FRA", "DEU"}


def test_possession_leads_to_the_owner_by_token() -> None:
    text = "Israel said so. Israeli oil exports fell."
    assert at(text, "exports") == ("ISR",)


def test_quantity_before_of_leads_to_the_people() -> None:
    text = "Thousands of protesters marched. The protesters sang."
    assert at(text, "Thousands") == at(text, "The protesters")
