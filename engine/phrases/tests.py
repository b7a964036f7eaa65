"""What is said of the tests of recipes."""

from typing import Final

from engine.phrases.phrase import Phrase

PASSED: Final = Phrase("passed", "通过")
FAILED: Final = Phrase("FAILED", "未通过")
TESTS: Final = Phrase(
    "{count} tests: {passed} passed, {failed} failed",
    "{count} 个测试：{passed} 个通过，{failed} 个未通过",
    one="{count} test: {passed} passed, {failed} failed",
)
UNREAD: Final = Phrase("; {count} files hold mistakes", "，{count} 个文件有错误", one="; {count} file holds mistakes")
