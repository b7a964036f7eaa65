"""What stands in the summary of a step in continuous integration."""

from typing import Final

from engine.phrases.phrase import Phrase

CHECK: Final = Phrase("editchain check", "editchain 检查")
PLAN: Final = Phrase("editchain plan", "editchain 计划")
RUN: Final = Phrase("editchain run", "editchain 运行")
FILE: Final = Phrase("File", "文件")
ERRORS: Final = Phrase("Errors", "错误")
WARNINGS: Final = Phrase("Warnings", "警告")
PLACE: Final = Phrase("Place", "位置")
SAID: Final = Phrase("What is wrong", "问题")
NAME: Final = Phrase("Name", "名称")
SERVICE: Final = Phrase("Service", "服务")
DIGEST: Final = Phrase("Plan", "计划")
TASKS: Final = Phrase("Tasks", "任务")
ROWS: Final = Phrase("Rows", "行")
COST: Final = Phrase("Cost", "费用")
BUDGET: Final = Phrase("Budget", "预算")
STATE: Final = Phrase("State", "状态")
CAUSE: Final = Phrase("Cause", "原因")
MORE: Final = Phrase("and {count} more", "另有 {count} 项")
