"""What the engine says in English into a recording, told in the reader's language.

Only the sentences below are; anything else (a model's own complaint, say) is shown as recorded.
"""

from __future__ import annotations

import re
from functools import lru_cache

EAGER = r"(decode steps run eagerly, with a KV cache that grows)"
EAGER_ZH = "逐步解码直接运行，KV 缓存逐步增长，因为"
SIDES_ZH = {"teacher": "师父", "student": "徒弟"}
# English as a pattern, and Chinese with its groups by number.
SENTENCES = (
    (r"(\d+) threads? of (\d+) CPU cores \((.+)\)", r"\2 个 CPU 核中的 \1 个线程（\3）"),
    (r"(\d+) threads? for the models: THREADS says so", r"模型用 \1 个线程：由 THREADS 指定"),
    (r"(\d+) threads? for the models: there is one core", r"模型用 \1 个线程：只有一个核"),
    (r"(\d+) threads? for the models: one of (\d+) cores is left to the page, so that watching "
     r"costs no speed", r"模型用 \1 个线程：\2 个核里留一个给网页，观看不影响速度"),
    (r"on the CPU, because CUDA_VISIBLE_DEVICES hides every GPU",
     r"在 CPU 上运行，因为 CUDA_VISIBLE_DEVICES 隐藏了所有 GPU"),
    (r"on the CPU, because this torch cannot use this machine's GPU \(its build, or the driver\)",
     r"在 CPU 上运行，因为这个 torch 用不了这台机器的 GPU（构建或驱动的原因）"),
    (r"GPU (\d+) of (\d+) is used, and no other", r"\2 块 GPU 中只用第 \1 块"),
    (r"a GPU is lent for each race, because this Space runs on ZeroGPU",
     r"每场比赛借用一块 GPU，因为这个 Space 运行在 ZeroGPU 上"),
    (r"a fresh ZeroGPU worker, warmed up before it was timed",
     r"全新的 ZeroGPU 进程，计时前已预热"),
    (r"(bf16|fp16) compute, because this (CPU|GPU) has it in hardware",
     r"用 \1 计算，因为这块 \2 有硬件支持"),
    (r"fp32 compute, because this CPU has no bf16 arithmetic \(AVX512-BF16\)",
     r"用 fp32 计算，因为这块 CPU 没有 bf16 运算（AVX512-BF16）"),
    (r"fp16 compute, because this GPU has no bf16", r"用 fp16 计算，因为这块 GPU 没有 bf16"),
    (r"decode steps run eagerly, with a KV cache that grows", r"逐步解码直接运行，KV 缓存逐步增长"),
    (r"decode steps run eagerly, with a KV cache of fixed length",
     r"逐步解码直接运行，KV 缓存长度固定"),
    (EAGER + r", because only a GPU replays graphs", EAGER_ZH + "只有 GPU 能重放图"),
    (EAGER + r", because the (teacher|student) has 8-bit layers, which ask the host at every step",
     EAGER_ZH + r"\2有 8 位层，每步都要问主机"),
    (EAGER + r", because the (teacher|student) takes no cache of fixed length",
     EAGER_ZH + r"\2不接受长度固定的缓存"),
    (EAGER + r", because the (teacher|student) keeps what it has read in a (\S+)",
     EAGER_ZH + r"\2把读过的内容放在 \3 里"),
    (EAGER + r", because the (teacher|student)'s could not be "
     r"(captured|run with a cache of fixed length)", EAGER_ZH + r"\2的解码步骤做不到"),
    (r"decode steps are replayed as CUDA graphs, with a KV cache of fixed length",
     r"逐步解码以 CUDA 图重放，KV 缓存长度固定"),
    (r"stored in (\S+), run in (\S+) on this (CPU|GPU)", r"以 \1 存储，在这块 \3 上以 \2 运行"),
    (r"stored in (\S+), unpacked while loading", r"以 \1 存储，载入时展开"),
    (r"stored in (\S+) already, so not quantised to NF4", r"已以 \1 存储，因此没有量化成 NF4"),
    (r"quantised to NF4 while loading", r"载入时量化成 NF4"),
    (r"memory that steps use is kept between them, not mapped anew by the system",
     r"每步所用的内存留着再用，不由系统每步重新映射"),
    (r"(\d+) of (\d+) 4-bit layers run bitsandbytes' fused AVX512-BF16 kernel",
     r"\2 个 4 位层中有 \1 个使用 bitsandbytes 融合的 AVX512-BF16 内核"),
    (r"embeddings and head kept in (\S+), widened as they are used",
     r"词嵌入与输出层以 \1 保存，用时展宽"),
    (r"embeddings and head stored in (\S+), widened to (\S+)",
     r"词嵌入与输出层以 \1 存储，展宽为 \2"),
    (r"its tokenizer has (\d+) tokens more than the model has rows",
     r"它的分词器比模型多 \1 个词元"),
    (r"not measured: the side ended before its first token",
     r"未测得：这一边在第一个词元之前就结束了"),
    (r"not measured: this device has no energy counter", r"未测得：这台设备没有能耗计数器"),
    (r"not measured: others use the card whose GPU is lent",
     r"未测得：借来的 GPU 所在的显卡还有别人在用"),
    (r"not measured: its decode steps failed", r"未测得：它的解码步骤出错"),
    (r"not measured: nvidia-ml-py is not installed", r"未测得：没有安装 nvidia-ml-py"),
    (r"not measured: the two sides cut text into different tokens", r"未测得：两边的分词不同"),
    (r"not measured: it was shared before that", r"未测得：分享时尚未测完"),
    (r"not measured: the teacher verified every token itself",
     r"未测得：每个词元都由师父自己核对过"),
    (r"not measured: the teacher was not asked", r"未测得：没有问师父"),
    (r"not measured: two models share its tokens", r"未测得：两个模型共写这些词元"),
    (r"not measured: a side is remote", r"未测得：有一边在网络的另一头"),
    (r"not measured: remote", r"未测得：远程"),
    (r"it sent more than was asked for, and was cut here", r"它发来的超出了所问的长度，在此截断"),
    (r"it went on after it had told its end", r"它说结束之后仍在继续"),
    (r"asking again in (\S+) s, time (\d+) of at most (\d+): (.+)",
     r"\1 秒后再问，第 \2 次（至多 \3 次）：\4"),
    (r"it answers over the network, from (\S+)", r"经网络作答，来自 \1"),
    (r"asked without (.+), which it does not take", r"提问时不带它不接受的 \1"),
    (r"prices of (.+): (\S+) in and (\S+) out, ([A-Z]+) a million tokens",
     r"\1 的价格：每百万词元输入 \2、输出 \3 \4"),
    (r"asked with (.+) of the pair's file", r"提问时带上模型对文件里的 \1"),
    (r"not measured: the teacher could not be asked", r"未测得：没能问到师父"),
    (r"not measured: the student said nothing", r"未测得：徒弟什么也没说"),
    (r"not measured: reading the answer once more failed", r"未测得：重读答案时出错"),
    (r"not measured: repeating the prefill failed", r"未测得：重做读题时出错"),
    (r"The device ran out of memory: ask for fewer tokens or choose a smaller pair\.",
     r"设备内存不足：请减少词元或换一对更小的模型。"),
    (r"This side failed for a reason of its own \(error (\S+) in the log\)\.",
     r"这一边自己出了错（日志中的错误 \1）。"),
)


def told(sentence: str, language: str) -> str:
    """The sentence in `language`."""
    return sentence if language != "zh" else _chinese(sentence)


def each_told(sentences: str, language: str) -> str:
    """Several, separated by commas, each in `language`."""
    return (", " if language != "zh" else "，").join(
        told(one, language) for one in sentences.split(", "))


@lru_cache(maxsize=1024)
def _chinese(sentence: str) -> str:
    for english, chinese in SENTENCES:
        if match := re.fullmatch(english, sentence):
            return _sides(match.expand(chinese))
    return sentence


def _sides(chinese: str) -> str:
    for side, name in SIDES_ZH.items():
        chinese = chinese.replace(side, name)
    return chinese
