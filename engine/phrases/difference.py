"""What is said of the difference between two plans."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

PLANS: Final = Phrase("{name} {version} · plan {before} → {after}", "{name} {version} · 计划 {before} → {after}")
MORE: Final = Phrase(
    "... and {count} more; --format json lists all of them", "…… 另有 {count} 个；--format json 列出全部"
)
LIKE: Final = Phrase("(asks for what {task} asked for before)", "（与之前的 {task} 请求相同）")
SHARED: Final = Phrase("(shared with an equal request)", "（与相同的请求共用）")
BEFORE_IT: Final = Phrase("(a step before it changes)", "（它之前的步骤有变化）")
NOT_SENT: Final = Phrase("not sent", "不发送")
NO_TASKS: Final = Phrase("no tasks", "没有任务")
NOTHING: Final = Phrase("nothing has to be made anew", "没有需要重新生成的")
ANEW: Final = Phrase("{count} to make anew: {seconds} billed", "{count} 个要重新生成：计费 {seconds}")
COST: Final = Phrase("cost {cost}", "费用 {cost}")
WOULD_COST: Final = Phrase("would cost {cost}", "真实服务为 {cost}")

CHANGES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "same": Phrase("same", "不变"),
        "changed": Phrase("changed", "变化"),
        "upstream": Phrase("upstream", "上游变化"),
        "added": Phrase("added", "新增"),
        "removed": Phrase("removed", "移除"),
    }
)
