"""What is said of the surroundings: what was looked at, what was found, and what to do."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

HEAD: Final = Phrase("looking at the surroundings of service {service}", "检查服务 {service} 的环境")
IS: Final = Phrase(": ", "：")
DO: Final = Phrase("to do: {what}", "处理办法：{what}")
VERDICTS: Final[Mapping[str, Phrase]] = {
    "ok": Phrase("ok", "正常"),
    "warning": Phrase("warning", "注意"),
    "failed": Phrase("failed", "不行"),
}
SUMMARY: Final = Phrase(
    "{good} ok, {warnings} to know of, {failed} failed", "{good} 项正常，{warnings} 项须注意，{failed} 项不行"
)
NAMES: Final[Mapping[str, Phrase]] = {
    "state": Phrase("state folder", "状态文件夹"),
    "user-state": Phrase("user's state folder", "用户状态文件夹"),
    "disk": Phrase("disk space", "磁盘空间"),
    "file-system": Phrase("file system", "文件系统"),
    "durability": Phrase("durability", "持久性"),
    "journal": Phrase("journal", "日志库"),
    "account": Phrase("account file", "账号文件"),
    "locks": Phrase("locks", "文件锁"),
    "media": Phrase("media library", "媒体库"),
    "service": Phrase("service", "服务"),
    "network": Phrase("network", "网络"),
    "key": Phrase("API key", "API 密钥"),
    "reach": Phrase("reachability", "连通性"),
    "accepted": Phrase("key at the service", "服务端的密钥"),
    "clock": Phrase("clock", "时钟"),
    "storage": Phrase("storage for uploads", "上传存储"),
    "limits": Phrase("rate limits", "速率限制"),
    "dedicated": Phrase("dedicated key", "专用密钥"),
}
FOUND: Final[Mapping[str, Phrase]] = {
    "writable": Phrase("{path} can be written", "{path} 可以写入"),
    "unwritable": Phrase("{path} can't be written: {why}", "{path} 无法写入：{why}"),
    "fit": Phrase(
        "{path} is as fit: writable, durable, with locks that hold", "{path} 同样合适：可写、持久、文件锁有效"
    ),
    "room": Phrase("{room} free", "剩余 {room}"),
    "kind": Phrase("{kind}", "{kind}"),
    "kind-untold": Phrase("this system doesn't tell its kind", "本系统不提供其类型"),
    "kind-remote": Phrase(
        "{kind} is on another machine: its locks and commits are not those of a disk",
        "{kind} 位于其他机器：其文件锁和提交不等同于本地磁盘",
    ),
    "durable": Phrase(
        "a commit is on disk when it is said to be (journal_mode WAL, synchronous FULL)",
        "提交返回时数据已落盘（journal_mode WAL，synchronous FULL）",
    ),
    "sound": Phrase("{path} can be read whole", "{path} 完整可读"),
    "locks-hold": Phrase("a lock that is held is held against everybody else", "已持有的锁对其他进程有效"),
    "locks-loose": Phrase(
        "a lock that is held was taken a second time: two processes would not see each other",
        "已持有的锁被再次取得：两个进程会互相看不见",
    ),
    "codecs": Phrase(
        "PyAV {version} with libavcodec {codecs} reads and writes all that is needed",
        "PyAV {version}（libavcodec {codecs}）可以读写所需的一切",
    ),
    "codecs-missing": Phrase(
        "PyAV {version} with libavcodec {codecs} lacks {names}", "PyAV {version}（libavcodec {codecs}）缺少 {names}"
    ),
    "at": Phrase("{region}, at {url}", "{region}，位于 {url}"),
    "inside": Phrase(
        "{region}, the draft service of this project, on this machine", "{region}，本项目的草稿服务，在本机"
    ),
    "overlooked": Phrase(
        "{region}, the draft service of this project; DASHSCOPE_HTTP_BASE_URL does not concern it",
        "{region}，本项目的草稿服务；DASHSCOPE_HTTP_BASE_URL 与它无关",
    ),
    "direct": Phrase("asked directly, with the certificates that the system trusts", "直接连接，使用系统信任的证书"),
    "direct-bundle": Phrase("asked directly, with the certificates of {path}", "直接连接，使用 {path} 中的证书"),
    "proxied": Phrase(
        "asked through the proxy {proxy}, with the certificates that the system trusts",
        "通过代理 {proxy} 连接，使用系统信任的证书",
    ),
    "proxied-bundle": Phrase(
        "asked through the proxy {proxy}, with the certificates of {path}",
        "通过代理 {proxy} 连接，使用 {path} 中的证书",
    ),
    "on-this-machine": Phrase("on this machine; nothing leaves it", "在本机，任何内容都不离开本机"),
    "key-unneeded": Phrase("none is needed", "不需要"),
    "key-there": Phrase(
        "there (mark {mark}; the key itself is never shown)", "已设置（标记 {mark}；密钥本身从不显示）"
    ),
    "reached": Phrase("the service answers", "服务有应答"),
    "unreached": Phrase("the service gives no answer: {why}", "服务没有应答：{why}"),
    "key-accepted": Phrase(
        "accepted; the list of jobs of the last 24 h can be read", "被接受；可以读取最近 24 小时的作业列表"
    ),
    "key-refused": Phrase("refused with {code}: {why}", "被拒绝，代码 {code}：{why}"),
    "list-odd": Phrase("the list of jobs can't be read: {why}", "无法读取作业列表：{why}"),
    "list-busy": Phrase(
        "the service is busy (429): whether it takes the key can't be told", "服务繁忙（429）：无法得知它是否接受密钥"
    ),
    "untold": Phrase("can't be told, because the service was not reached", "未能连通服务，无法得知"),
    "clock-equal": Phrase("within {seconds} s of the service's", "与服务的时钟相差不到 {seconds} 秒"),
    "clock-ahead": Phrase(
        "{seconds} s ahead of the service's; what decides about money goes by the service's",
        "比服务的时钟快 {seconds} 秒；与付费有关的判断以服务的时钟为准",
    ),
    "clock-behind": Phrase(
        "{seconds} s behind the service's; what decides about money goes by the service's",
        "比服务的时钟慢 {seconds} 秒；与付费有关的判断以服务的时钟为准",
    ),
    "clock-untold": Phrase("the service's answer had no date", "服务的应答没有日期"),
    "storage-reached": Phrase("{host} answers", "{host} 有应答"),
    "storage-away": Phrase("{host} gives no answer: {why}", "{host} 没有应答：{why}"),
    "storage-refused": Phrase("the service gives no leave to upload: {why}", "服务不允许上传：{why}"),
    "limit": Phrase(
        "{group}: {running} (job|jobs) at once, {submits} submits, {queries} queries",
        "{group}：同时 {running} 个作业，提交 {submits}，查询 {queries}",
    ),
    "dedicated": Phrase(
        "nothing but editchain on this machine has used this key in the last 24 h ({count} jobs, all known)",
        "最近 24 小时内只有本机的 editchain 使用过该密钥（{count} 个作业，均已知）",
        one="nothing but editchain on this machine has used this key in the last 24 h ({count} job, which is known)",
    ),
    "dedicated-unseen": Phrase(
        "no job of the last 24 h is listed: whether others use this key can't be seen",
        "列表中没有最近 24 小时的作业：无法得知是否有人使用该密钥",
    ),
    "not-dedicated": Phrase(
        "NOT dedicated: the list shows {count} jobs of this key that nobody here has sent ({jobs})",
        "并非专用：列表中有 {count} 个该密钥的作业不是从这里发送的（{jobs}）",
        one="NOT dedicated: the list shows {count} job of this key that nobody here has sent ({jobs})",
    ),
    "perhaps-shared": Phrase(
        "the list shows {count} jobs that nobody here has sent; whether they are of this key can't be told yet ({jobs})",
        "列表中有 {count} 个作业不是从这里发送的；尚无法判断它们是否属于该密钥（{jobs}）",
        one="the list shows {count} job that nobody here has sent; whether it is of this key can't be told yet ({jobs})",
    ),
    "own-service": Phrase("the draft service has no other users", "草稿服务没有其他使用者"),
}
CURES: Final[Mapping[str, Phrase]] = {
    "make-room": Phrase("make room, or `editchain gc`", "腾出空间，或运行 `editchain gc`"),
    "move-state": Phrase(
        "put the state on a disk of this machine: EDITCHAIN_HOME names the folder",
        "把状态放到本机磁盘：用 EDITCHAIN_HOME 指定文件夹",
    ),
    "mend-rights": Phrase(
        "mend the rights of that folder, or name another by EDITCHAIN_HOME",
        "请修正该文件夹的权限，或用 EDITCHAIN_HOME 指定另一个",
    ),
    "install-av": Phrase(
        "install editchain anew: pip install --force-reinstall editchain",
        "请重新安装 editchain：pip install --force-reinstall editchain",
    ),
    "set-clock": Phrase("let this machine set its clock by the network (NTP)", "请让本机通过网络（NTP）校时"),
    "other-key": Phrase("take a valid key of this region from the console", "请从控制台取得该区域的有效密钥"),
    "mend-network": Phrase(
        "look at the network, at HTTPS_PROXY and NO_PROXY, and at the address",
        "请检查网络、HTTPS_PROXY 与 NO_PROXY，以及地址",
    ),
    "later": Phrase("run `editchain doctor` again later", "稍后再次运行 `editchain doctor`"),
    "open-storage": Phrase(
        "let the firewall or proxy pass {host}; the key never goes there",
        "请让防火墙或代理放行 {host}；密钥从不发往那里",
    ),
    "own-key": Phrase(
        "make a key for editchain alone: then a job whose answer was lost is found at once",
        "请为 editchain 单独创建一个密钥：这样丢失应答的作业可以立即找到",
    ),
}
