"""What is said of a run that was planned again and held against its manifest."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

HEAD: Final = Phrase(
    "run {run} of {name} {version} · service {service} · planned again as of {day}; nothing was sent",
    "{name} {version} 的运行 {run} · 服务 {service} · 按 {day} 重新生成计划；没有发送任何内容",
)
KINDS: Final[Mapping[str, Phrase]] = {
    "recipe": Phrase("recipe", "配方"),
    "input": Phrase("input", "输入"),
    "plan": Phrase("plan", "计划"),
    "task": Phrase("task", "任务"),
    "file": Phrase("file", "文件"),
    "result": Phrase("stored result", "已存结果"),
}
EQUALITIES: Final[Mapping[str, Phrase]] = {
    "equal": Phrase("equal", "相同"),
    "differs": Phrase("differs", "不同"),
    "gone": Phrase("gone", "不见了"),
    "new": Phrase("new", "新增"),
    "untold": Phrase("untold", "无从得知"),
    "damaged": Phrase("damaged", "已损坏"),
}
WAS: Final = Phrase("recorded {was}, now {now}", "记录为 {was}，现为 {now}")
DIFFERENT: Final = Phrase("different: {names}", "不同之处：{names}")
MISTAKES: Final = Phrase("it can't be planned any more:", "已无法生成计划：")
OTHER_ENGINE: Final = Phrase(
    "planned by editchain {was} then, by {now} now", "当时由 editchain {was} 生成计划，现在为 {now}"
)
OTHER_CATALOG: Final = Phrase("catalog {was} then, {now} now", "当时的目录为 {was}，现在为 {now}")
ALL_EQUAL: Final = Phrase(
    "all {count} are equal: the same requests, byte for byte",
    "全部 {count} 项相同：请求逐字节一致",
    one="{count} is equal: the same request, byte for byte",
)
SOME_DIFFER: Final = Phrase("{different} of {count} are not equal", "{count} 项中有 {different} 项不同")
