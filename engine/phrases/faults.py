"""What is said around the mistakes of files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

SEVERITY: Final[Mapping[str, Phrase]] = MappingProxyType(
    {"error": Phrase("error", "错误"), "warning": Phrase("warning", "警告")}
)
ERRORS: Final = Phrase("{count} errors", "{count} 个错误", one="{count} error")
WARNINGS: Final = Phrase("{count} warnings", "{count} 个警告", one="{count} warning")
CHECKED: Final = Phrase("checked {what}: {found}", "已检查 {what}：{found}")
RECIPES: Final = Phrase("{count} recipes", "{count} 份配方", one="{count} recipe")
CAMPAIGNS: Final = Phrase("{count} campaigns", "{count} 份批次", one="{count} campaign")
NOTHING: Final = Phrase("nothing", "0 个文件")
NO_MISTAKES: Final = Phrase("no mistakes", "没有问题")
PASSED_OVER: Final = Phrase(
    "passed over {count} YAML files without a key recipe or campaign",
    "已跳过 {count} 个 YAML 文件：其中没有 recipe 或 campaign 键",
    one="passed over {count} YAML file without a key recipe or campaign",
)
NEAR: Final = Phrase("Did you mean {near}?", "是不是想写 {near}？")
FIX: Final = Phrase("Write:", "应写成：")
UNDER_ROWS: Final = Phrase("Write under `rows`:", "请在 `rows` 下写：")
PLAIN_TABLE: Final = Phrase(
    "Save the table as CSV in UTF-8 with commas, or as a workbook of one sheet.",
    "请把表格另存为以逗号分隔的 UTF-8 CSV，或只有一个工作表的工作簿。",
)
ROW: Final = Phrase(" (row {rows})", "（行 {rows}）")
ROWS: Final = Phrase(" (rows {rows})", "（行 {rows}）")
MORE_ROWS: Final = Phrase(" (rows {rows} and {more} more)", "（行 {rows} 及另外 {more} 行）")
MORE_LINES: Final = Phrase(
    "{count} more like this, in lines {lines}.",
    "同类的还有 {count} 处，位于第 {lines} 行。",
    one="{count} more like this, in line {lines}.",
)
MORE: Final = Phrase(" ({more} more like this)", "（同类的还有 {more} 处）")
