"""Events out and in again: each format gives back what it says it carries, and writing it again changes nothing."""

from __future__ import annotations

import io
import pathlib

import msgspec
import pytest

from dragoman.archive import FORMATS, EventRow, Party, Site, event_rows, format_of, read_events, statuses_named, write_events
from dragoman.archive.rows import pairs
from dragoman.archive.tables import columns, country_table
from dragoman.codebook import load_codebook
from dragoman.errors import DataError, UsageError
from dragoman.types import Reading

ROWS = (
    EventRow(
        id="a1:e1",
        type="COERCE",
        modes=("arrest",),
        contexts=("rights_freedoms",),
        cameo="173",
        quad=4,
        score=-7.5,
        actors=(Party("police-of-ruritania", "police", "AUT", ("COP", "GOV"), None, "the police"),),
        recipients=(Party("x", "A; B \\ party", "AUT", ("OPP",), "chair", "its chair"), Party("y", "students", None, (), None, "students")),
        date="2021-03-03",
        end_date="2021-03-03",
        precision="day",
        place=Site("Graz", "AUT", "city", 47.0667, 15.45, "2778067", "Graz"),
        arrested=12,
        trigger="arrested",
        start=20,
        end=28,
        evidence='the police "arrested"\n12 students, they\tsaid',
        mentions=2,
        asserted_by="x",
        disputed=True,
        confidence=0.1 + 0.2,
        article="a1",
        title="Title, with \r\n a break",
        publisher="The Paper",
        published="2021-03-05",
        url="https://example.org/a1",
        language="en",
        version="0.1.0",
    ),
    EventRow(id="a1:e2", type="AGREE", status="negated", cameo="03", quad=1, score=2.5, article="a1", published="2021-03"),
    EventRow(
        id="a2:e1",
        type="PROTEST",
        status="historical",
        cameo="14",
        quad=4,
        published="2022-01-01",
        actors=(Party("z", "z", "UNO", ("SOC",)),),
    ),
)


def through(name: str, rows: tuple[EventRow, ...]) -> tuple[bytes, list[EventRow]]:
    file = io.BytesIO()
    FORMATS[name].write(iter(rows), file)
    return file.getvalue(), list(FORMATS[name].read(io.BytesIO(file.getvalue())))


def expected(name: str, rows: tuple[EventRow, ...]) -> list[EventRow]:
    fitting = [row for row in rows if FORMATS[name].fits(row)]
    return [pair for row in fitting for pair in pairs(row)] if name == "gdelt" else fitting


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_back_what_it_carries(name: str, example_reading: Reading) -> None:
    rows = (*ROWS, *event_rows(example_reading))
    _, back = through(name, rows)
    wanted = expected(name, rows)
    assert len(back) == len(wanted) > 10
    for field in FORMATS[name].carries:
        assert [getattr(row, field) for row in back] == [getattr(row, field) for row in wanted], field


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("parquet", "gdelt")])
def test_written_again_a_file_stays_the_same(name: str, example_reading: Reading) -> None:
    rows = tuple(event_rows(example_reading))
    once, back = through(name, rows)
    twice, _ = through(name, tuple(back))
    if name == "polecat" or name == "icews":
        _, again = through(name, tuple(back))
        assert again == back
    else:
        assert once == twice


def test_own_formats_lose_nothing() -> None:
    for name in ("csv", "parquet"):
        assert tuple(through(name, ROWS)[1]) == ROWS


def test_plover_keeps_status_dates_and_parties() -> None:
    text, back = through("plover", ROWS)
    assert [row.status for row in back] == ["actual", "negated", "historical"]
    assert [row.date for row in back] == ["2021-03-03", None, None]
    assert back[0].actors == ROWS[0].actors
    lines = [msgspec.json.decode(line, type=dict[str, object]) for line in text.splitlines()]
    assert all(set(line) <= set(columns("plover")) for line in lines)
    assert all({"id", "event"} <= set(line) for line in lines)


@pytest.mark.parametrize(("name", "width"), [("polecat", 40), ("icews", 20), ("gdelt", 61)])
def test_tables_have_the_width_of_the_field(name: str, width: int, example_reading: Reading) -> None:
    text, _ = through(name, (*ROWS, *event_rows(example_reading)))
    assert {len(line.split("\t")) for line in text.decode().splitlines()} == {width}
    if name != "gdelt":
        assert tuple(text.decode().splitlines()[0].split("\t")) == columns(name)


def test_polecat_line() -> None:
    text, back = through("polecat", ROWS[:1])
    header, line = (part.split("\t") for part in text.decode().splitlines())
    cells = dict(zip(header, line, strict=True))
    assert cells["Actor Country"] == "AUT"
    assert cells["Actor COW"] == "305"
    assert cells["Primary Actor Sector"] == "COP"
    assert cells["City"] == "Graz"
    assert cells["Recipient Name"] == "A, B \\ party;students"
    assert [party.sectors for party in back[0].recipients] == [("OPP",), ()]
    assert back[0].recipients[1].country is None


def test_icews_and_gdelt_hold_a_row_a_pair() -> None:
    text, back = through("icews", ROWS[:1])
    assert [line.split("\t")[0] for line in text.decode().splitlines()[1:]] == ["a1:e1", "a1:e1~2"]
    assert [party.name for party in back[0].recipients] == ["A; B \\ party", "students"]
    assert back[0].actors[0].country == "AUT"
    text, back = through("gdelt", ROWS[:1])
    cells = dict(zip(columns("gdelt"), text.decode().splitlines()[0].split("\t"), strict=True))
    assert (cells["Actor1Code"], cells["EventCode"], cells["EventRootCode"], cells["QuadClass"]) == ("AUTCOPGOV", "173", "17", "4")
    assert (cells["ActionGeo_CountryCode"], cells["GoldsteinScale"], cells["Day"]) == ("AU", "-5", "20210303")
    assert len(back) == 2


def test_events_without_a_code_stay_out_of_cameo_formats() -> None:
    row = EventRow(id="a:e1", type="STRIKE", published="2021-01-01")
    assert [FORMATS[name].fits(row) for name in ("icews", "gdelt", "polecat", "csv")] == [False, False, True, True]


def test_every_plover_cell_keeps_its_type_through_cameo() -> None:
    book = load_codebook()
    lost = []
    for type_name, entry in book.types.items():
        for mode in ("", *entry.modes):
            code = book.cameo_code(type_name, (mode,) if mode else ())
            (back,) = FORMATS["icews"].read(io.BytesIO(through("icews", (EventRow(id="a", type=type_name, cameo=code),))[0]))
            if back.type != type_name:
                lost.append((type_name, mode, code))
    assert {found[0] for found in lost} <= {"RETREAT"}


def test_country_codes_are_sound() -> None:
    table = country_table()
    numbers = [country.number for country in table.values() if country.number]
    assert len(table) > 215
    assert len(set(numbers)) == len(numbers) == 195
    assert (table["DEU"].cow, table["DEU"].number, table["DEU"].fips) == ("GMY", "255", "GM")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.parquet", "parquet"),
        ("a.csv", "csv"),
        ("20200101.export.CSV", "gdelt"),
        ("a.jsonl", "plover"),
        ("a.tsv", "polecat"),
        ("a.TAB", "icews"),
    ],
)
def test_the_name_tells_the_format(path: str, name: str) -> None:
    assert format_of(pathlib.Path(path)).name == name


def test_wrong_names_and_files_are_told(tmp_path: pathlib.Path) -> None:
    with pytest.raises(UsageError, match=r"a\.doc"):
        format_of(pathlib.Path("a.doc"))
    with pytest.raises(UsageError, match="perhaps"):
        statuses_named("actual,perhaps")
    for name in FORMATS:
        for content in (b"nothing\tof the kind\nx", b"\xff\xfe\x00\x01", b'{"id": 3}\n'):
            (tmp_path / "bad").write_bytes(content)
            with pytest.raises(DataError, match="bad"):
                list(read_events(tmp_path / "bad", FORMATS[name]))


def test_a_failing_source_of_rows_leaves_no_file(tmp_path: pathlib.Path) -> None:
    def rows():  # type: ignore[no-untyped-def]
        yield ROWS[0]
        raise DataError("broken")

    for name in FORMATS:
        with pytest.raises(DataError):
            write_events(rows(), tmp_path / "out", FORMATS[name])
    assert list(tmp_path.iterdir()) == []
