"""When an article was issued, and how that is known."""

from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.read import make_article
from dragoman.read.calendar_dates import written_dates
from dragoman.read.document_date import file_name_date, iso_date

PROSE = "The government of Ruritania withdrew its troops from the border on Friday, officials said, and its neighbours welcomed it."


def date_of(text: str, **known: str) -> tuple[str, str] | None:
    article = make_article(text, **known)
    if article.date is None:
        return None
    if article.date.span is not None:
        assert article.text[article.date.span.start : article.date.span.end] == article.date.span.text
    return article.date.value, article.date.source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"STRELSAU, March 8, 2019 - {PROSE}", "2019-03-08"),
        (f"STRELSAU, 5 April 1982 (Reuters) - {PROSE}", "1982-04-05"),
        (f"The border\n\nBy Jane Doe\n\n19 August 2022\n\n{PROSE}", "2022-08-19"),
        (f"The border\n\nPublished: 5 May 2020, 10:30\n\n{PROSE}", "2020-05-05"),
        (f"The border\n\nStrelsau, 17 December 2021\n\n{PROSE}", "2021-12-17"),
        (f"Brief No. 4 | January 2021\n\nThe border: what now?\n\nStaff writer, 21 January 2021\n\n{PROSE}", "2021-01-21"),
        (f"Brief No. 4 | January 2021\n\nThe border: what now?\n\n{PROSE}", "2021-01"),
        (f"The border after the truce (compiled 16 March 2022)\n\n{PROSE}", "2022-03-16"),
        (f"The border\n\n{PROSE}\n\n{PROSE}\n\nThis article was first published on 3 March 2018.", "2018-03-03"),
    ],
)
def test_printed_dates(text: str, value: str) -> None:
    assert date_of(text) == (value, "inferred")


def test_the_user_and_the_metadata_come_first() -> None:
    text = f"STRELSAU, March 8, 2019 - {PROSE}"
    assert date_of(text, date="2019-03-09") == ("2019-03-09", "given")
    assert date_of(text, metadata_date="2019-03-07T10:00:00Z") == ("2019-03-07", "metadata")
    assert date_of(text, metadata_date="yesterday") == ("2019-03-08", "inferred")


def test_a_given_date_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        make_article(PROSE, date="32 Nonsense")


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"What 6 January 2021 taught us\n\n{PROSE}",
        f"The border\n\n{PROSE} The war of 1998 ended in May 2002, and elections are due by 2031.",
        f"STRELSAU, November 6 - {PROSE}",
        f"The border\n\n{PROSE} The king was crowned on 4 June 1952 and died on 3 May.",
        f"The border\n\n{PROSE}\n\n{PROSE} The fall of Kabul in August 2021 is no guide.",
    ],
)
def test_nothing_tells(text: str) -> None:
    assert date_of(text) is None


def test_the_last_entry_of_a_chronology() -> None:
    text = (
        "Key dates\n\n30 November 2005: talks open.\n21 December: they fail.\n"
        "9 January: the king offers a truce.\n24 April: the rebels accept it.\nLater: elections are planned for 2 May 2007."
    )
    assert date_of(text) == ("2006-04-24", "inferred")


def test_a_chronology_without_a_year_tells_nothing() -> None:
    assert date_of("Key dates\n\n3 May: talks open.\n4 May: they fail.\n6 May: fighting resumes.") is None


def test_a_named_event_with_its_month_tells_the_year() -> None:
    text = f"The border\n\n{PROSE} Since the fall of Kabul in August, trade has stopped. On September 12 envoys met."
    text += " They will meet again on October 3."
    assert date_of(text) == ("2021-09-12", "inferred")
    assert date_of(f"STRELSAU, January 9 - {PROSE} Trade has stopped since the fall of Kabul in August.") == ("2022-01-09", "inferred")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("2021-11-19_border", "2021-11-19"),
        ("border-20211119", "2021-11-19"),
        ("report_2021-11", "2021-11"),
        ("border_19_November_2021", "2021-11-19"),
        ("border", None),
        ("d04", None),
        ("12345678901234", None),
        ("2021-13-45", None),
    ],
)
def test_file_names(name: str, value: str | None) -> None:
    found = file_name_date(name)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020", "2020"),
        ("2020-10", "2020-10"),
        ("2020-10-05T08:00:00+02:00", "2020-10-05"),
        ("2020-10-05 08:00", "2020-10-05"),
        ("20201005", "2020-10-05"),
        ("5 October 2020", "2020-10-05"),
        ("Oct. 5, 2020", "2020-10-05"),
        ("2020-02-31", None),
        ("05/10/2020", None),
        ("", None),
    ],
)
def test_iso_dates(value: str, iso: str | None) -> None:
    assert iso_date(value) == iso


def test_written_dates_take_no_verb_for_a_month() -> None:
    assert list(written_dates("They may 5 times march 3 miles; it may 2020 times fail.")) == []
