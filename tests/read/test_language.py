"""English or not; short texts are never skipped on a guess."""

from __future__ import annotations

import pytest

from dragoman.read.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president said on Monday that he would not withdraw the troops from the border.", "en"),
        ("Der Präsident sagte am Montag, er werde die Truppen nicht von der Grenze abziehen, obwohl die Nachbarn es verlangen.", "de"),
        ("Le président a déclaré lundi qu'il ne retirerait pas les troupes de la frontière malgré les demandes de ses voisins.", "fr"),
        ("Президент заявил в понедельник, что не выведет войска с границы, несмотря на требования соседних государств.", "ru"),
        ("قال الرئيس يوم الاثنين إنه لن يسحب القوات من الحدود على الرغم من مطالب الدول المجاورة له في المنطقة", "ar"),
    ],
)
def test_sentences(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Hezbollah", "Nasrallah: Haret Hreik, Dahiyeh", "12 34 56"])
def test_too_short_to_tell(text: str) -> None:
    assert language_of(text) is None


def test_english_full_of_foreign_names_is_not_skipped() -> None:
    text = "Hadi al-Amiri, Qais al-Khazali, Akram al-Kaabi, Faleh al-Fayyadh and Nouri al-Maliki met Muqtada al-Sadr in Hannana, Najaf."
    assert language_of(text) in {"en", None}
