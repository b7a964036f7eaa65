"""What is said of a campaign's plan at one glance."""

from typing import Final

from engine.phrases.phrase import Phrase

# the table
ROWS: Final = Phrase("rows", "行")
EDITS: Final = Phrase("edits", "编辑")
NEW: Final = Phrase("new", "新做")
SHARED: Final = Phrase("shared", "共用")
REUSED: Final = Phrase("reused", "复用")
SKIPPED: Final = Phrase("skipped", "跳过")
MADE: Final = Phrase("cut here", "本机剪切")
WAITING: Final = Phrase("in doubt", "待查明")
PRICE: Final = Phrase("{currency}", "{currency}")
WOULD: Final = Phrase("{currency} if billed", "计费时 {currency}")
STEP: Final = Phrase("step", "步骤")
ALL: Final = Phrase("all", "合计")
MORE_PARTS: Final = Phrase("... and {count} more", "…… 另有 {count} 个")

# below it
OF_STEP: Final = Phrase(
    "{step}: {different} (prompt|prompts) in {count} (edit|edits)", "{step}：{count} 个编辑，{different} 种提示词"
)
SUCH_AS: Final = Phrase("such as: {prompt}", "例如：{prompt}")
CHANGED: Final = Phrase("prompts changed since run {run}", "自运行 {run} 以来改动的提示词")
ALIKE: Final = Phrase("{count} edits:", "{count} 个编辑：", one="{count} edit:")
MORE_CHANGES: Final = Phrase(
    "... and {count} more changes; editchain diff shows all of them",
    "…… 另有 {count} 处改动；editchain diff 显示全部",
    one="... and {count} more change; editchain diff shows all of them",
)
DEAREST: Final = Phrase("dearest rows: {rows}", "最贵的行：{rows}")
PUBLISHED: Final = Phrase("published as {files}", "发布为 {files}")
OF_FILES: Final = Phrase("{files}, ... ({count} (file|files))", "{files} 等 {count} 个文件")
LEARNED: Final = Phrase(
    "time: about {time}, {least} at least: {count} (job|jobs), {running} at once, as fast as the last {of}",
    "时间：约 {time}，至少 {least}：{count} 个作业，同时 {running} 个，按最近 {of} 个作业的用时计算",
)
LEARNED_ALIKE: Final = Phrase(
    "time: about {time}: {count} (job|jobs), {running} at once, as fast as the last {of}",
    "时间：约 {time}：{count} 个作业，同时 {running} 个，按最近 {of} 个作业的用时计算",
)
AS_SAID: Final = Phrase(
    "time: {least} to {most}: {count} (job|jobs), {running} at once, 1-10 min each as the service says",
    "时间：{least} 至 {most}：{count} 个作业，同时 {running} 个，服务称每个需 1-10 分钟",
)
UNKNOWN: Final = Phrase(
    "time: {count} (job|jobs), {running} at once; how long they take here is not known yet",
    "时间：{count} 个作业，同时 {running} 个；在此处各需多久尚不可知",
)
DOUBTED: Final = Phrase(
    "{count} edits wait until it is decided what became of a submit: editchain status",
    "{count} 个编辑要等一次提交的结果查明：editchain status",
    one="{count} edit waits until it is decided what became of a submit: editchain status",
)

# what can be typed next
ONE_ROW: Final = Phrase("the requests of one row: {command}", "查看一行的请求：{command}")
SHOW: Final = Phrase("Show what one row asks for, by its key.", "按行编号显示一行的请求。")
