"""Every word of the page that is not measured or written by a model.

Complaints about a request are those of demo.request_limits.
"""

from __future__ import annotations

from functools import lru_cache

from demo.words.languages import Words, chooser
from demo.words.mode_words import side_names

ENGLISH: Words = {
    "tagline": "A teacher and the 4-bit student it taught answer at once.",
    "tagline_other": "A large model and a small 4-bit one answer at once.",
    "tagline_itself": "A model and itself in 4 bits answer at once.",
    "all_here": " Every number is measured here.",
    "partly_here": " One side answers over the network: its numbers are what arrived here.",
    "none_here": " Both answer over the network: their numbers are what arrived here.",
    "to_method": "How it measures", "to_readme": "README", "to_source": "Source",
    "ask": "Your question", "placeholder": "Ask both models something …",
    "run": "Run", "stop": "Stop", "leave": "Leave queue", "try": "Try",
    # Labels of shipped pairs; another pair's own label is shown as it is.
    "subjects": {},
    "language": "Language", "pair": "Pair of models",
    "one_pair": "The only one here: on ZeroGPU the models are loaded when the Space starts.",
    "left_out": "Left out because it cannot be read: {} (the server's log says why).",
    "settings": "Settings", "max_tokens": "Max tokens", "temperature": "Temperature",
    "top_p": "Top-p", "seed": "Seed",
    "teacher": "Teacher", "student": "Student", "parts": "Here the two answers part.",
    "waiting": "waiting", "reading": "reading", "answering": "answering",
    "replaying": "replaying", "idle": "ready", "unloaded": "not loaded yet",
    "eos": "done", "not_asked": "not asked", "stopped": "stopped", "max_tokens_end": "token limit",
    "time_limit": "time limit", "error": "failed: {}",
    "stop_one": "Stop the {}",
    "parameters": "parameters", "weighs": "{} MB of weights",
    "stored": "{} stored, {} compute", "4bit": "{} 4-bit",
    "8bit": "{} 8-bit", "of_weights": " of weights",
    "empty": "The {}'s answer streams here, with its own clock and memory below it.",
    "loading_card": "The models are loading. The answer starts as soon as they are ready.",
    "ttft": "to first token", "speed": "output speed", "cps": "characters",
    "own_time": "own time", "own_time_tokens": "own time, {} tokens",
    "own_time_token": "own time, 1 token",
    "memory_now": "memory so far", "memory_peak": "memory at peak",
    "memory_part": "memory, without peak",
    "details": "Per token {} ms median, {} ms at the 95th percentile; {} prompt tokens "
               "read, {} a second.",
    "kept": " {} more were kept in the KV cache.",
    "asked_head": "What this side was asked", "as_text": "As text",
    "as_rich": "As Markdown", "copy_code": "Copy",
    "thought": "Reasoning, {} tokens", "thinking": "Reasoning …",
    "thought_until": "; first word of the answer after {} s",
    "thought_only": "; it ended before an answer began",
    "no_answer": "(no answer)", "earlier": "Earlier in this conversation", "follow": "Ask on",
    "follow_placeholder": "Ask both something more …", "follow_ask": "Ask",
    "follow_replace": "Ask again", "editing": "Your last question and its answers are replaced.",
    "cancel": "Cancel", "only": "only the {}",
    "edit": "Edit and ask again", "new_conversation": "New conversation",
    "room": "Room for about {} more tokens.",
    "no_room": "The context is full: begin a new conversation.",
    "system": "System prompt", "system_none": "Empty: the models' own, if they have one",
    "system_note": "Holds for new questions; a conversation keeps the one it began with.",
    "penalties": "With the models' own penalties",
    "penalties_note": "A repetition penalty, where a model's files ask for one. Answers change.",
    "greedy": "Greedy", "sampled": "Sampled", "without_own": ", without its {}",
    "with_own": ", with its {}",
    "makers": "; its makers sample at {}", "setting_and": ", ", "stop_mark": ".",
    "no_conversation": "These models take one question at a time: ask a new one.",
    "not_measured": "not measured", "why_running": "it is known when the answer ends",
    "live": "live", "measured": "measured here", "recorded": "recorded on {}, {}",
    "undated": "an unknown day", "unknown_device": "an unknown device",
    "clock": "each side is timed on its own clock; they take turns, so you wait for the sum of "
             "both",
    "waited": "you waited {} s: both sides, one after the other",
    "racing": "Both sides are answering …", "racing_one": "The {} is still answering …",
    "finishing": "Still being measured: memory at peak, and agreement.",
    "finishing_remote": "Still being measured: memory at peak.",
    "replayed": "A replay: both answer as they did, on the same clock.",
    "no_race": "No comparison yet.",
    "remote": "remote", "over_network": "over the network, {}",
    "memory_remote": "memory not known",
    "clock_network": "the remote side answers meanwhile, on the network's clock",
    "network_banner": "One side answers over the network: its times hold the network's and the "
                      "server's load, and its tokens are its own. Compare characters per second.",
    "pieces": "Between pieces {} ms median, {} ms at the 95th percentile; {} pieces.",
    "some_pieces": "Between pieces {} ms median; {} pieces.",
    "few_pieces": "It came in {} pieces.", "one_piece": "It came in one piece.",
    "together": "They came together, so how fast they were written is not known.",
    "asked_again": "It was asked {} times, the last time after {} s, which the time to first token "
                   "holds.",
    "remark": "Note: {}.",
    "counted": {"server": "{} tokens read and {} written, by the server's count.",
                "tokenizer": "{} tokens read; {} written, by our own tokenizer of the model.",
                "estimated": "Some {} tokens read and {} written: nobody counted, four characters "
                             "are taken for one.",
                "implausible": "The server's count cannot be: some {} tokens read and {} written, "
                               "four characters taken for one."},
    "cost": "It cost {} {}.", "cost_most": "It may cost up to {} {}.",
    "incomparable": "The two tokenizers differ, so token counts and tokens per second are "
                    "not comparable: compare characters per second.",
    "track": "The track", "track_read": "Each tick is one token, placed at the time on its "
                                        "side's own clock.",
    "track_pieces": "Each tick is one token here, or one piece of what came over the network.",
    "track_whole": "Show all of it",
    "track_keys": "Plus and minus look closer, arrows move, 0 shows all.",
    "track_label": "{}: {} tokens in {} s",
    "ledger": "The ledger",
    "ledger_read": "The memory each side really holds, in MB (a million bytes); bars start at "
                   "zero.",
    "energy": "Energy: {}.", "energy_and": ", ", "joules": "{} J a token, {} J this answer",
    "energy_how": " The whole card's, each side alone, measured when it was loaded.",
    "smaller_by_bytes": "The student's weights take {0}× less: as many parameters, with {2}× fewer "
                        "bytes for each.",
    "smaller": "The student's weights take {0}× less: {1}× fewer parameters, and {2}× fewer bytes "
               "for each.",
    "weights": "weights", "quantization_state": "quantisation state",
    "embeddings": "embeddings and head", "unquantized": "not quantised",
    "kv_cache": "KV cache", "working_peak": "working peak",
    "total": "in all",
    "agreement": "Would the teacher have said it?",
    "agreement_running": "Known when both answers are complete: the teacher then reads the "
                         "student's answer once.",
    "agreement_read": "The student's words, darker where the teacher found them less likely. "
                      "Acceptance {}: the teacher would have kept {} of the student's tokens.",
    "agreement_whole": "At every one of the student's {} tokens the teacher would have said "
                       "the same.",
    "agreement_before": "Up to where they part ({0} tokens) the teacher would have said the same "
                        "word at {1}.",
    "agreement_after": "From the student's token {0} on, reading the student's own text, at {1}.",
    "agreement_turns": "In a conversation the teacher reads the student's side of it here.",
    "agreement_loop": "The student repeats itself: whoever reads a loop predicts it, so agreement "
                      "says little there.",
    "between_sentences": " ", "choices_title": "Likeliest where they part",
    "diff_title": "Both answers, word by word",
    "agreement_same": "The teacher gave this {} and would have said the same.",
    "agreement_instead": "The teacher gave this {} and would have said “{}”.",
    "repeats": "Asked {} times", "repeats_read": "The median of all runs, and the least and the "
                                                "most; the ratio is taken within each run.",
    "repeats_ttft": "to first token", "repeats_tpot": "per token", "repeats_ratio": "ratio",
    "repeat": "Ask again", "repeat_runs": "{} times", "another_seed": "With another seed",
    "repeat_late": "A minute was over after {} of {} times.",
    "repeating": "Asking again: {} of {} …", "repeat_note": "To see how far the numbers scatter.",
    "busy": "This machine was busy while this side ran: repeat it.",
    "levels": {"agrees": "teacher agrees", "likely": "likely", "possible": "possible",
               "otherwise": "teacher would have said something else"},
    "lineage": {
        "distilled here": "distilled here", "documented": "distilled, documented: {}",
        "sibling": "siblings, not distilled from each other", "unknown": "lineage unknown",
    },
    "loading": "loading the models …", "loading_side": "loading the models: {side}, {percent} %",
    "warming": "loading the models: {side}, warming up …",
    "downloading": "downloading: {side}, {done} of {whole}",
    "idle_pair": "loaded by the next run", "failed": "The models are not loaded: {}",
    "cores": "{} CPU cores", "core": "1 CPU core", "compute": "{} compute",
    "threads": "{} threads", "thread": "1 thread",
    "on_gpu": "On one {device}, with random weights of usual sizes ({teacher} and {student}), one "
              "token took {slow} and {fast} ms: {ratio}× (measured on {day}).",
    "banner": "These numbers were measured on a CPU, under the same rules for both sides. Their "
              "ratio holds for this CPU; on a GPU it is another one.",
    "banner_one": "The {}'s numbers were measured on this CPU; the other side's are what came over "
                  "the network, from hardware that is not known here.",
    "queue": "Another comparison is being measured, and nothing may disturb it. "
             "You are number {n} of {m} in the queue.",
    "queue_full": "The queue is full: please try again in a minute.",
    "queue_session": "A question of yours is already waiting: let it have its turn, or leave "
                     "the queue first.",
    "queue_address": "Two questions from your address are already waiting: please try again "
                     "when one of them has had its turn.",
    "pair_not_here": "The link names a pair that is not offered here ({}): another is chosen.",
    "broken": "Something went wrong on our side (error {}). Please run it again.",
    "lost": "The connection was lost. Reload the page to go on.",
    "day": "{d} {month} {y}",
    "months": "January February March April May June July August September October November "
              "December".split(),
}
CHINESE: Words = {
    "tagline": "师父与它教出的 4 位量化徒弟同时作答",
    "tagline_itself": "一个模型与它自己的 4 位版本同时作答",
    "tagline_other": "一个大模型与一个 4 位小模型同时作答",
    "all_here": "，所有数字都在这里实测。",
    "partly_here": "。有一边经网络作答：它的数字是到达这里时测得的。",
    "none_here": "。两边都经网络作答：它们的数字是到达这里时测得的。",
    "to_method": "如何测量", "to_readme": "说明", "to_source": "源代码",
    "ask": "你的问题", "placeholder": "问两个模型一个问题……",
    "run": "运行", "stop": "停止", "leave": "退出排队", "try": "试试",
    "subjects": {"sums": "算术", "time": "时间", "words": "词语", "not taught": "没教过",
                 "numbers": "数字", "explain": "解释", "story": "故事", "essay": "文章",
                 "news": "新闻", "list": "列表", "code": "代码", "facts": "常识"},
    "language": "语言", "pair": "模型对",
    "one_pair": "这里只有这一对：在 ZeroGPU 上，模型在 Space 启动时载入。",
    "left_out": "无法读取而未列出：{}（原因见服务器日志）。",
    "settings": "设置", "max_tokens": "词元上限", "temperature": "温度",
    "top_p": "Top-p", "seed": "随机种子",
    "teacher": "师父", "student": "徒弟", "parts": "两边的回答从这里开始不同。",
    "waiting": "等待中", "reading": "读题中", "answering": "作答中", "replaying": "回放中",
    "idle": "就绪", "unloaded": "尚未加载",
    "eos": "完成", "not_asked": "没问", "stopped": "已停止", "max_tokens_end": "到词元上限",
    "time_limit": "到时间上限", "error": "出错：{}",
    "stop_one": "停止{}",
    "parameters": "参数", "weighs": "权重 {} MB", "stored": "{} 存储，{} 计算", "4bit": "{} 4 位",
    "8bit": "{} 8 位", "of_weights": " 的权重",
    "empty": "{}的回答会在这里逐字出现，下方是它自己的计时和内存。",
    "loading_card": "模型正在载入，就绪后立即开始作答。",
    "ttft": "首个词元", "speed": "输出速度", "cps": "字符",
    "own_time": "自身用时", "own_time_tokens": "自身用时，{} 词元",
    "own_time_token": "自身用时，1 词元",
    "memory_now": "目前内存", "memory_peak": "峰值内存", "memory_part": "内存（不含峰值）",
    "details": "每词元中位 {} 毫秒，第 95 百分位 {} 毫秒；读题 {} 词元，每秒 {} 个。",
    "kept": "另有 {} 个留在 KV 缓存里。",
    "asked_head": "这一边实际读到的", "as_text": "看原文", "as_rich": "看排版", "copy_code": "复制",
    "thought": "推理，{} 词元", "thinking": "推理中……",
    "thought_until": "；{} 秒后开始回答", "thought_only": "；还没开始回答就结束了",
    "no_answer": "（没有回答）", "earlier": "这段对话之前的内容", "follow": "接着问",
    "follow_placeholder": "再问两边一句……", "follow_ask": "提问",
    "follow_replace": "重问", "editing": "上一个问题和它的回答会被替换。",
    "cancel": "取消", "only": "只有{}",
    "edit": "修改后重问", "new_conversation": "新对话",
    "room": "大约还能容纳 {} 个词元。", "no_room": "上下文已满：请开始新对话。",
    "system": "系统提示词", "system_none": "留空：用模型自带的（若有）",
    "system_note": "对新问题有效；一段对话沿用它开始时的提示词。",
    "penalties": "用模型自带的惩罚设置",
    "penalties_note": "例如模型文件要求的重复惩罚；它会改变回答。",
    "greedy": "贪心", "sampled": "采样", "without_own": "，未用其 {}", "with_own": "，用其 {}",
    "makers": "；其作者采样用 {}", "setting_and": "、", "stop_mark": "。",
    "no_conversation": "这两个模型一次只答一个问题：请另问一个。",
    "not_measured": "未测得", "why_running": "作答结束时才知道",
    "live": "实时", "measured": "在此实测", "recorded": "录制于 {}，{}",
    "undated": "未知日期", "unknown_device": "未知设备",
    "clock": "两边各自计时、轮流运行，所以等待时间是两者之和",
    "waited": "你等了 {} 秒：两边先后轮流运行",
    "racing": "两边正在作答……", "racing_one": "{}还在作答……",
    "finishing": "仍在测量：内存峰值与一致度。", "finishing_remote": "仍在测量：内存峰值。",
    "replayed": "回放：两边按当时的速度作答。", "no_race": "还没有比较。",
    "remote": "远程", "over_network": "经网络，{}",
    "memory_remote": "内存不详",
    "clock_network": "远程一边同时作答，按网络的时钟计时",
    "network_banner": "有一边经网络作答：它的时间包含网络与服务器的负载，词元也是它自己的。"
                      "请比较每秒字符数。",
    "pieces": "片段间隔中位 {} 毫秒，第 95 百分位 {} 毫秒；共 {} 段。",
    "some_pieces": "片段间隔中位 {} 毫秒；共 {} 段。",
    "few_pieces": "分 {} 段收到。", "one_piece": "一次收到全文。",
    "together": "各段一起到达，书写速度无从得知。",
    "asked_again": "问了 {} 次，最后一次在 {} 秒之后，首词元时间包含这段等待。",
    "remark": "注意：{}。",
    "counted": {"server": "服务器计：读 {} 词元，写 {} 词元。",
                "tokenizer": "读 {} 词元；写 {} 词元，由我们同一模型的分词器计。",
                "estimated": "约读 {} 词元、写 {} 词元：没有人计数，按四个字符一个词元估算。",
                "implausible": "服务器的计数不可信：约读 {} 词元、写 {} 词元，"
                               "按四个字符一个词元估算。"},
    "cost": "花费 {} {}。", "cost_most": "可能花费至多 {} {}。",
    "incomparable": "两边的分词器不同，词元数和每秒词元数不可比：请比较每秒字符数。",
    "track": "赛道", "track_read": "每一条竖线是一个词元，位置是它那一边时钟上的时间。",
    "track_pieces": "本地每一条竖线是一个词元，经网络来的每一条是收到的一段。",
    "track_whole": "显示全部",
    "track_keys": "加号和减号缩放，方向键移动，0 显示全部。",
    "track_label": "{}：{} 个词元，{} 秒",
    "ledger": "账本", "ledger_read": "每一方实际占用的字节，单位 MB（百万字节），从零画起。",
    "energy": "能耗：{}。", "energy_and": "，", "joules": "每词元 {} 焦，这个回答 {} 焦",
    "energy_how": "整块显卡的能耗，载入时各自单独测得。",
    "smaller_by_bytes": "徒弟的权重小到 1/{0}：参数一样多，每个参数的字节少到 1/{2}。",
    "smaller": "徒弟的权重小到 1/{0}：参数少到 1/{1}，每个参数的字节少到 1/{2}。",
    "weights": "权重", "quantization_state": "量化状态", "embeddings": "词嵌入与输出层",
    "unquantized": "未量化部分", "kv_cache": "KV 缓存", "working_peak": "运算峰值",
    "total": "合计",
    "agreement": "师父也会这么说吗？",
    "agreement_running": "两边答完之后，师父把徒弟的答案读一遍，才知道结果。",
    "agreement_read": "徒弟的话，颜色越深，师父觉得越不可能。"
                      "接受率 {}：徒弟的词元师父会保留 {}。",
    "agreement_whole": "徒弟的 {} 个词元，师父个个都会这么说。",
    "agreement_before": "在两边分开之前（{0} 个词元），师父在 {1} 的位置会说同一个词。",
    "agreement_after": "从徒弟的第 {0} 个词元起，师父读着徒弟自己的文字，这一比例是 {1}。",
    "agreement_turns": "在对话里，这里师父读的是徒弟那一边的对话。",
    "agreement_loop": "徒弟在重复自己：谁读到循环都能猜中，所以那里的一致说明不了什么。",
    "between_sentences": "", "choices_title": "分开之处最可能的词",
    "diff_title": "逐词对照两边的回答",
    "agreement_same": "师父给这个词元的概率是 {}，也会这么说。",
    "agreement_instead": "师父给这个词元的概率是 {}，自己会说“{}”。",
    "repeats": "问了 {} 次", "repeats_read": "各次的中位数，以及最小和最大值；比值在同一次内计算。",
    "repeats_ttft": "首个词元", "repeats_tpot": "每词元", "repeats_ratio": "比值",
    "repeat": "再问", "repeat_runs": "{} 次", "another_seed": "换一个随机种子",
    "repeat_late": "问了 {} 次（共 {} 次），一分钟到了。",
    "repeating": "正在再问：第 {} 次，共 {} 次……", "repeat_note": "看看这些数字有多稳定。",
    "busy": "这一边运行时机器正忙：请重复测量。",
    "levels": {"agrees": "师父同意", "likely": "较可能", "possible": "有可能",
               "otherwise": "师父会说别的"},
    "lineage": {
        "distilled here": "在此蒸馏", "documented": "有据可查的蒸馏：{}",
        "sibling": "同门兄弟，并非互相蒸馏", "unknown": "来历不明",
    },
    "loading": "正在载入模型……", "loading_side": "正在载入模型：{side}，{percent}%",
    "warming": "正在载入模型：{side}，预热中……",
    "downloading": "正在下载：{side}，{done}，共 {whole}",
    "idle_pair": "下次运行时载入", "failed": "模型未能载入：{}",
    "cores": "{} 个 CPU 核", "core": "1 个 CPU 核", "compute": "{} 计算",
    "threads": "{} 线程", "thread": "1 线程",
    "on_gpu": "在一块 {device} 上，用常见大小的随机权重（{teacher} 与 {student}），"
              "每词元 {slow} 与 {fast} 毫秒，相差 {ratio} 倍（测于 {day}）。",
    "banner": "这些数字在 CPU 上测得，两边规则相同；比值只对这块 CPU 成立，在 GPU 上会不同。",
    "banner_one": "{}的数字在这块 CPU 上测得；另一边的来自网络，其硬件这里不得而知。",
    "queue": "另一个比较正在测量，不能打扰。你排在第 {n} 位，共 {m} 位。",
    "queue_full": "排队已满：请过一分钟再试。",
    "queue_session": "你已有一个问题在排队：请等它运行，或先退出排队。",
    "queue_address": "你的网络地址已有两个问题在排队：请等其中一个运行后再试。",
    "pair_not_here": "链接里的这一对在这里没有（{}）：已改选另一对。",
    "broken": "我们这边出了问题（错误 {}）。请再运行一次。",
    "lost": "连接已断开。请重新载入页面。",
    "day": "{y} 年 {month} 月 {d} 日",
    "months": [str(month) for month in range(1, 13)],
}
words = chooser(ENGLISH, CHINESE)


@lru_cache
def words_of(mode: str, language: str) -> Words:
    """The same, with the sides called what they are in this mode."""
    return {**words(language), **side_names(mode, language)}


# What the pages say of students in general, and what remains of it for one that is not in 4 bits.
WITHOUT_BITS = {"the 4-bit student": "the student", "a small 4-bit one": "a small one",
                "itself in 4 bits": "itself in fewer bits", "它自己的 4 位版本": "它自己的低位版本",
                "4 位量化徒弟": "徒弟", " 4 位小模型": "小模型"}
FOUR_BITS = ("NF4", "FP4")


def claim(text: str, quantization: str | None) -> str:
    """`text` as it may be said of a student with this label; None when none is loaded yet."""
    if quantization is None or quantization in FOUR_BITS:
        return text
    for said, left in WITHOUT_BITS.items():
        text = text.replace(said, left)
    return text
