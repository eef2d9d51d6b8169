"""Names and codes of Kemendagri, down to villages and wards."""

import pytest

from generator.model.place import find_region, named_regions, same_name, search_regions


def test_a_name_is_looked_up_on_all_levels() -> None:
    """Tegal is a regency and a city, and Leuwidamar a district and a village in it."""
    assert [region.code for region in named_regions("Tegal", level=2)] == ["33.28", "33.76"]
    assert {region.level for region in named_regions("Leuwidamar", within="36.02")} == {3, 4}
    assert [region.name for region in named_regions("Banten", level=1)] == ["Banten"]


def test_five_wards_are_called_rejosari() -> None:
    """All of them are found, villages aside."""
    wards = [region for region in named_regions("Kelurahan Rejosari", level=4) if region.kind == "kelurahan"]
    assert len(wards) == 5
    assert all(region.path.startswith("Rejosari, ") for region in wards)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kabupaten Lebak", "36.02"),
        ("Lebak Regency", "36.02"),
        ("LEBAK", "36.02"),
        ("Sangkan Wangi", "36.02.06.2006"),
        ("Desa Sangkanwangi", "36.02.06.2006"),
        ("Palu City", "72.71"),
        ("Jakarta Pusat", "31.71"),
    ],
)
def test_words_for_the_kind_and_spaces_do_not_make_another_name(name: str, code: str) -> None:
    """Kabupaten, Regency, Desa and City are left away, and so are spaces and capitals."""
    region = find_region(code)
    assert region is not None
    assert same_name(name, region)


def test_another_spelling_is_another_name_and_finds_the_official_one() -> None:
    """Sankanwangi is not Sangkanwangi; a search within the regency names it."""
    region = find_region("36.02.06.2006")
    assert region is not None
    assert not same_name("Sankanwangi", region)
    assert [one.code for one in search_regions("Sankanwangi", "36.02", 4)] == ["36.02.06.2006"]
    assert "36.02.06.2002" in [one.code for one in search_regions("Cisemeut", "36.02", 4)]


def test_a_name_that_begins_like_a_kind_is_found_as_it_is() -> None:
    """A village called Kota Baru is no city called Baru."""
    assert any(region.name.lower().replace(" ", "") == "kotabaru" for region in named_regions("Kota Baru", level=4))
