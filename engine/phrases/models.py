"""What is said of models and services."""

from typing import Final

from engine.phrases.phrase import Phrase

PRICE: Final = Phrase(
    "price in {region} since {since}: {tiers}, seconds of {counted}",
    "{region} 的价格（自 {since}）：{tiers}，按 {counted} 的秒数",
)
RATES: Final = Phrase(
    "rates: {running} (job|jobs) at once, submits {submits}, queries {queries}",
    "限额：同时 {running} 个作业，提交 {submits}，查询 {queries}",
)
DISCOUNT: Final = Phrase("for now {discount}", "目前 {discount}")
RETIRES: Final = Phrase("retires on {day}", "{day} 下线")
TOOL: Final = Phrase("{name}: {title} (works on this machine, unbilled)", "{name}：{title}（在本机进行，不计费）")
SERVICE: Final = Phrase("service {name}: {title}", "服务 {name}：{title}")
UNBILLED: Final = Phrase(" (nothing is billed)", "（不计费）")
LIST: Final = Phrase("list of {type}", "{type} 列表")
LEAST: Final = Phrase("at least {least}", "至少 {least}")
REQUIRED: Final = Phrase("required", "必填")
DEFAULT: Final = Phrase("default {value}", "默认 {value}")
TITLE: Final = Phrase("{name}: {title}", "{name}：{title}")
MODELS: Final = Phrase("models ({region})", "模型（{region}）")
TOOLS: Final = Phrase("media tools (work on this machine, unbilled)", "素材工具（在本机进行，不计费）")
SERVICES: Final = Phrase("services", "服务")
PER_SECOND: Final = Phrase("{amount} {currency}/s", "{amount} {currency}/秒")
OFTEN: Final = Phrase("{count}/s", "{count} 次/秒")
OFTEN_IN: Final = Phrase("{count}/{seconds} s", "{count} 次/{seconds} 秒")
ALL_OF_ONE: Final = Phrase(
    "all of one: editchain models NAME; one step on several: editchain plan FILE --compare NAME,NAME",
    "查看某一个：editchain models NAME；把一个步骤放到几个模型上比较：editchain plan FILE --compare NAME,NAME",
)

# one step on several models
COMPARED: Final = Phrase(
    "{name}, step {step} on {service}: nothing is sent", "{name} 的步骤 {step}，服务 {service}：不发送任何内容"
)
MODEL: Final = Phrase("model", "模型")
COST: Final = Phrase("price", "价格")
WOULD_COST: Final = Phrase("price if billed", "计费时的价格")
BILLED: Final = Phrase("billed", "计费")
RESULT: Final = Phrase("result", "结果")
REGIONS: Final = Phrase("regions", "地域")
AS_WRITTEN: Final = Phrase("{model} (as written)", "{model}（现写法）")
IMPOSSIBLE: Final = Phrase("not possible", "无法进行")
UNKNOWN: Final = Phrase("unknown", "未知")
LEFT_OUT: Final = Phrase("takes no {names}", "不接受 {names}")
LINE: Final = Phrase("{name}: {value}", "{name}：{value}")
SAID: Final = Phrase("{code} {message}", "{code} {message}")
MORE: Final = Phrase("... and {count} more", "…… 另有 {count} 个")
LIST_PRICE: Final = Phrase(
    "list price; for now the service says it charges x {factor} ({note})",
    "列表价；服务称目前按 x {factor} 收费（{note}）",
)
