import datetime

import pytest

from dragoman.actors.gazetteer import load_gazetteer
from dragoman.errors import DataError


def found(text):
    return [(text[m.start : m.end], m.alias_kind, tuple(e.id for e in m.entries)) for m in load_gazetteer().scan(text)]


def test_states_demonyms_capitals_and_seats_point_to_the_state():
    assert found("Iraq’s budget, Iraqi traders, Baghdad and the Élysée.") == [
        ("Iraq", "name", ("IRQ",)),
        ("Iraqi", "demonym", ("IRQ",)),
        ("Baghdad", "capital", ("IRQ",)),
        ("Élysée", "seat", ("FRA",)),
    ]


def test_acronyms_need_their_capitals():
    assert found("The U.S. told us that the US and Nato agreed.") == [
        ("U.S.", "acronym", ("USA",)),
        ("US", "acronym", ("USA",)),
        ("Nato", "acronym", ("NATO",)),
    ]


def test_common_words_in_lower_case_are_no_names():
    assert found("they roasted a turkey in may and ate rice") == []
    assert load_gazetteer().is_common_word("May")
    assert not load_gazetteer().is_common_word("Azerbaijan")


@pytest.mark.parametrize("name", ["Kata’ib Hezbollah", "Kata'ib Hizbollah", "Kataib Hezbollah", "KATAIB HEZBOLLAH"])
def test_spelling_variants_are_one_actor(name):
    assert load_gazetteer().lookup(name)[0].id == "kataib-hezbollah"


@pytest.mark.parametrize("name", ["Mustafa al-Kadhimi", "Mustafa Al-Kadhimi", "Moustafa Kadhimi", "Mustafa el-Kadhimi"])
def test_arabic_article_may_vary(name):
    assert [entry.country for entry in load_gazetteer().lookup(name)] == ["IRQ"]


def test_surname_says_that_it_is_one():
    assert found("Zelenskyy spoke.") == [("Zelenskyy", "surname", ("volodymyr-zelensky",))]


def test_holder_of_an_office_on_a_day():
    gazetteer = load_gazetteer()
    assert gazetteer.holder("premier", "IRQ", datetime.date(2019, 5, 1)).name == "Adil Abdul-Mahdi"
    assert gazetteer.holder("secretary of state", "USA", datetime.date(2020, 6, 1)).id == "mike-pompeo"
    assert gazetteer.holder("prime minister", "IRQ", datetime.date(1950, 1, 1)) is None


def test_partially_recognised_entity_goes_by_the_claiming_state():
    (entry,) = load_gazetteer().lookup("Somaliland")
    assert (entry.country, entry.sectors) == ("SOM", ("PRE",))


def test_offsets_quote_the_text():
    text = "In N’Djamena, Côte d’Ivoire’s envoy met the People’s Republic of China."
    assert [name for name, _, _ in found(text)] == ["N’Djamena", "Côte d’Ivoire", "People’s Republic of China"]


def test_user_file_adds_and_overrides(tmp_path):
    file = tmp_path / "mine.toml"
    rows = ["[[actor]]", 'name = "River Guard"', 'aliases = ["RG"]', 'kind = "armed_group"', 'country = "TCD"', 'sectors = ["PRM"]']
    file.write_text("\n".join(rows), encoding="utf-8")
    entry = load_gazetteer(file).lookup("River Guard")[0]
    assert (entry.id, entry.country, entry.sectors) == ("river-guard", "TCD", ("PRM",))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("River Guard,tank,TCD,PRM", "kind"),
        ("River Guard,armed_group,Chad,PRM", "country"),
        ("River Guard,armed_group,TCD,ARMY", "sector"),
        (",armed_group,TCD,PRM", "name"),
    ],
)
def test_bad_user_row_names_file_and_line(tmp_path, row, fault):
    file = tmp_path / "mine.csv"
    file.write_text(f"# mine\nname,kind,country,sectors\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"mine\.csv, line 3: .*{fault}"):
        load_gazetteer(file)


def test_every_packaged_actor_has_kind_and_sane_sectors():
    for entry in load_gazetteer().entries():
        assert entry.kind
        assert len(entry.sectors) <= 2, entry.id
        for office in entry.offices:
            assert not office.start or not office.end or office.start <= office.end, entry.id
