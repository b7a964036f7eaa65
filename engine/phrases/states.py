"""The states of rows, tasks and runs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

STATES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "done": Phrase("done", "完成"),
        "reused": Phrase("reused", "已复用"),
        "failed": Phrase("failed", "失败"),
        "skipped": Phrase("skipped", "已跳过"),
        "held": Phrase("held", "已挂起"),
        "running": Phrase("running", "运行中"),
        "waiting": Phrase("waiting", "等待中"),
        "interrupted": Phrase("interrupted", "已中断"),
        "cut off": Phrase("cut off", "被切断"),
    }
)
