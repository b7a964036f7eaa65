"""Proxies and certificates, from the settings of a project or its environment, hold for all that a command asks."""

from pathlib import Path

import pytest

from tests.certificates import Authority, make_authority
from tests.cli.cli_project import KEY, Project
from tests.cli.cli_stand_in import StandIn
from tests.media_server import File, MediaServer
from tests.proxy import Proxy

HOST = "service.example"
BASE = f"https://{HOST}/api/v1"
PLAN = ("plan", "two.yaml", "--service", "dashscope-cn", "--format", "json")
BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")


SOON = "[limits.dashscope-cn]\npoll_first_s = 1\npoll_every_s = 1\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.mark.parametrize("by", ["settings", "environment"])
def test_a_run_goes_through_a_companys_proxy_and_trusts_its_certificates(
    project: Project, clips: Path, authority: Authority, by: str
) -> None:
    with (
        StandIn(clips / "clip.mp4", tls=authority.server(HOST, "127.0.0.1")) as service,
        Proxy({f"{HOST}:443": service.port}) as proxy,
    ):
        if by == "settings":
            (project.root / "authority.pem").write_bytes(authority.bundle.read_bytes())
            project.write("editchain.toml", f'proxy = "{proxy.url}"\nca_bundle = "authority.pem"\n{SOON}')
        else:
            project.write("editchain.toml", SOON)
            project.env |= {"HTTPS_PROXY": proxy.url, "SSL_CERT_FILE": str(authority.bundle)}
        ended = project.at(BASE).call(*BUY)
        assert ended.exit == 0, ended.text
        assert len(service.submits) == 2
    assert len(proxy.lines) >= 4
    assert set(proxy.lines) == {f"CONNECT {HOST}:443 HTTP/1.1"}
    assert KEY not in "".join(proxy.heads)


@pytest.mark.parametrize(
    ("settings", "env", "asked"),
    [
        ("", {"https_proxy": "{proxy}"}, True),
        ("", {"https_proxy": "{proxy}", "HTTPS_PROXY": "http://127.0.0.1:1"}, True),
        ("", {"HTTPS_PROXY": "{proxy}", "NO_PROXY": ".example"}, False),
        ("", {"HTTP_PROXY": "{proxy}"}, False),
        ('proxy = ""', {"HTTPS_PROXY": "{proxy}"}, False),
        ('proxy = "{proxy}"', {"HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": "other.example"}, True),
    ],
)
def test_which_proxy_is_asked(project: Project, settings: str, env: dict[str, str], asked: bool) -> None:
    with Proxy(status=403) as proxy:
        project.write("editchain.toml", settings.replace("{proxy}", proxy.url))
        project.env |= {name: value.replace("{proxy}", proxy.url) for name, value in env.items()}
        ended = project.at(BASE).call(*PLAN)
    assert (ended.exit, ended.json["error"]["code"]) == (3, "EC2403")
    assert ("the proxy refuses" in ended.text) is asked
    assert bool(proxy.heads) is asked


def test_media_are_looked_at_through_the_proxy(project: Project) -> None:
    with MediaServer() as media:
        media.put("/clip.mp4", File((project.root / "clip.mp4").read_bytes(), etag='"v1"'))
        with Proxy({"media.example:80": int(media.origin.rpartition(":")[2])}) as proxy:
            project.env["http_proxy"] = proxy.url
            ended = project.call("plan", "two.yaml", "-i", "clip=http://media.example/clip.mp4", "--format", "json")
    assert ended.exit == 0, ended.text
    assert proxy.lines[0] == "GET http://media.example/clip.mp4 HTTP/1.1"


def test_an_embedded_run_fetches_media_through_the_proxy(project: Project) -> None:
    with MediaServer() as media:
        media.put("/clip.mp4", File((project.root / "clip.mp4").read_bytes(), etag='"v1"'))
        with Proxy({"media.example:80": int(media.origin.rpartition(":")[2])}) as proxy:
            project.env["http_proxy"] = proxy.url
            ended = project.call("run", "two.yaml", "-i", "clip=http://media.example/clip.mp4", "--format", "json")
    assert ended.exit == 0, ended.text


@pytest.mark.parametrize(
    ("env", "code"),
    [({"HTTPS_PROXY": "socks5://user:s3cret@127.0.0.1:1"}, "EC2413"), ({"SSL_CERT_FILE": "no/such.pem"}, "EC2414")],
    ids=["proxy", "certificates"],
)
def test_what_cannot_be_used_is_named_and_only_where_it_is_needed(
    project: Project, env: dict[str, str], code: str
) -> None:
    project.env |= env
    ended = project.at(BASE).call(*PLAN)
    assert (ended.exit, ended.json["error"]["code"]) == (3, code)
    assert "s3cret" not in ended.text
    assert project.call("plan", "two.yaml").exit == 0
    assert project.call("check", "two.yaml").exit == 0
