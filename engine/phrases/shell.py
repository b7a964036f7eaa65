"""What every command may say."""

from typing import Final

from engine.phrases.phrase import Phrase

INTERRUPTED: Final = Phrase("interrupted", "已中断")
SEE_HELP: Final = Phrase("`{command} --help` says what it takes.", "用法见 `{command} --help`。")
WROTE: Final = Phrase(
    "wrote {path}; next: editchain plan {quoted} -i clip=YOUR_CLIP.mp4",
    "已写入 {path}；接下来：editchain plan {quoted} -i clip=YOUR_CLIP.mp4",
)
WROTE_EXAMPLE: Final = Phrase(
    "wrote {path}; its first lines say what to try; next: editchain plan {quoted}",
    "已写入 {path}；开头几行列出了可以试的命令；接下来：editchain plan {quoted}",
)
NEXT: Final = Phrase("next: {command}", "下一步：{command}")
