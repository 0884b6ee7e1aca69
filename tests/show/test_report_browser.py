"""The report in a real browser: nothing is fetched, a click shows the words, keys work, a phone gets one column."""

from __future__ import annotations

import pathlib
import shutil
from collections.abc import Iterator

import pytest

from dragoman.show import render_report
from dragoman.types import Reading

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def report(example_reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_report(example_reading), encoding="utf-8")
    return path


@pytest.fixture
def page(browser, report):  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.requests, opened.faults = [], []
    opened.on("request", lambda request: opened.requests.append(request.url))
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda message: opened.faults.append(message.text) if message.type == "error" else None)
    opened.goto(report.as_uri())
    yield opened
    assert opened.faults == []
    assert all(url.startswith("file:") for url in opened.requests)
    assert len(opened.requests) == 1
    context.close()


def test_a_click_on_any_record_shows_its_words(page, example_reading: Reading) -> None:  # type: ignore[no-untyped-def]
    page.click("#tab-timeline")
    event = example_reading.events[0]
    page.click(f'#view-timeline [data-record="{event.id}"]')
    shown = "".join(page.locator(".text .on").all_text_contents())
    assert event.trigger.text in shown
    assert page.locator(".text .on").first.is_visible()


def test_every_record_leads_to_an_anchor_in_the_text(page) -> None:  # type: ignore[no-untyped-def]
    missing = page.evaluate(
        "() => [...document.querySelectorAll('.record')]"
        ".filter(r => !document.getElementById(r.getAttribute('href').slice(1))).map(r => r.dataset.record)"
    )
    assert missing == []


def test_a_click_in_the_text_opens_the_record(page, example_reading: Reading) -> None:  # type: ignore[no-untyped-def]
    event = example_reading.events[0]
    page.locator(f'.text [data-own~="{event.id}"]').first.click()
    assert page.locator("[role=tab][aria-selected=true]").inner_text() != "Overview"


def test_tabs_move_with_the_arrow_keys(page) -> None:  # type: ignore[no-untyped-def]
    page.focus("#tab-overview")
    page.keyboard.press("ArrowRight")
    assert page.locator("#tab-actors").get_attribute("aria-selected") == "true"
    assert page.locator("#view-actors").is_visible()
    assert not page.locator("#view-overview").is_visible()
    page.keyboard.press("End")
    assert page.locator("#view-claims").is_visible()


def test_a_layer_can_be_switched_off(page) -> None:  # type: ignore[no-untyped-def]
    page.locator('input[data-layer="event"]').uncheck()
    assert "show-event" not in page.locator(".text").get_attribute("class")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_gets_one_column_and_no_sideways_scrolling(browser, report, scheme: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(report.as_uri())
    assert opened.evaluate("() => document.documentElement.scrollWidth") <= 390
    opened.click("#tab-claims")
    assert opened.evaluate("() => document.documentElement.scrollWidth") <= 390
    context.close()
