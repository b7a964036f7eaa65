"""What is said of `editchain emulate` and its options, and what it says itself."""

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
        "editchain emulate --config emulator.yaml\n"
        "export DASHSCOPE_HTTP_BASE_URL=http://127.0.0.1:8787/api/v1 DASHSCOPE_API_KEY=any"
    ),
)
EMULATOR_FILE: Final = Phrase(
    "Accounts, limits, latency, prices, trouble, clock: all that docs/emulator.md tells of. Options given here win.",
    "账户、限额、延迟、价格、故障、时钟：详见 docs/emulator.md。此处给出的选项优先。",
)
PORT: Final = Phrase("0 takes a free one (default: 8787).", "0 表示任取一个空闲端口（默认 8787）。")
HOST: Final = Phrase(
    "The address to serve on; one that others can reach needs --public (default: 127.0.0.1).",
    "提供服务的地址；他人可访问的地址需加 --public（默认 127.0.0.1）。",
)
PUBLIC: Final = Phrase("Let others reach it, as in a container.", "允许他人访问，例如在容器中。")
ADVERTISE: Final = Phrase(
    "The address by which clients reach it, as http://emulator:8787: links and uploads are given with it.",
    "客户端访问它所用的地址，如 http://emulator:8787；链接和上传地址据此给出。",
)
ACCESS_LOG: Final = Phrase(
    "What stderr gets for each request; never a key (default: text).",
    "每个请求在 stderr 上写什么；绝不含密钥（默认 text）。",
)
FOLDER: Final = Phrase(
    "Where jobs and results are kept (default: .editchain/emulate).",
    "作业和结果存放在哪里（默认 .editchain/emulate）。",
)
RENDERER: Final = Phrase(
    "draft edits pixels; stamp draws the request's digest; none answers at once, as if each clip had 5 s (default: draft).",
    "draft 编辑像素；stamp 画出请求的摘要；none 立即应答，并把每个视频都当作 5 秒（默认 draft）。",
)
UNSUPPORTED: Final = Phrase(
    "What becomes of an instruction that a draft can't perform: the job fails, or a caption says so (default: fail).",
    "草稿无法完成的指令怎么办：作业失败，或在画面上写明（默认 fail）。",
)
OFFLINE_MEDIA: Final = Phrase("A file or folder that stands in for remote media.", "代替远程素材的文件或文件夹。")
LIMITS: Final = Phrase(
    "The account's limits: none, or by name as in submits=20,running=9; also queries, queued (default: the service's).",
    "账户的限额：none，或按名称，如 submits=20,running=9；另有 queries、queued（默认与服务相同）。",
)
QUEUE_S: Final = Phrase("So long a job waits, at least.", "作业至少排队这么久。")
RUN_S: Final = Phrase("So long a job runs, at least.", "作业至少运行这么久。")
HOOKS: Final = Phrase(
    "Open /_editchain/ (meter, clock, scenario, release) to callers on this machine.",
    "向本机的调用者开放 /_editchain/（计量、时钟、故障场景、放行）。",
)
OPEN_TO_OTHERS: Final = Phrase(
    "warning: whoever reaches {host} can make jobs here and read all results; the emulator is no server for the open network",
    "警告：凡能访问 {host} 的人都能在此提交作业并读取全部结果；模拟服务不适合放在公开网络上",
)
SERVING: Final = Phrase(
    "serving {url} · renderer {renderer} · jobs in {folder} · Ctrl-C ends it",
    "正在提供 {url} · 渲染器 {renderer} · 作业存于 {folder} · 按 Ctrl-C 结束",
)
