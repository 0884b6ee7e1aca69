"""Time expressions: what they span, what they mean, what is none."""

from __future__ import annotations

import pytest

from dragoman.parse import parse_article
from dragoman.parse.event_dates import date_of
from dragoman.types import Article, DocumentDate
from dragoman.types.parse import Parse


def read(text: str, date: str | None = "2021-11-19") -> Parse:
    return parse_article(Article(id="t", text=text, date=DocumentDate(date, "given") if date else None))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On 8 November the guards crossed the river.", "8 November", "2021-11-08"),
        ("The mayor resigned on December 20.", "December 20", "2020-12-20"),
        ("The parliament will vote on December 20.", "December 20", "2021-12-20"),
        ("The two met in early May.", "early May", "2021-05"),
        ("They have not spoken since last March.", "last March", "2021-03"),
        ("The envoy arrived on Tuesday.", "Tuesday", "2021-11-16"),
        ("Shots were heard on Thursday night.", "Thursday night", "2021-11-18TNI"),
        ("The pact collapsed in the summer of 1943.", "the summer of 1943", "1943-SU"),
        ("Fighting raged through the 1980s.", "the 1980s", "198"),
        ("The border dates from the 18th century.", "the 18th century", "17"),
        ("The strike lasted for three months.", "three months", "P3M"),
        ("The council holds weekly talks.", "weekly", "XXXX-WXX"),
        ("It is now the largest party.", "now", "PRESENT_REF"),
        ("The treaty was signed on 3 March 1918. Two weeks later the army left.", "Two weeks later", "1918-03-17"),
        ("The treaty was signed on 3 March 1918. The next day the army left.", "The next day", "1918-03-04"),
        ("The treaty was signed on 3 March 1918. Troops left later that month.", "later that month", "1918-03"),
        ("Riots broke out in mid-December 2019.", "mid-December 2019", "2019-12"),
        ("Yesterday the ambassador left.", "Yesterday", "2021-11-18"),
        ("The siege began in 480 BC.", "480 BC", "BC0480"),
        ("Exports fell in the third quarter of 2009.", "the third quarter of 2009", "2009-Q3"),
    ],
)
def test_value(text: str, words: str, value: str) -> None:
    assert (words, value) in [(time.span.text, time.value) for time in read(text).times]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.", "Mrs May spoke to the house.", "Some 2000 troops crossed.", "It passed Resolution 1973.",
        "The index rose 2.36 points.",
    ],
)
def test_none(text: str) -> None:
    assert read(text).times == ()


def test_open_ends_and_parts() -> None:
    since, early = read("Since January the port is shut. In early May it burned.").times
    assert since.date is not None
    assert (since.date.start, since.date.end) == ("2021-01-01", None)
    assert early.date is not None
    assert (early.date.start, early.date.end) == ("2021-05-01", "2021-05-10")


def test_without_publication_date_nothing_is_guessed() -> None:
    (time,) = read("The mayor resigned yesterday.", None).times
    assert time.date is None


def test_history_keeps_its_own_year() -> None:
    text = "In March 1917 the tsar fell. By 1918 the front had gone. In 1919 the army of 1914 was a memory of 1913 and 1912. "
    text += "In November 1917 it rose. On 7 December it struck."
    assert read(text).times[-1].value == "1917-12-07"


@pytest.mark.parametrize(
    ("text", "verb", "iso"),
    [
        ("On 8 November the guards crossed the river, and the town fell on 10 November.", "crossed", "2021-11-08"),
        ("On 8 November the guards crossed the river, and the town fell on 10 November.", "fell", "2021-11-10"),
        ("The town fell.", "fell", None),
        ("12 July. The guns fell silent.", "fell", "2021-07-12"),
        ("Rebels held the town from 3 May to 5 May 2020.", "held", "2020-05-03/2020-05-05"),
    ],
)
def test_event_date(text: str, verb: str, iso: str | None) -> None:
    parse = read(text)
    found = date_of(parse, next(token for token in parse.doc if token.text == verb))
    assert (found.iso() if found else None) == iso
