"""What is said of a plan."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

HEADLINE: Final = Phrase("service {service} · realm {realm} · {billing}", "服务 {service} · 结果域 {realm} · {billing}")
NO_CAP: Final = Phrase("no cap yet: a run needs --max-cost", "尚无上限：运行需要 --max-cost")
UNBILLED: Final = Phrase("nothing is billed", "不计费")
RECIPE: Final = Phrase(
    "recipe {name} {version} · plan {plan} · state in {state}", "配方 {name} {version} · 计划 {plan} · 状态存于 {state}"
)
CAMPAIGN: Final = Phrase(
    "campaign {name} {version} · plan {plan} · state in {state}",
    "批次 {name} {version} · 计划 {plan} · 状态存于 {state}",
)
MORE_TASKS: Final = Phrase(
    "... and {count} more; --format jsonl lists all tasks", "…… 另有 {count} 个任务；--format jsonl 列出全部"
)
MAKES: Final = Phrase("makes {seconds}", "得到 {seconds}")
PUBLISHED: Final = Phrase("published as", "发布为")
MORE_FILES: Final = Phrase(
    "... and {count} more; --format jsonl lists all files", "…… 另有 {count} 个文件；--format jsonl 列出全部"
)
NOTHING: Final = Phrase("there is nothing to do: no step has an item", "没有要做的事：各步骤都没有项")
EMPTY: Final = Phrase(
    "there is nothing to do: {names} are empty lists",
    "没有要做的事：{names} 是空列表",
    one="there is nothing to do: {names} is an empty list",
)
DISCOUNT: Final = Phrase(
    "{model}: list prices; for now the service says it charges x {factor} of them ({note})",
    "{model}：按目录价计算；服务目前称按 {factor} 倍收取（{note}）",
)
ABSENT: Final = Phrase("absent", "未给出")
OVERLOOKED: Final = Phrase(
    "DASHSCOPE_HTTP_BASE_URL does not concern the embedded service", "DASHSCOPE_HTTP_BASE_URL 与内置服务无关"
)

# rows of a campaign
POINTS: Final = Phrase("{rows} (row|rows) x {combos} = {all}", "{rows} 行 x {combos} = {all}")
FILTERED: Final = Phrase("{count} left out by `where`", "`where` 排除了 {count} 行")
CHOSEN: Final = Phrase("{count} chosen", "选中 {count} 行")
NO_ROWS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "": Phrase("no row is chosen; nothing to do", "没有选中任何行；无事可做"),
        "failed": Phrase("no row failed last; nothing to do", "没有行在上次失败；无事可做"),
        "held": Phrase("no row is held; nothing to do", "没有挂起的行；无事可做"),
    }
)
"""What is said of a campaign none of whose rows is chosen, by what chooses them."""
SHUFFLED: Final = Phrase("order: by seed {seed}, first {rows}", "顺序：由种子 {seed} 打乱，最先 {rows}")
SAID: Final = Phrase("rows: {said}", "行数：{said}")

ACTIONS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "run": Phrase("run", "运行"),
        "reuse": Phrase("reuse", "复用"),
        "share": Phrase("share", "共用"),
        "skip": Phrase("skip", "跳过"),
        "unneeded": Phrase("unneeded", "不需要"),
    }
)

# totals
TO_RUN: Final = Phrase("{count} to run", "{count} 个要运行")
REUSED: Final = Phrase("{count} reused", "{count} 个复用")
SHARED: Final = Phrase("{count} shared", "{count} 个共用")
SKIPPED: Final = Phrase("{count} skipped", "{count} 个跳过")
UNNEEDED: Final = Phrase("{count} unneeded", "{count} 个不需要")
BILLED: Final = Phrase("{seconds} billed", "计费 {seconds}")
COST: Final = Phrase("cost {cost}", "费用 {cost}")
WOULD_COST: Final = Phrase("cost 0, would cost {cost}", "费用 0，真实服务为 {cost}")
SAVED: Final = Phrase("saved {saved}", "节省 {saved}")
