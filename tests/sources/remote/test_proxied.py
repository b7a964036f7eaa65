"""Media behind a proxy: https through a tunnel, plain http asked of the proxy itself."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.media import probe
from engine.net.network import Network
from engine.sources.remote.limits import ProbeLimits
from engine.sources.remote.probe import version_now
from engine.sources.remote.prober import Prober
from engine.values.media import Probed
from engine.values.reason import because
from tests.certificates import make_authority
from tests.huge_media import SAMPLES
from tests.media_server import File, MediaServer, tagged
from tests.proxy import Proxy
from tests.report.runs import said

LAKE = SAMPLES / "lake.jpg"
HOST = "media.example"
PATIENT = ProbeLimits(connect_s=60, read_s=60, whole_s=120)


@pytest.fixture
def server() -> Iterator[MediaServer]:
    with MediaServer() as server:
        server.put("/a.jpg", File(LAKE.read_bytes(), etag='"v1"'))
        yield server


def port_of(server: MediaServer) -> int:
    return int(server.origin.rpartition(":")[2])


def test_plain_http_is_asked_of_the_proxy_with_its_password_which_goes_no_further(server: MediaServer) -> None:
    with Proxy({f"{HOST}:80": port_of(server)}) as proxy:
        network = Network(proxies={"http": proxy.url.replace("://", "://user:s3cret@")})
        with Prober(limits=PATIENT, network=network) as prober:
            assert prober.probe(f"http://{HOST}/a.jpg?x=1") == Probed(probe(LAKE), tagged("v1", LAKE.stat().st_size))
    assert proxy.lines[0] == f"GET http://{HOST}/a.jpg?x=1 HTTP/1.1"
    assert "Proxy-Authorization: Basic dXNlcjpzM2NyZXQ=" in proxy.heads[0]
    assert {asked.headers["host"] for asked in server.asked} == {HOST}
    assert "proxy-authorization" not in server.asked[0].headers


def test_https_goes_through_a_tunnel(tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    with MediaServer(tls=authority.server(HOST)) as secured:
        secured.put("/a.jpg", File(LAKE.read_bytes(), etag='"v1"'))
        with Proxy({f"{HOST}:443": port_of(secured)}) as proxy:
            network = Network(proxies={"https": proxy.url}, ca_bundle=authority.bundle)
            with Prober(limits=PATIENT, network=network) as prober:
                assert prober.probe(f"https://{HOST}/a.jpg") == Probed(probe(LAKE), tagged("v1", LAKE.stat().st_size))
            assert version_now(f"https://{HOST}/a.jpg", network, PATIENT) == tagged("v1", LAKE.stat().st_size)
    assert set(proxy.lines) == {f"CONNECT {HOST}:443 HTTP/1.1"}


def test_a_proxy_that_refuses_is_told_and_stops_nothing() -> None:
    with Proxy(status=403) as proxy, Prober(network=Network(proxies={"https": proxy.url})) as prober:
        found = prober.probe(f"https://{HOST}/a.jpg")
    assert isinstance(found, Probed)
    assert said(found.gap) == f"no connection to {HOST}: the proxy refuses: it answers 403"


def test_a_proxy_that_never_answers_is_not_waited_for_long() -> None:
    limits = ProbeLimits(connect_s=0.1, tries=1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        network = Network(proxies={"https": f"http://127.0.0.1:{silent.getsockname()[1]}"})
        with Prober(limits=limits, network=network) as prober:
            found = prober.probe(f"https://{HOST}/a.jpg")
    assert found == Probed(None, None, because("no-connection", host=HOST, why=because("slow")))
