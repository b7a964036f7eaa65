"""URLs: what is sent of them, and which of them are one."""

import pytest

from engine.values.url import Url


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("https://x/a.mp4?v=2", "https://x/a.mp4?v=2"),
        ("HTTPS://Media.Example/A.mp4#t=1", "https://media.example/A.mp4"),
        ("https://media.example", "https://media.example/"),
        ("https://media.example:443/a", "https://media.example/a"),
        ("http://media.example:443/a", "http://media.example:443/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("https://media.example/视频 1.mp4", "https://media.example/%E8%A7%86%E9%A2%91%201.mp4"),
        ("https://媒体.example/a?名=值 1", "https://xn--tqqy7y.example/a?%E5%90%8D=%E5%80%BC%201"),
        ("https://x/100% wool.mp4", "https://x/100%25%20wool.mp4"),
        ("https://user:p w@x/a", "https://user:p%20w@x/a"),
    ],
)
def test_a_url_is_sent_in_ascii(text: str, sent: str) -> None:
    assert Url.of(text).sent == sent
    assert Url.of(sent).sent == sent


@pytest.mark.parametrize("text", ["https://x/a/%2e%2e/b%2Fc%e8?s=a%2Bb%2F%3d&t=+", "https://x/a/../b"])
def test_what_a_signature_may_cover_is_sent_byte_for_byte(text: str) -> None:
    assert Url.of(text).sent == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("HTTPS://X:443", "https://x/"),
        ("https://x/./a/../视频 (1).mp4", "https://x/%E8%A7%86%E9%A2%91%20(1).mp4"),
        ("https://x/%e8%a7%86%E9%a2%91%20%281%29%2emp4", "https://x/%E8%A7%86%E9%A2%91%20(1).mp4"),
        ("https://BÜCHER.example/a", "https://xn--bcher-kva.example/a"),
        ("https://xn--bcher-kva.example/%61", "https://xn--bcher-kva.example/a"),
        ("https://x/a/%2E%2e/b/..", "https://x/"),
        ("https://x/../../a/b/.", "https://x/a/b/"),
        ("https://x/a//b%2fc", "https://x/a//b%2Fc"),
        ("https://user:pw@x/a+b%2B", "https://x/a+b%2B"),
    ],
)
def test_two_spellings_are_one_place(text: str, place: str) -> None:
    assert Url.of(text).place == place


def test_the_members_of_a_query_have_one_spelling() -> None:
    assert Url.of("https://x/a?n=%e5%80%BC&&k=%41+%2B").pairs == ("n=%E5%80%BC", "k=A+%2B")


@pytest.mark.parametrize(
    "text", ["clip.mp4", "https://", "http://[broken", "https://x:port/a", "https://a..b/", "https://x/\ud800"]
)
def test_what_is_no_url_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Url.of(text)
