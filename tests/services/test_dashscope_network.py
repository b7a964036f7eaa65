"""The service behind a proxy and certificates of a company's own: asked all the same, or surely not."""

import contextlib
import ssl
from pathlib import Path

import pytest

from engine.errors import OperatorError
from engine.net.network import Network
from engine.run.service import Acceptance, JobView, Unreachable, Unsent
from engine.services.dashscope.client import connect
from engine.services.dashscope.client_http import TimeLimits
from engine.services.dashscope.declared import declaration
from engine.services.dashscope.secret import Secret
from tests.certificates import Authority, make_authority
from tests.proxy import Proxy
from tests.report.runs import said as told
from tests.services.scripted_server import KEY, PROFILE, SHAPE, Visit, answer, http
from tests.services.test_dashscope_queries import DONE, JOB
from tests.services.test_dashscope_submit import BODY, PAYLOAD, TAKEN

pytestmark = pytest.mark.anyio

HOST = "service.example"
BASE = f"https://{HOST}/api/v1"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


def secured(context: ssl.SSLContext, body: dict):
    def scene(visit: Visit) -> None:
        with context.wrap_socket(visit.socket, server_side=True) as inner:
            within = Visit(inner, visit.seen, visit.done)
            within.read()
            within.say(http(200, body))

    return scene


@contextlib.asynccontextmanager
async def reached(proxy: Proxy, bundle: Path | None, base: str = BASE, *, connect_s: float = 60.0, **network: object):
    network = Network(**{"proxies": {"https": proxy.url, "http": proxy.url}, "ca_bundle": bundle, **network})
    limits = TimeLimits(connect=connect_s)
    async with connect(
        PROFILE, Secret(KEY), clock=lambda: 0.0, wall=lambda: 0.0, base_url=base, limits=limits, network=network
    ) as service:
        yield service


async def submitted(service) -> object:
    async with service.open() as opened:
        if isinstance(opened, Unsent):
            return opened
        return await opened.send(PAYLOAD, send_by=100.0)


async def test_a_submit_and_a_poll_go_through_the_tunnel_and_the_proxy_sees_neither(authority, server):
    context = authority.server(HOST)
    server.scenes = [secured(context, TAKEN), secured(context, DONE)]
    with Proxy({f"{HOST}:443": server.port}) as proxy:
        async with reached(proxy, authority.bundle) as service:
            assert isinstance(await submitted(service), Acceptance)
            assert isinstance(await service.poll(JOB, SHAPE), JobView)
        server.settle()
    assert proxy.lines == [f"CONNECT {HOST}:443 HTTP/1.1"] * 2
    assert KEY not in "".join(proxy.heads)
    assert [seen.headers["host"] for seen in server.visits] == [HOST, HOST]
    assert server.posts[0].body == BODY


@pytest.mark.parametrize(
    ("status", "words"), [(403, "answers 403"), (407, "password"), (502, "answers 502"), (0, "no answer")]
)
async def test_a_proxy_that_refuses_is_surely_unsent(authority, server, status, words):
    server.scenes = [answer(200, TAKEN)]
    with Proxy({f"{HOST}:443": server.port}, status=status) as proxy:
        async with reached(proxy, authority.bundle) as service:
            said = await submitted(service)
            polled = await service.poll(JOB, SHAPE)
        assert isinstance(said, Unsent)
        assert isinstance(polled, Unreachable)
        assert words in told(said.reason)
        assert words in told(polled.reason)
        assert len(proxy.heads) == 2
    assert not server.visits


async def test_a_proxy_that_is_away_is_surely_unsent(authority):
    with Proxy() as proxy:
        pass
    async with reached(proxy, authority.bundle) as service:
        said = await submitted(service)
    assert isinstance(said, Unsent)
    assert told(said.reason) == f"no connection to {HOST}: nobody listens there: the connection is refused"


async def test_a_proxy_that_never_answers_is_surely_unsent(authority, server):
    server.scenes = [lambda visit: visit.done.wait(30)]
    async with reached(Proxy(url=server.origin), authority.bundle, connect_s=0.1) as service:
        said = await submitted(service)
    assert isinstance(said, Unsent)


async def test_a_certificate_of_another_authority_is_surely_unsent(authority, server, tmp_path):
    server.scenes = [secured(authority.server(HOST), TAKEN)]
    other = make_authority(tmp_path).bundle
    for bundle in (other, None):
        with Proxy({f"{HOST}:443": server.port}) as proxy:
            async with reached(proxy, bundle) as service:
                said = await submitted(service)
            assert isinstance(said, Unsent)
            assert "its certificate is not trusted" in told(said.reason)
    assert not server.posts


async def test_this_machine_is_never_asked_through_a_proxy(authority, server):
    server.scenes = [secured(authority.server("127.0.0.1"), TAKEN)]
    with Proxy() as proxy:
        async with reached(proxy, authority.bundle, f"https://127.0.0.1:{server.port}/api/v1") as service:
            assert isinstance(await submitted(service), Acceptance)
        assert not proxy.heads


async def test_a_proxy_that_is_none_is_said_before_anything_is_sent(authority, server):
    with Proxy() as proxy:
        async with reached(proxy, authority.bundle, proxies={"https": "socks5://127.0.0.1:1"}) as service:
            with pytest.raises(OperatorError, match="proxy-invalid"):
                await submitted(service)


def test_a_host_is_asked_what_it_is_through_the_proxy(authority, server):
    def scene(visit: Visit) -> None:
        with authority.server(HOST).wrap_socket(visit.socket, server_side=True) as inner:
            within = Visit(inner, visit.seen, visit.done)
            within.read()
            within.say(http(200, b"", "X-Editchain-Emulator: 0.1.0;draft"))

    server.scenes = [scene]
    with Proxy({f"{HOST}:443": server.port}) as proxy:
        network = Network(proxies={"https": proxy.url}, ca_bundle=authority.bundle)
        assert declaration(BASE, network) == "0.1.0;draft"
        assert proxy.lines == [f"CONNECT {HOST}:443 HTTP/1.1"]
    with Proxy(status=403) as proxy, pytest.raises(OperatorError, match="service-unreachable") as failed:
        declaration(BASE, Network(proxies={"https": proxy.url}))
    assert "proxy-refuses" in str(failed.value)
