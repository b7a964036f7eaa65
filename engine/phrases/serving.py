"""What is said of `editchain emulate` and its options."""

from typing import Final

from engine.phrases.phrase import Help, Phrase, same

EMULATE: Final = Help(
    Phrase("Serve DashScope's part for any client.", "在本机充当 DashScope，供任何客户端使用。"),
    Phrase(
        "Serve a DashScope-compatible service that really edits pixels; nothing leaves this machine. The official SDK, curl "
        "and every other client work against it unchanged.",
        "提供与 DashScope 兼容、真正编辑像素的服务；任何内容都不会离开本机。官方 SDK、curl 和其他客户端无需改动即可使用。",
    ),
    same(
        "editchain emulate --port 8787\n"
        "export DASHSCOPE_HTTP_BASE_URL=http://127.0.0.1:8787/api/v1 DASHSCOPE_API_KEY=any"
    ),
)

# headings and click's own words
PORT: Final = Phrase("0 takes a free one.", "0 表示任取一个空闲端口。")
HOST: Final = Phrase("Only addresses of this machine are taken.", "只接受本机地址。")
FOLDER: Final = Phrase(
    "Where jobs and results are kept (default: .editchain/emulate).",
    "作业和结果存放在哪里（默认 .editchain/emulate）。",
)
RENDERER: Final = Phrase(
    "draft edits pixels; stamp draws the request's digest; none answers at once, as if each clip had 5 s.",
    "draft 编辑像素；stamp 画出请求的摘要；none 立即应答，并把每个视频都当作 5 秒。",
)
UNSUPPORTED: Final = Phrase(
    "What becomes of an instruction that a draft can't perform: the job fails, or a caption says so.",
    "草稿无法完成的指令怎么办：作业失败，或在画面上写明。",
)
OFFLINE_MEDIA: Final = Phrase("A file or folder that stands in for remote media.", "代替远程素材的文件或文件夹。")
LIMITS: Final = Phrase(
    "The account's limits: none, or by name as in submits=20,running=9; also queries, queued (default: the service's).",
    "账户的限额：none，或按名称，如 submits=20,running=9；另有 queries、queued（默认与服务相同）。",
)
QUEUE_S: Final = Phrase("So long a job waits, at least.", "作业至少排队这么久。")
RUN_S: Final = Phrase("So long a job runs, at least.", "作业至少运行这么久。")
HOOKS: Final = Phrase(
    "Open /_editchain/ (meter, time travel) to callers on this machine.",
    "向本机的调用者开放 /_editchain/（计量、时间跳转）。",
)
