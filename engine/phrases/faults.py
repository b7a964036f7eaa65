"""What is said around the mistakes of files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

SEVERITY: Final[Mapping[str, Phrase]] = MappingProxyType(
    {"error": Phrase("error", "错误"), "warning": Phrase("warning", "警告")}
)
CHECKED: Final = Phrase(
    "checked {count} files: {found}", "已检查 {count} 个文件：{found}", one="checked {count} file: {found}"
)
NO_MISTAKES: Final = Phrase("no mistakes", "没有问题")
NO_FILES: Final = Phrase("no .yaml or .yml is there", "没有找到 .yaml 或 .yml")
PASSED_OVER: Final = Phrase(
    "passed over {count} YAML files without a key recipe or campaign",
    "已跳过 {count} 个 YAML 文件：其中没有 recipe 或 campaign 键",
    one="passed over {count} YAML file without a key recipe or campaign",
)
NEAR: Final = Phrase("Did you mean {near}?", "是不是想写 {near}？")
FIX: Final = Phrase("Write:", "应写成：")
ROW: Final = Phrase(" (row {rows})", "（行 {rows}）")
ROWS: Final = Phrase(" (rows {rows})", "（行 {rows}）")
MORE_ROWS: Final = Phrase(" (rows {rows} and {more} more)", "（行 {rows} 及另外 {more} 行）")
MORE: Final = Phrase(" ({more} more like this)", "（同类的还有 {more} 处）")
