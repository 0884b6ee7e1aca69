"""A hand-drawn graph as CSV, in and out: `cause,effect,sign,likelihood` and optional columns.

A row with an empty cause is a base rate; a row `#assume,name=value` states an assumption (or `steps=`, `step=`);
other rows that start with `#` are comments. "!A" as a cause is A's not being so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dragoman.errors import DataError
from dragoman.scenario.phrases import PhraseScale, default_scale, read_chance
from dragoman.scenario.rows import Drawing, Row, graph_of, read_delay
from dragoman.types.scenario import Chance, Delay, ScenarioGraph

COLUMNS = ("cause", "effect", "sign", "likelihood", "source", "quote", "delay", "group")
REQUIRED = COLUMNS[:4]


def read_csv(text: str, name: str = "links.csv", scale: PhraseScale | None = None) -> ScenarioGraph:
    """The graph of a CSV text; `name` is the file's, for error messages. Raises DataError with the line."""
    scale = scale or default_scale()
    drawing = Drawing()
    header: list[str] | None = None
    for line, cells in _cells(text, name):
        place = f"{name}:{line}"
        if not any(cells):
            continue
        if cells[0].startswith("#"):
            _remark(cells, place, drawing, scale)
        elif header is None:
            header = _header(cells, place)
        elif len(cells) > len(header):
            raise DataError(f"{place}: {len(cells)} cells under {len(header)} columns.", "Put a text that holds commas in quotation marks.")
        else:
            values = dict(zip(header, cells, strict=False))
            drawing.rows.append(Row(place=place, **{column: values.get(column, "") for column in COLUMNS}))
    if header is None:
        raise DataError(f"{name} holds no header row.", "Start it with cause,effect,sign,likelihood.")
    return graph_of(drawing, scale)


def _cells(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The line number and stripped cells of each row."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise DataError(f"{name}:{reader.line_num}: this is no CSV ({error}).", "Look for a quotation mark that is not closed.") from error


def _remark(cells: list[str], place: str, drawing: Drawing, scale: PhraseScale) -> None:
    words = cells[0].split(maxsplit=1)
    if words[0].lower() != "#assume":
        return
    stated = [*words[1:], *(cell for cell in cells[1:] if cell)]
    for text in [f"{stated[0]}={stated[1]}"] if len(stated) == 2 and not any("=" in part for part in stated) else stated:
        drawing.assume(text, place, scale)


def _header(cells: list[str], place: str) -> list[str]:
    header = [cell.lower() for cell in cells]
    missing = [column for column in REQUIRED if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing or unknown or len(set(header)) < len(header):
        wrong = f"lacks {', '.join(missing)}" if missing else f"has columns that are unknown or double: {', '.join(unknown or header)}"
        raise DataError(f"{place}: the header {wrong}.", f"Columns are {', '.join(COLUMNS)}; the first four are needed.")
    return header


def write_csv(graph: ScenarioGraph) -> str:
    """The graph as CSV that `read_csv` gives back, assumptions and base rates included."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = written_names(graph)
    for text in assumption_texts(graph):
        writer.writerow(["#assume", text])
    writer.writerow(COLUMNS)
    for rate in graph.base_rates:
        writer.writerow(["", names[rate.proposition], "", chance_text(rate.chance), rate.source, rate.quote, "", ""])
    joint = 0
    for link in graph.links:
        joint += len(link.causes) > 1
        group = f"g{joint}" if len(link.causes) > 1 else ""
        delay = delay_text(link.delay)
        for cause in link.causes:
            name = ("" if cause.state else "!") + names[cause.proposition]
            writer.writerow([name, names[link.effect], link.sign, chance_text(link.chance), link.source, link.quote, delay, group])
    return out.getvalue()


def written_names(graph: ScenarioGraph) -> dict[str, str]:
    """What a file calls each proposition: its label, or its id where labels are not unique."""
    labels = [" ".join(node.label.split()).casefold() for node in graph.nodes]
    unique = len(set(labels)) == len(labels)
    return {node.id: node.label if unique else node.id for node in graph.nodes}


def chance_text(chance: Chance) -> str:
    """A likelihood as a file writes it: the author's phrase, the assumption's name, or the numbers with %.

    A phrase that the default scale would read otherwise is followed by its number: "a fair bet (55-70%)".
    """
    if chance.assumption:
        number = f"@{chance.assumption}"
    else:
        number = f"{chance.low:g}%" if chance.low == chance.high else f"{chance.low:g}-{chance.high:g}%"
    if not chance.phrase:
        return {"@stated": "", "@possible": "possible"}.get(number, number)
    try:
        known = read_chance(chance.phrase)
    except DataError:
        known = Chance()
    same = (known.low, known.high, known.assumption) == (chance.low, chance.high, chance.assumption)
    return chance.phrase if same else f"{' '.join(chance.phrase.split())} ({number})"


def delay_text(delay: Delay | None) -> str:
    """A delay as a file writes it: as it was given where that can be read again, else in days."""
    if delay is None:
        return ""
    try:
        same = read_delay(delay.text, "") == delay
    except DataError:
        same = False
    return delay.text if same else f"{delay.days:g} days"


def assumption_texts(graph: ScenarioGraph) -> list[str]:
    """The graph's assumptions and loop settings as `name=value` texts."""
    texts = [f"{a.name}={a.text or f'{a.low:g}-{a.high:g}%'}" for a in graph.assumptions]
    if graph.steps:
        texts.append(f"steps={graph.steps}")
    if graph.step_days:
        texts.append(f"step={graph.step_days:g} days")
    return texts
