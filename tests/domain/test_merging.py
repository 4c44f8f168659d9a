from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.merging import components, head

files = st.sampled_from("abcdefgh")
links = st.lists(st.tuples(files, files).filter(lambda link: link[0] != link[1]), max_size=8)


@given(links, st.randoms())
def test_the_order_of_merges_changes_nothing(found, random) -> None:
    shuffled = random.sample(found, len(found))
    assert set(components(found)) == set(components(shuffled))
    for component in components(found):
        assert head(component, found, lambda _: True) == head(component, shuffled, lambda _: True)


@given(links)
def test_every_file_stands_in_one_component_with_those_it_is_linked_to(found) -> None:
    of = {id: component for component in components(found) for id in component}
    assert all(of[one] == of[other] for one, other in found)
    assert sum(map(len, components(found))) == len({id for link in found for id in link})


def test_the_file_taken_into_no_other_stands_for_all() -> None:
    found = [("a", "c"), ("c", "b")]
    assert head("abc", found, lambda _: True) == "b"


def test_two_merges_in_opposite_directions_have_one_head() -> None:
    assert head("ab", [("a", "b"), ("b", "a")], lambda _: True) == "a"


def test_a_file_that_is_not_here_stands_for_nobody() -> None:
    assert head("ab", [("a", "b")], lambda id: id == "a") == "a"
