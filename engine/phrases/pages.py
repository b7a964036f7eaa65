"""What stands on the pages of a report, by the names under which templates ask for it."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

WROTE: Final = Phrase("{path}: {count} rows, {size}", "{path}：{count} 行，{size}", one="{path}: {count} row, {size}")
LINKED: Final = Phrase(
    "{size} of it are the published files themselves, under a second name: they take no room of their own here",
    "其中 {size} 是已发布文件本身的另一个名称，在本机不另占空间",
)
DRAWING: Final = Phrase("drawing {count} previews", "正在生成 {count} 个预览", one="drawing {count} preview")
WITHOUT: Final = Phrase(
    "{count} media have no preview: their files are gone, have changed or can't be decoded",
    "{count} 个素材没有预览：文件已不在、已改变或无法解码",
    one="{count} medium has no preview: its file is gone, has changed or can't be decoded",
)
STILL: Final = Phrase(
    "{count} results don't move in it: one file of 20 MB has no room for more",
    "其中 {count} 个结果不能播放：单个 20 MB 的文件放不下更多",
    one="{count} result doesn't move in it: one file of 20 MB has no room for more",
)
LEFT_OUT: Final = Phrase(
    "This one file had no room for all: {still} of {all} results don't move in it, {blank} have no still.",
    "单个文件放不下全部：{all} 个结果中有 {still} 个不能播放，{blank} 个没有静帧。",
)
SOURCES: Final[Mapping[str, Phrase]] = {
    "recipe": Phrase("recipe, {place}", "配方，{place}"),
    "piece": Phrase("named prompt {name}, {place}", "具名提示词 {name}，{place}"),
    "cell": Phrase("{name}: cell of the row, {place}", "{name}：该行的单元格，{place}"),
    "campaign": Phrase("{name}: campaign, {place}", "{name}：批次，{place}"),
    "input": Phrase("{name}: input, {place}", "{name}：输入，{place}"),
}
"""Where words of a prompt come from, by `plan.words.WordSource`."""
PHASES: Final[Mapping[str, Phrase]] = {
    "queue": Phrase("waits for its turn", "等待轮到"),
    "running": Phrase("at the service", "服务处理中"),
    "download": Phrase("is fetched", "取回结果"),
    "pause": Phrase("pauses before the next try", "暂停后重试"),
    "doubt": Phrase("in doubt", "结果不明"),
    "budget": Phrase("no room under the cap", "上限内没有额度"),
    "others": Phrase("another goes first", "等待他处的同一请求"),
}
"""What a task does or waits for, by `report.pages.timeline.Phase`."""
ABSENT_PARTY: Final = Phrase("{party}: {why}", "{party}：{why}")
PAGES: Final[Mapping[str, Phrase]] = {
    "matrix": Phrase("Results", "结果"),
    "draft": Phrase("DRAFT", "草稿"),
    "paid": Phrase("PAID", "付费"),
    "no_ai": Phrase("draft, no AI", "草稿，非 AI"),
    "draft_why": Phrase("made by the draft service, no AI, nothing billed", "由草稿服务制作，未经 AI，未计费"),
    "paid_why": Phrase("made and billed by the service", "由服务制作并计费"),
    "rows": Phrase("rows", "行"),
    "row": Phrase("row", "行"),
    "money": Phrase("Money", "费用"),
    "billed": Phrase("billed", "已计费"),
    "estimated": Phrase("estimated for it", "对应的预估上限"),
    "open": Phrase("open, at most", "未结，最多"),
    "cap": Phrase("cap", "上限"),
    "left": Phrase("left", "剩余"),
    "drafts": Phrase("drafts, not billed", "草稿，未计费"),
    "would": Phrase("would have cost", "按正式价应为"),
    "shared": Phrase("saved by sharing", "共用省下"),
    "jobs": Phrase("{count} jobs", "{count} 个作业", one="{count} job"),
    "seconds": Phrase("{seconds} s", "{seconds} 秒"),
    "failures": Phrase("What is not done, and why", "未完成的部分及原因"),
    "do": Phrase("What to do", "处理办法"),
    "no_result": Phrase("no result", "没有结果"),
    "no_preview": Phrase("no preview", "没有预览"),
    "as_of": Phrase("as of", "截至"),
    "made_by": Phrase("made by editchain {version}", "由 editchain {version} 生成"),
    "all": Phrase("all", "全部"),
    "find": Phrase("find a row", "查找行"),
    "show": Phrase("Show", "显示"),
    "none_match": Phrase("no row matches", "没有符合的行"),
    "shared_with": Phrase("shared with other rows", "与其他行共用"),
    "compare": Phrase("Before and after", "前后对比"),
    "before": Phrase("before", "编辑前"),
    "after": Phrase("after", "编辑后"),
    "split": Phrase("Where before ends and after begins", "编辑前后的分界"),
    "time": Phrase("Time", "时间"),
    "play": Phrase("Play", "播放"),
    "pause": Phrase("Pause", "暂停"),
    "steps": Phrase("Steps", "步骤"),
    "sources": Phrase("Where these words come from", "这些词的来源"),
    "no_sources": Phrase(
        "Where these words come from is told no more: the recipe, its rows or its media have changed since.",
        "这些词的来源已无法说明：配方、数据行或素材在此之后有改动。",
    ),
    "pages_of_rows": Phrase("Pages of rows", "数据行分页"),
    "only_first": Phrase(
        "Without its script this file shows the first rows only; all their names stand below.",
        "不运行脚本时，本文件只显示前面的行；全部名称列在下方。",
    ),
    "plan": Phrase("Plan", "计划"),
    "would_cost": Phrase("would cost where it is billed", "在计费服务上的费用"),
    "terms": Phrase("Under which terms", "条件"),
    "comes_to": Phrase("What it comes to", "合计"),
    "table": Phrase("Counts and money by axis and by step", "按轴和步骤的数量与费用"),
    "changes": Phrase("Prompts changed since run {run}", "自运行 {run} 以来改动的提示词"),
    "requests": Phrase("What is asked for", "提出的请求"),
    "more_rows": Phrase(
        "{count} more rows; what one of them asks for is shown by",
        "另有 {count} 行；查看其中一行的请求：",
        one="{count} more row; what it asks for is shown by",
    ),
    "run_it": Phrase("Run this very plan", "运行这份计划"),
    "run_note": Phrase(
        "It is refused if recipe, rows, media, prices or cap are not as they are here.",
        "若配方、数据行、素材、价格或上限与此处不同，该命令会被拒绝。",
    ),
    "copy": Phrase("Copy", "复制"),
    "copied": Phrase("copied", "已复制"),
    "pages": Phrase("Pages", "页面"),
    "course": Phrase("How it went", "运行经过"),
    "timeline": Phrase("Timeline", "时间线"),
    "drawn_time": Phrase("What the tasks of run {run} did over the time", "运行 {run} 的任务随时间的情况"),
    "tall": Phrase(
        "The full height is {count} tasks at a time.",
        "满高为同时 {count} 个任务。",
        one="The full height is {count} task at a time.",
    ),
    "still": Phrase("the whole run stood still", "整个运行停顿"),
    "whole_run": Phrase("the run", "整个运行"),
    "waited": Phrase("What was waited for", "等待了什么"),
    "nothing_waited": Phrase(
        "Nothing was waited for but turns at the service.", "除了在服务端轮候，没有等待其他任何事。"
    ),
    "why": Phrase("why", "原因"),
    "who_waited": Phrase("who waited", "谁在等"),
    "together": Phrase("together", "合计"),
    "from_to": Phrase("from – to, UTC", "起止（UTC）"),
    "graph": Phrase("Graph of the tasks", "任务图"),
    "drawn_graph": Phrase("The tasks, each behind those that it needs", "各任务及其所依赖的任务"),
    "collapsed": Phrase(
        "{count} tasks: each node stands for all tasks of a step.",
        "共 {count} 个任务：每个节点代表一个步骤的全部任务。",
        one="{count} task: each node stands for all tasks of a step.",
    ),
    "by_axis": Phrase("By {axis}", "按 {axis}"),
    "by_step": Phrase("By step", "按步骤"),
    "step": Phrase("step", "步骤"),
    "tasks": Phrase("tasks", "任务"),
    "reuse": Phrase("saved by reuse", "复用省下"),
    "cost": Phrase("cost", "费用"),
    "listed": Phrase("list price up to", "标价最多"),
    "job": Phrase("job", "作业"),
    "confirmed": Phrase("confirmed by", "确认方式"),
    "attempts": Phrase("attempts", "尝试次数"),
    "digests": Phrase("digests", "摘要"),
    "fingerprint": Phrase("fingerprint of the request", "请求指纹"),
    "result": Phrase("result", "结果"),
    "files": Phrase("Files", "文件"),
    "file": Phrase("name", "名称"),
    "handover": Phrase("Hand-over", "交付页"),
    "footage": Phrase("video handed over", "交付视频"),
    "spent": Phrase("{spent} spent of {cap}, {left} left", "已用 {spent}，上限 {cap}，剩余 {left}"),
    "rehearsed": Phrase(
        "A rehearsal: nothing was billed; it would have cost {would}.", "这是一次预演：未计费；按正式价应为 {would}。"
    ),
    "sheet": Phrase("Contact sheet", "样片一览"),
    "names": Phrase("Files and their checksums", "文件及校验和"),
}
"""Every word of the templates that is not said elsewhere."""
