"""Task `actors`: an actor phrase to country and sectors, with the public resolver.

Where only the set's convention differs it is mapped here: the set has "" for no country and for no sector, writes IGO
for the United Nations, and gives a bare population or state no sector.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from dragoman import resolve_actor

COUNTRIES = {"UNO": "IGO", "NGO": "", "MNC": "", "IMG": ""}


def query_day(value: object) -> datetime.date | None:
    """The day as the set writes it: 2022-06-01 or "10 May 2015"."""
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return datetime.date.fromisoformat(value)
    return datetime.datetime.strptime(value, "%d %B %Y").date()


def predict(record: Mapping[str, object]) -> dict[str, object]:
    context, country = record.get("context"), record.get("known_country")
    found = resolve_actor(
        str(record["phrase"]),
        context=context if isinstance(context, str) else None,
        day=query_day(record.get("query_date")),
        known_country=country if isinstance(country, str) else None,
    )
    if found is None:
        return {"none": True}
    sectors = (*found.sectors, "", "")
    country_code = COUNTRIES.get(found.country or "", found.country or "")
    prediction: dict[str, object] = {"country": country_code, "code_1": sectors[0], "code_2": sectors[1]}
    if found.id is None:
        prediction["wiki"] = ""
    return prediction
