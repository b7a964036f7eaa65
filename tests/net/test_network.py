"""Which way leads to an address."""

from pathlib import Path

import pytest

from engine.errors import OperatorError
from engine.net.address import Address
from engine.net.network import Network, Proxy
from engine.net.tls import tls_context

PROXIES = {"https": "http://user:s3cr%40t@proxy.example:3128", "http": "plain.example:8080"}


def route(url: str, **settings: object):
    return Network(**{"proxies": PROXIES, **settings}).route(Address.of(url))


def test_https_is_tunnelled_and_the_proxy_alone_sees_the_password() -> None:
    found = route("https://service.example/a?b=1")
    assert found.to == Address.of("https://service.example/a?b=1")
    assert found.headers == ()
    assert found.tunnel == Proxy(
        Address("http", "proxy.example", 3128, "/"), (("Proxy-Authorization", "Basic dXNlcjpzM2NyQHQ="),)
    )
    assert "s3cr" not in repr(found)
    assert "s3cr" not in repr(Network(proxies=PROXIES))


def test_plain_http_is_asked_of_the_proxy_itself_unless_a_tunnel_is_wanted() -> None:
    address = Address.of("http://service.example/a?b=1")
    found = Network(proxies=PROXIES).route(address)
    assert (found.to, found.tunnel) == (Address("http", "plain.example", 8080, "http://service.example/a?b=1"), None)
    tunnelled = Network(proxies=PROXIES).route(address, tunnel=True)
    assert (tunnelled.to, tunnelled.tunnel) == (address, Proxy(Address("http", "plain.example", 8080, "/")))


@pytest.mark.parametrize(
    ("host", "no_proxy", "direct"),
    [
        ("service.example", "", False),
        ("service.example", "*", True),
        ("service.example", "service.example", True),
        ("service.example", " other.example, .example ", True),
        ("service.example", "*.example", True),
        ("service.example", "rvice.example", False),
        ("service.example", "SERVICE.example", True),
        ("service.example:8443", "service.example:8443", True),
        ("service.example:8443", "service.example:443", False),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("[fd00::1]", "[fd00::1]", True),
        ("[fd00::1]", "fd00::/8", True),
        ("localhost:8443", "", True),
        ("127.0.0.1", "", True),
        ("[::1]:8443", "", True),
    ],
)
def test_some_hosts_are_asked_directly(host: str, no_proxy: str, direct: bool) -> None:
    assert route(f"https://{host}/", no_proxy=no_proxy).proxied is not direct


@pytest.mark.parametrize("url", ["socks5://proxy.example:1080", "http://", "http://proxy.example:port"])
def test_what_is_no_proxy_is_said_where_one_is_needed(url: str) -> None:
    network = Network(proxies={"https": url.replace("://", "://user:s3cret@")})
    with pytest.raises(OperatorError, match="proxy-invalid") as failed:
        network.route(Address.of("https://service.example/"))
    assert "s3cret" not in str(failed.value)
    assert not network.route(Address.of("http://service.example/")).proxied


@pytest.mark.parametrize("text", [None, "", "no certificate"])
def test_a_file_of_certificates_that_cannot_be_read_is_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "authority.pem"
    if text is not None:
        path.write_text(text)
    with pytest.raises(OperatorError, match="ca-bundle-unreadable") as failed:
        tls_context(path)
    assert failed.value.args_by_name["path"] == str(path)
    assert failed.value.args_by_name["reason"]


def test_there_is_one_context() -> None:
    assert tls_context(None) is tls_context(None)
