"""What is said of one step on several models."""

from typing import Final

from engine.phrases.phrase import Phrase

HEAD: Final = Phrase(
    "{recipe}, step {step} on {service}: nothing is sent", "{recipe} 的步骤 {step}，服务 {service}：不发送任何内容"
)
MODEL: Final = Phrase("model", "模型")
PRICE: Final = Phrase("price", "价格")
WOULD: Final = Phrase("price if billed", "计费时的价格")
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
DISCOUNT: Final = Phrase(
    "list price; for now the service says it charges x {factor} ({note})",
    "列表价；服务称目前按 x {factor} 收费（{note}）",
)
