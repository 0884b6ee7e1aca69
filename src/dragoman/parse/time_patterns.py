"""The shapes of time expressions, as regular expressions made from the word tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dragoman.parse.time_words import time_words

_S = r"(?:[ \u00a0]{1,2}|[ ]?\n[ ]?)"
_NOT_IN_NUMBER = r"(?<![\w$€£#])(?<!\d[,.])"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", _S).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))


def _fragments() -> dict[str, str]:
    words = time_words()
    full, short = _any(words.months), _any(words.month_short)
    units = _any([*words.units, *(u + "s" for u in words.units if u != "century"), *words.plurals])
    numbers = _any(words.numbers)
    few = r"a (?:few|couple of)|several|some|many|couple of|few"
    count = rf"(?:\d{{1,3}}(?:,\d{{3}})?|(?:{numbers})(?:[- ](?:{numbers}))?)"
    return {
        "S": _S,
        "M": rf"(?P<month>{full}|(?:{short})\b\.?)",
        "MF": rf"(?P<month>{full})",
        "D": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d%])",
        "Y": r"(?P<year>[12]\d{3})(?![\d%])(?![,.]\d)",
        "PART": rf"(?:(?P<part>(?i:{_any(words.parts)}))(?:{_S}|-)(?:[Tt]he{_S})?)?",
        "W": rf"(?P<weekday>{_any(words.weekdays)})",
        "DT": rf"(?P<daytime>(?i:{_any(words.daytimes)}))",
        "SE": rf"(?P<season>(?i:{_any(words.seasons)}))",
        "U": rf"(?P<unit>(?i:{units}))",
        "N": rf"(?P<number>(?i:{few}|{count}))",
        "ORD": rf"(?P<ordinal>(?i:{_any(words.ordinals)}))",
        "FULLMONTHS": full,
        "NUMBERS": numbers,
    }


def _rules() -> list[tuple[str, str]]:
    words = time_words()
    f = _fragments()
    s = f["S"]
    night = rf"(?:(?:[Tt]he{s})?{f['DT']}{s}of{s})?"
    weekday = rf"(?:{f['W']},?{s}(?:dawn{s}of{s})?)?"
    of_year = rf"(?:,?{s}(?:of{s})?{f['Y']}|{s}of{s}(?P<same>that|the{s}same|this|last){s}year)?"
    hedges = "about|around|some|nearly|almost|over|under|roughly|at least|more than|less than|up to|only|just|another|the|approximately"
    approx = rf"(?:(?i:{hedges}){s})*"
    which = r"(?P<which>(?i:last|next|this|that|past|previous|following|same|coming|preceding|earlier|recent))"
    return [
        ("iso", r"(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)"),
        ("point", r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>[12]\d{3})"),
        ("ancient", rf"{f['PART']}(?:(?P<season>(?i:{_any(words.seasons)})){s}(?:of{s})?|{f['MF']},?{s})?(?:(?:ca?\.|circa){s}?)?"
         rf"(?P<year>\d{{1,4}}){s}?(?:BCE?\b|B\.C\.?)"),
        ("date", rf"{night}(?:[Tt]he{s})?{weekday}(?:[Tt]he{s})?{f['D']}(?:{s}of)?{s}{f['M']}{of_year}"),
        ("date", rf"{night}{weekday}{f['M']}{s}(?:[Tt]he{s})?{f['D']}{of_year}"),
        ("range_start", rf"(?:[Tt]he{s})?{f['D']}"
         rf"(?={s}?(?:-|–|and|to|or|until){s}?(?:[Tt]he{s})?\d{{1,2}}(?:st|nd|rd|th)?(?:{s}of)?{s}(?P<month>{f['FULLMONTHS']})(?:,?{s}{f['Y']})?)"),
        ("range_end", rf"(?<=\d[-–]){f['D']},?{s}{f['Y']}"),
        ("month", rf"{f['PART']}{f['M']}(?:,{s}|{s}of{s}|{s}){f['Y']}"),
        ("month_of", rf"{f['PART']}{f['MF']}{s}of{s}(?P<which>that|this|last|the{s}same|the{s}following|the{s}next|the{s}previous){s}year"),
        ("which_month", rf"(?:[Tt]he{s})?{which}{s}{f['MF']}"),
        ("month", rf"{f['PART']}{f['MF']}(?![\w-]*\d)"),
        ("season", rf"{f['PART']}(?:[Tt]he{s})?{f['SE']},?{s}(?:of{s})?{f['Y']}"),
        ("season_of", rf"{f['PART']}(?:[Tt]he{s})?{f['SE']}{s}of{s}(?P<which>that|the{s}same){s}year"),
        ("season", rf"{f['PART']}(?:[Tt]he{s})?{which}{s}{f['SE']}"),
        ("bare_season", rf"(?<=\b(?i:in|by|of)\s)(?:{f['PART']})?(?:[Tt]he{s})?(?P<season>spring|summer|autumn|winter)\b(?!{s}of\b)"),
        ("bare_season", rf"(?:early|late|mid)[ -](?:[Tt]he{s})?(?P<season>spring|summer|autumn|winter)\b"),
        ("quarter", rf"(?:[Tt]he{s})?(?:{f['ORD']}|(?P<final>final|last)){s}quarter"
         rf"(?:{s}of{s}(?:{f['Y']}|(?P<which>this|last|next|that){s}year))?"),
        ("quarter", rf"Q(?P<quarter>[1-4]){s}{f['Y']}"),
        ("which_half", rf"{f['PART']}(?:(?P<which>this|last|next|that|the{s}same|the{s}previous|the{s}following){s}year|the{s}year)(?!s)"),
        ("decade", rf"(?:[Tt]he{s})?(?:(?P<part>early|late|mid)(?:{s}|-)(?:to{s}late{s}|to{s}mid{s})?)?(?P<decade>[12]\d\d0)['’]?s"),
        ("decade", rf"[Tt]he{s}(?:(?P<part>early|late|mid)(?:{s}|-))?['’]?(?P<short>[2-9]0)s"),
        ("decade", rf"[Tt]he{s}(?:(?P<part>early|late|mid)(?:{s}|-))?(?P<name>{_any(words.decades)})"),
        ("century", rf"(?:[Tt]he{s})?(?:(?P<part>early|late|mid)(?:{s}|-))?(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|{f['ORD']})[ -]century"),
        ("weekday_part", rf"(?:{which}{s})?{f['W']}{s}{f['DT']}"),
        ("weekday", rf"(?:(?:[Tt]he{s})?{which}{s})?{f['W']}"),
        ("feast", rf"(?P<feast>{_any(words.feasts)})(?:{s}{f['Y']}|{s}(?P<night>night))?"),
        ("today", rf"(?:(?:earlier|later){s})?(?P<today>(?i:today|yesterday|tomorrow|tonight))(?:{s}{f['DT']})?"),
        ("today", rf"(?i:the{s}(?P<today>day{s}(?:before{s}yesterday|after{s}tomorrow)))"),
        ("clock", rf"(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:{s}?(?P<half>[AaPp]\.?[Mm])\b\.?|{s}?(?P<zone>UTC|GMT)|hrs)?"),
        ("clock", rf"(?P<hour>[01]?\d)\.(?P<minute>[0-5]\d){s}?(?P<half>[AaPp]\.?[Mm])\b\.?"),
        ("clock", rf"(?P<hour>[01]?\d){s}?(?P<half>[AaPp]\.?[Mm])\b\.?"),
        ("clock", rf"(?P<hour>[012]\d)(?P<minute>[0-5]\d){s}?(?:(?P<zone>UTC|GMT)|hours\b|hrs\b)"),
        ("offset", rf"(?i:{approx}){f['N']}{s}{f['U']}{s}"
         rf"(?P<way>later|earlier|ago|previously|afterwards|before(?={s}?[,.])|after(?={s}?[,.]))"),
        ("offset", rf"(?i:(?P<vague>days|weeks|months|years|hours)){s}(?P<way>later|earlier|ago)"),
        ("offset_event", rf"(?i:{approx}){f['N']}{s}{f['U']}{s}(?P<way>before|after)"
         rf"(?={s}(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]n?){s}[\w' ’-]{{2,50}}?{s}(?:of|on){s}"
         rf"(?:{f['D']}{s}{f['M']}|{f['MF'].replace('<month>', '<month_first>')}{s}(?P<day_last>\d{{1,2}})\b)(?:,?{s}{f['Y']})?)"),
        ("offset_event", rf"(?i:{approx}){f['N']}{s}{f['U']}{s}(?P<way>before|after)(?={s}(?:it|that|this)\b)"),
        ("vague_ago", rf"(?P<way>(?i:later|earlier)){s}(?P<which>that|this|the{s}same){s}(?P<unit>day|week|month|year|decade)"),
        ("in_unit", rf"(?<=\b[Ii]n\s){f['N']}{s}{f['U']}(?P<time>['’]s?{s}time)"),
        ("which_unit", rf"(?:early{s}|late{s})?(?:[Tt]he{s})?(?:very{s})?{which}{s}"
         rf"(?P<unit>day|week|month|year|decade|century|weekend|morning|afternoon|evening|night)(?!s)"),
        ("which_unit", rf"[Tt]he{s}(?P<unit>day|week|month|year){s}(?P<which>following|previous|before(?={s}?[,.])|after(?={s}?[,.]))"),
        ("end_of_unit", rf"{f['PART']}(?:[Tt]he{s})(?P<unit>month|year|week|decade)(?!s)"),
        ("last_units", rf"(?:[Tt]he{s})?(?P<which>last|next|past|coming|previous|following|first|final){s}{f['N']}{s}{f['U']}"),
        ("last_units", rf"[Tt]he{s}(?P<number>{f['NUMBERS']}|\d+){s}(?P<which>last|next|past|previous|following|preceding){s}{f['U']}"),
        ("following_units", rf"[Tt]he{s}(?:following|next|coming|last|past|previous|first){s}"
         rf"(?P<unit>days|weeks|months|years|hours|decades)"),
        ("year_span", rf"{f['PART']}(?:[Tt]he{s}year{s})?{f['Y']}(?=[-–/]\d\d(?!\d))"),
        ("year_end", r"(?<=[12]\d{3}[-–/])(?P<short>\d\d)(?!\d)"),
        ("year", rf"{f['PART']}(?:(?i:the{s}year{s}(?:of{s})?))?{f['Y']}"),
        ("short_year", r"(?<![\w])['’](?P<short>\d\d)(?![\ds])"),
        ("ordinal_day", rf"[Tt]he{s}(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?={s}?[,.;)]|{s}(?:and|to|the|a|at|of{s}the{s}month))"),
        ("set", rf"(?i:every|each|per|once a|twice a|times a){s}(?P<unit>day|night|week|month|year|hour|morning|evening)(?!s)"),
        ("set_word", rf"(?P<set>(?i:{_any(words.sets)}))"),
        ("length_word", r"(?P<number>(?i:\d+|[a-z]+))-"
         r"(?P<unit>second|minute|hour|day|week|month|year|decade|century)(?:[- ](?P<old>old|long))?"),
        ("long_word", r"(?P<unit>(?i:hour|day|week|month|year|decade|centurie))s?-long"),
        ("length", rf"(?i:{approx}){f['N']}{s}(?:(?P<half>and{s}(?:a{s})?half{s}))?{f['U']}(?:{s}(?P<old>old))?"),
        ("length", r"(?<=\b(?i:for)\s)(?P<unit>(?i:days|weeks|months|years|hours|decades|centuries))"),
        ("same_time", rf"(?i:the{s}same{s}(?P<unit>day|week|month|year))"),
        ("reference", rf"(?P<reference>(?i:{_any(words.references)}))"),
        ("daytime", rf"(?<=\b(?i:at|in|by)\s)(?:[Tt]he{s})?{f['DT']}"),
    ]


@cache
def time_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rule names with their patterns, the most telling first: an earlier rule wins over a later one that overlaps it."""
    return tuple((name, re.compile(_NOT_IN_NUMBER + "(?:" + pattern + r")(?!\w)")) if not pattern.startswith("(?<")
                 else (name, re.compile("(?:" + pattern + r")(?!\w)")) for name, pattern in _rules())
