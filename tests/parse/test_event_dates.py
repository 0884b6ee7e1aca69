"""Which date belongs to which happening, and what year an undated month means."""

from __future__ import annotations

import pytest

from dragoman.parse import parse_article
from dragoman.parse.event_dates import date_of
from dragoman.types import Article, DateValue, DocumentDate
from dragoman.types.parse import Parse


def read(text: str, date: str | None = "2021-11-19") -> Parse:
    return parse_article(Article(id="t", text=text, date=DocumentDate(date, "given") if date else None))


def dated(text: str, word: str, date: str | None = "2021-11-19") -> DateValue | None:
    parse = read(text, date)
    return date_of(parse, next(token for token in parse.doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The 1973 coup failed. As an example, on September 28, rebels shelled the port.", "September 28", "2021-09-28"),
        ("In 2014 the states cut ties, and on 3 March they left the bank.", "3 March", "2014-03-03"),
        ("The war began on 2 May 1999. On 9 June the guns fell silent.", "9 June", "1999-06-09"),
        ("The war began on 2 May 1999. The parties are talking now. On 9 June they met.", "9 June", "2021-06-09"),
        ("On 4 January 2018 the port was taken. Yesterday it fell quiet. The guards left on 11 November.", "11 November", "2021-11-11"),
        ("Delegates spoke on Monday; a report is due in December. The same evening he quit.", "The same evening", "2021-11-15TEV"),
    ],
)
def test_year_and_day_are_those_of_the_account(text: str, words: str, value: str) -> None:
    assert (words, value) in [(time.span.text, time.value) for time in read(text).times]


@pytest.mark.parametrize(
    ("text", "word", "iso"),
    [
        ("The admiral warned on 14 September that raids would end the truce.", "warned", "2021-09-14"),
        ("The admiral warned on 14 September that raids would end the truce.", "raids", None),
        ("Rebels stormed the town on Sunday and government troops abandoned their garrison.", "abandoned", "2021-11-14"),
        ("Ties were cut in January 2016, when crowds burned the embassy.", "burned", "2016-01"),
        ("Guards drove the lorries back on Tuesday, firing tear gas.", "firing", "2021-11-16"),
        ("The envoys are expected to confer in Vienna in December.", "expected", "2021-12"),
    ],
)
def test_stated_date(text: str, word: str, iso: str | None) -> None:
    found = dated(text, word)
    assert (found.iso() if found else None) == iso


@pytest.mark.parametrize(
    ("text", "word", "iso"),
    [
        ("Martial law came into force on Wednesday, three days after the coastguard rammed a tug.", "rammed", "2021-11-14"),
        ("Tanks rolled out of the base on Tuesday, hours after the president ordered a truce.", "ordered", "2021-11-16"),
        ("Six days after their patrol boats clashed, the two capitals are negotiating.", "clashed", "2021-11-13"),
        ("On Monday the army seized the port. Soldiers looted the customs house.", "looted", "2021-11-15"),
        ("Rioters stormed the gate on 8 November. The state has since sent 900 soldiers.", "sent", "2021-11-08/2021-11-19"),
    ],
)
def test_worked_out_date_is_marked_inferred(text: str, word: str, iso: str) -> None:
    found = dated(text, word)
    assert found is not None
    assert (found.iso(), found.inferred, found.span) == (iso, True, None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("On Monday the army seized the port. Officials condemned it.", "condemned"),
        ("On Monday the army seized the port. The rebels had looted it.", "looted"),
        ("On Monday the army seized the port.\n\nSoldiers looted the customs house.", "looted"),
    ],
)
def test_nothing_is_carried(text: str, word: str) -> None:
    assert dated(text, word) is None


def test_chronology_entry_dates_its_sentences() -> None:
    found = dated("- 11 April: crowds march on the palace. Gunmen kill nineteen people.", "kill")
    assert found is not None
    assert found.iso() == "2021-04-11"


def test_dates_around_an_event_noun() -> None:
    text = "A week before the vote of 12 May the mayor was arrested. Three days after it she was released."
    arrested, released = dated(text, "arrested"), dated(text, "released")
    assert arrested is not None
    assert released is not None
    assert (arrested.iso(), released.iso()) == ("2021-05-05", "2021-05-15")
