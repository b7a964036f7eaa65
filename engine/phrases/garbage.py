"""What is said of files that nothing needs any more."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

KINDS: Final[Mapping[str, Phrase]] = {
    "artifact": Phrase("artifact that nothing names", "无处提及的结果文件"),
    "part": Phrase("part of what is over", "已结束作业的部分文件"),
    "leftover": Phrase("left by a killed process", "被终止的进程遗留"),
    "preview": Phrase("preview of what nothing names", "无处提及的素材的预览"),
    "draft-object": Phrase("expired draft object", "已过期的草稿对象"),
}
NOTHING: Final = Phrase("there is nothing to remove", "没有可清除的内容")
FOUND: Final = Phrase(
    "{count} files, {size}, can be removed; nothing was: --yes does it",
    "有 {count} 个文件（{size}）可以清除；目前什么也没有删除：加 --yes 才会删除",
    one="{count} file, {size}, can be removed; nothing was: --yes does it",
)
REMOVED: Final = Phrase(
    "{count} files removed, {size}", "已清除 {count} 个文件，{size}", one="{count} file removed, {size}"
)
RUNNING: Final = Phrase(
    "left alone: {count} processes are at work in this project; artifacts and part files wait until they have ended",
    "未处理：本项目有 {count} 个进程正在工作；结果文件和部分文件要等它们结束",
    one="left alone: {count} process is at work in this project; artifacts and part files wait until it has ended",
)
OLDER: Final = Phrase(
    "left alone: the journal lacks jobs that this project has bought, as one from a backup does; its files may be theirs; "
    "after `editchain run --ignore-foreign` they are looked at",
    "未处理：日志缺少本项目已购买的作业（例如从备份恢复的日志）；这些文件可能属于它们；"
    "运行 `editchain run --ignore-foreign` 之后才会检查",
)
SERVED: Final = Phrase(
    "left alone: {path} is being served, and clears up by itself", "未处理：{path} 正在提供服务，会自行清理"
)
HELD: Final = Phrase("left alone: somebody is at work on {path}", "未处理：有进程正在使用 {path}")
