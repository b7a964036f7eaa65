"""Whom an address asks for what."""

import pytest

from engine.net.address import Address


@pytest.mark.parametrize(
    ("url", "scheme", "netloc", "target"),
    [
        ("https://cdn.example.com/a/b.mp4?x=1&y=%2F#t", "https", "cdn.example.com", "/a/b.mp4?x=1&y=%2F"),
        ("HTTP://Cdn.Example.com:80", "http", "cdn.example.com", "/"),
        ("https://cdn.example.com:80/a", "https", "cdn.example.com:80", "/a"),
        ("https://user:pw@cdn.example.com/a", "https", "cdn.example.com", "/a"),
        ("http://[::1]:8080/a", "http", "[::1]:8080", "/a"),
        ("https://bücher.example/公园 1.mp4?名=a b", "https", "xn--bcher-kva.example", "/%E5%85%AC%E5%9B%AD%201.mp4?%E5%90%8D=a%20b"),
        ("https://x/a%20b+c", "https", "x", "/a%20b+c"),
    ],
)  # fmt: skip
def test_an_address_is_asked_as_it_stands_but_for_its_user_name(
    url: str, scheme: str, netloc: str, target: str
) -> None:
    address = Address.of(url)
    assert (address.scheme, address.netloc, address.target) == (scheme, netloc, target)


@pytest.mark.parametrize(
    "url",
    ["ftp://x/a", "file:///etc/hostname", "http://", "http://[x/a", "//x/a", "http://x:99999/a", "https://a..b/c"],
)
def test_what_is_no_http_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError) as failed:
        Address.of(url)
    assert "etc" not in str(failed.value)


@pytest.mark.parametrize(
    ("location", "netloc", "target"),
    [
        ("b.mp4", "x", "/a/b.mp4"),
        ("/c.mp4?d=1", "x", "/c.mp4?d=1"),
        ("//y/e.mp4", "y", "/e.mp4"),
        ("http://z:81/f.mp4", "z:81", "/f.mp4"),
    ],
)
def test_a_redirect_leads_on(location: str, netloc: str, target: str) -> None:
    address = Address.of("https://u:p@x/a/one.mp4?q=1").following(location)
    assert (address.netloc, address.target) == (netloc, target)


def test_a_redirect_leads_nowhere_else() -> None:
    with pytest.raises(ValueError):
        Address.of("https://x/a").following("file:///etc/hostname")
