"""Whose cap is meant by a name: that of a run, of a campaign, or of a recipe with its inputs."""

import pytest

from engine.api.turn.asking import scope_named
from engine.errors import AuthorError
from engine.run.requests import CappedScope

PAID, DRAFT, OTHER = (
    CappedScope(
        scope=f"campaign:{name}:", realm=realm, currency="CNY", cap=1, reserved=0, spent=0, run=runs[0], name=name,
        service=service, runs=runs,
    )
    for name, realm, service, runs in (
        ("launch", "dashscope", "dashscope-cn", ("20261128-0900", "20261127-0800")),
        ("launch", "draft:draft-1:", "embedded", ("20261128-0901",)),
        ("spring", "dashscope", "dashscope-cn", ("20261126-0700",)),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("launch", PAID),  # a rehearsal costs nothing
        ("20261127", PAID),  # not only its newest run
        ("20261128-0901", DRAFT),
        ("spring", OTHER),
    ],
)
def test_a_name_is_of_one_scope(name: str, meant: CappedScope) -> None:
    assert scope_named([DRAFT, PAID, OTHER], name) is meant


@pytest.mark.parametrize(
    ("name", "key", "word"), [("20261128", "cap-of-several", "20261128-0900 (dashscope-cn)"), ("lunch", "cap-of-nothing", "launch")]
)  # fmt: skip
def test_a_name_of_several_or_of_none_is_told(name: str, key: str, word: str) -> None:
    with pytest.raises(AuthorError) as raised:
        scope_named([DRAFT, PAID, OTHER], name)
    assert raised.value.key == key
    assert word in str(raised.value.args_by_name)
