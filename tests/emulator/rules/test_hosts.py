"""By which names the emulator is called."""

import pytest

from engine.emulator.rules.hosts import is_known, name_of


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost", "localhost"), ("LocalHost.:8787", "localhost"), ("127.0.0.1:1", "127.0.0.1"), ("[::1]:80", "::1"), ("::1", "::1"),
        ("[::1]", "::1"), ("ws.cn-beijing.localhost:80", "ws.cn-beijing.localhost"), ("", ""),
    ],
)  # fmt: skip
def test_a_host_is_read_without_its_port(header: str, host: str) -> None:
    assert name_of(header) == host
    assert is_known(header)


@pytest.mark.parametrize(
    "header", ["evil.example", "localhost.evil.example:80", "notlocalhost", "127.0.0.1.evil.example"]
)
def test_a_foreign_name_is_known_only_if_it_is_given(header: str) -> None:
    assert not is_known(header)
    assert is_known(header, {name_of(header)})
