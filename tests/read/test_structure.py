"""Which part of an article is what: small made-up articles and the sections they must give."""

from __future__ import annotations

import pytest

from dragoman.read import make_article
from dragoman.read.structure import dateline_end
from dragoman.types import Article

PROSE = (
    "The government of Ruritania withdrew its troops from the border on Friday, officials said. "
    "Its neighbours welcomed the step and promised to answer it."
)
MORE = "Parliament will debate the matter next week. The opposition has already announced that it will vote against the plan."


def sections(text: str, **known: str) -> list[tuple[str, str]]:
    article = make_article(text, **known)
    check_offsets(article)
    return [(section.kind, section.span.text) for section in article.sections]


def check_offsets(article: Article) -> None:
    end = 0
    for section in article.sections:
        assert section.span.start >= end
        assert article.text[section.span.start : section.span.end] == section.span.text
        assert section.span.text == section.span.text.strip()
        end = section.span.end


def of_kind(text: str, kind: str) -> list[str]:
    return [words for found, words in sections(text) if found == kind]


def test_title_byline_dateline_and_body() -> None:
    text = f"Ruritania pulls back\n\nBy Jane Doe in Strelsau\n\nSTRELSAU, Oct 5 (Reuters) - {PROSE}\n\n{MORE}"
    assert sections(text) == [
        ("title", "Ruritania pulls back"),
        ("byline", "By Jane Doe in Strelsau"),
        ("dateline", "STRELSAU, Oct 5 (Reuters) -"),
        ("body", PROSE),
        ("body", MORE),
    ]
    article = make_article(text)
    assert (article.title, article.author, article.publisher) == ("Ruritania pulls back", "Jane Doe", "Reuters")


def test_one_sentence_is_body_with_or_without_full_stop() -> None:
    assert sections("Ruritania attacked Zenda") == [("body", "Ruritania attacked Zenda")]
    assert sections("Ruritania attacked Zenda.\n") == [("body", "Ruritania attacked Zenda.")]


def test_lines_that_nothing_closes_are_not_all_headings() -> None:
    kinds = [kind for kind, _ in sections("Rebels take the bridge\nArmy shells the suburbs\nCurfew in the capital\n")]
    assert kinds == ["body", "body", "body"]


def test_first_paragraph_of_prose_is_no_title() -> None:
    assert [kind for kind, _ in sections(f"{PROSE}\n\n{MORE}")] == ["body", "body"]


def test_given_title_is_found_even_with_a_full_stop() -> None:
    assert sections(f"The border is quiet.\n\n{PROSE}", title="The border is quiet.")[0] == ("title", "The border is quiet.")


def test_masthead_stands_above_the_title() -> None:
    text = f"Ruritania Policy Brief No. 7 | May 2019\n\nAfter the truce: who keeps it?\n\nStaff writer, 21 May 2019\n\nSummary\n\n{PROSE}"
    article = make_article(text)
    assert (article.title, article.publisher) == ("After the truce: who keeps it?", "Ruritania Policy Brief")
    assert of_kind(text, "heading") == ["Ruritania Policy Brief No. 7 | May 2019", "Summary"]
    assert of_kind(text, "byline") == ["Staff writer, 21 May 2019"]


def test_label_lines_are_metadata() -> None:
    text = f"Ruritania: outlook\n\nDate of issue: 3 May 2018. Risk rating: HIGH. Prepared by: Jane Doe\n\n{PROSE}\n\n{MORE}"
    article = make_article(text)
    assert article.author == "Jane Doe"
    assert of_kind(text, "boilerplate") == ["Date of issue: 3 May 2018. Risk rating: HIGH. Prepared by: Jane Doe"]


def test_headings_between_paragraphs() -> None:
    text = f"A title\n\n{PROSE}\n\nWHAT HAPPENED\n\n{MORE}\n\nWhy now?\n\n{PROSE}\n\nOutlook.\n\n{MORE}"
    assert of_kind(text, "heading") == ["WHAT HAPPENED", "Why now?", "Outlook."]


def test_bullets_and_chronology_entries_are_body_without_their_mark() -> None:
    text = f"Key dates\n\n{PROSE}\n\n• Rebels seized the bridge.\n- The army shelled the town\n"
    text += f"5 May: the king fled\n6 May: rebels enter the capital.\n{MORE}"
    assert of_kind(text, "body") == [
        PROSE,
        "Rebels seized the bridge.",
        "The army shelled the town",
        "5 May: the king fled",
        "6 May: rebels enter the capital.",
        MORE,
    ]


def test_caption_credit_and_the_caption_repeated() -> None:
    text = "A title\n\nSoldiers guard the bridge at Zenda (photo credit: A. PHOTOGRAPHER/REUTERS)\n"
    text += f"Soldiers guard the bridge at Zenda\n{PROSE}\n{MORE}"
    assert sections(text)[1:4] == [
        ("caption", "Soldiers guard the bridge at Zenda"),
        ("credit", "(photo credit: A. PHOTOGRAPHER/REUTERS)"),
        ("caption", "Soldiers guard the bridge at Zenda"),
    ]


def test_standfirst_repeated_in_the_body() -> None:
    first = "The withdrawal has raised hopes among traders on both banks of the river."
    text = f"Ruritania pulls back\n\n{first}\n\n{PROSE}\n\n{first} Few expect it to last."
    assert of_kind(text, "standfirst") == [first]
    assert of_kind(text, "body")[-1] == f"{first} Few expect it to last."


def test_standfirst_set_off_by_the_byline() -> None:
    first = "The withdrawal has raised hopes among traders on both banks of the river."
    text = f"Ruritania pulls back\n\n{first}\n\nBy Jane Doe\n\n{PROSE}\n\n{MORE}"
    assert [kind for kind, _ in sections(text)] == ["title", "standfirst", "byline", "body", "body"]


def test_first_paragraph_after_the_title_is_body_when_nothing_sets_it_off() -> None:
    text = f"Ruritania pulls back\n\nRebels killed three soldiers on Monday.\n\n{PROSE}"
    assert of_kind(text, "body")[0] == "Rebels killed three soldiers on Monday."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The writer is a lecturer in history at the University of Strelsau. She has written on the river wars.", "biography"),
        ("Jane Doe is a senior fellow at the Strelsau Institute.", "biography"),
        ("Sign up for our weekly newsletter to get this in your inbox.", "newsletter"),
        ("To subscribe, write to the publications office.", "newsletter"),
        ("Unsubscribe | Privacy", "boilerplate"),
        ("The views expressed are the author's own and do not necessarily reflect those of the institute.", "boilerplate"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "boilerplate"),
        ("This note is no offer of securities. We take no responsibility for losses.", "boilerplate"),
        ("© 2019 The Strelsau Times. All rights reserved.", "boilerplate"),
    ],
)
def test_closing_lines(line: str, kind: str) -> None:
    found = sections(f"A title\n\n{PROSE}\n\n{MORE}\n\n{line}")
    assert found[-1] == (kind, line)
    assert found[-2] == ("body", MORE)


def test_small_print_at_the_end_of_the_last_paragraph_is_cut_off() -> None:
    found = sections(f"A title\n\n{PROSE}\n\n{MORE} Sign up for our newsletter here.")
    assert found[-2:] == [("body", MORE), ("newsletter", "Sign up for our newsletter here.")]


@pytest.mark.parametrize(
    "line",
    [
        "The writer was arrested at the airport on Sunday and has not been seen since.",
        "Jane Doe, the foreign minister, is in Zenda for talks with the rebels.",
        "Rebels signed up new recruits in the villages along the river.",
        "The army says it accepts the ceasefire and will not attack the rebels.",
    ],
)
def test_prose_that_only_sounds_like_small_print_is_body(line: str) -> None:
    assert sections(f"A title\n\n{PROSE}\n\n{MORE}\n\n{line}")[-1] == ("body", line)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("BAGHDAD, Oct 5 (Reuters) - Iraq said", "BAGHDAD, Oct 5 (Reuters) - "),
        ("ADDIS ABABA/CAIRO, June 4, 2013 - Engineers", "ADDIS ABABA/CAIRO, June 4, 2013 - "),
        ("CÚCUTA, Colombia - Troops", "CÚCUTA, Colombia - "),
        ("Tbilisi (AFP) — Police", "Tbilisi (AFP) — "),
        ("KYIV – Ukraine", "KYIV – "),
        ("MADRID, Oct 28 (2017) - Spain", "MADRID, Oct 28 (2017) - "),
        ("October - Belgium suspends aid", ""),
        ("The deal - Iran's third - fell", ""),
        ("NATO-led troops", ""),
    ],
)
def test_dateline(text: str, dateline: str) -> None:
    assert text[: dateline_end(text)] == dateline


def test_markdown_marks_stay_outside_the_spans() -> None:
    text = "---\ntitle: The border\ndate: 2019-05-04\nauthor: Jane Doe\n---\n"
    text += f"# The border\n\n{PROSE}\n\n## Why now\n\n* {MORE}\n\n> Peace at last.\n"
    found = sections(text)
    assert found[1:] == [("title", "The border"), ("body", PROSE), ("heading", "Why now"), ("body", MORE), ("body", "Peace at last.")]
    article = make_article(text)
    assert (article.title, article.author) == ("The border", "Jane Doe")
    assert article.date is not None
    assert (article.date.value, article.date.source) == ("2019-05-04", "metadata")


def test_hard_wrapped_paragraphs_are_one_section() -> None:
    lines = PROSE.split()
    wrapped = "\n".join(" ".join(lines[start : start + 5]) for start in range(0, len(lines), 5))
    assert [words for _, words in sections(f"The border\n\n{wrapped}\n\n{wrapped}")] == ["The border", wrapped, wrapped]


def test_advertisement_between_paragraphs() -> None:
    assert [kind for kind, _ in sections(f"A title\n\n{PROSE}\n\nAdvertisement\n\n{MORE}")] == ["title", "body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "-", "•", "#", "# ", "---\n---\n", "\ufeff", "(photo)", "a\rb\r\nc\u2028d", "***\n\n***", "> ", "By X"]
)
def test_odd_texts_do_not_break(text: str) -> None:
    check_offsets(make_article(text))


def test_time_stamp_between_the_section_and_the_title() -> None:
    text = "WORLD NEWS\nOctober 5, 2020 / 8:30 AM / Updated 2 hours ago\n"
    text += f"Ruritania vows to hold the bridge\nBy Jane Doe, John Roe\n{PROSE}\n{MORE}"
    article = make_article(text)
    assert [section.kind for section in article.sections] == ["heading", "dateline", "title", "byline", "body", "body"]
    assert (article.title, article.author) == ("Ruritania vows to hold the bridge", "Jane Doe")
    assert article.date is not None
    assert article.date.value == "2020-10-05"


def test_place_and_date_at_the_end() -> None:
    article = make_article(f"The border\n\n{PROSE}\n\n{MORE}\n\nStrelsau/Zenda, 9 June 2021")
    assert article.sections[-1].kind == "dateline"
    assert article.date is not None
    assert article.date.value == "2021-06-09"
