"""The report as a document: self-contained, escaped, complete."""

import re

import dragoman
from dragoman.show import render_report
from dragoman.types import Reading

HOSTILE = '<script>alert(1)</script> & "quotes" </style> {{ 7*7 }} '


def test_nothing_is_loaded_from_elsewhere(example_reading: Reading) -> None:
    page = render_report(example_reading)
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert "url(" not in page.replace("url(#", "")
    assert "default-src 'none'" in page


def test_text_from_the_article_is_escaped() -> None:
    reading = dragoman.read_text(f"{HOSTILE}\n\nIran condemned the {HOSTILE} attack on 3 May 2021.", title=HOSTILE)
    page = render_report(reading)
    assert "<script>alert" not in page
    assert page.count("<script>") == 1
    assert "{{ 7*7 }}" in page


def test_every_record_is_in_the_report(example_reading: Reading) -> None:
    page = render_report(example_reading)
    for records in (
        example_reading.actors,
        example_reading.events,
        example_reading.statements,
        example_reading.claims,
        example_reading.relations,
    ):
        for record in records:
            assert f'data-record="{record.id}"' in page


def test_a_text_with_nothing_to_report_still_gives_a_page() -> None:
    page = render_report(dragoman.read_text("It rained in the night and the grass was wet."))
    assert "No event and no claim was found" in page


def test_the_whole_article_is_shown(example_reading: Reading) -> None:
    body = re.search(r'<div class="text.*?</div>', render_report(example_reading), re.S)
    assert body
    shown = re.sub(r"<[^>]+>", "", body.group()).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    assert "".join(shown.split()) == "".join(example_reading.article.text.split())
