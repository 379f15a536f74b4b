"""The words of many prompts raced one after the other, and of their shared page."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "many": "Several prompts", "about": "Every prompt is raced like a question of its own, with "
    "the settings above; what is shown are medians with their intervals, and one link for all.",
    "prompts": "Prompts", "prompts_info": "One a line, up to {most}; or rows of JSON or CSV with a "
    "“prompt” or “question”.",
    "file": "Read a file", "start": "Race them all", "halt": "Stop", "empty": "Nothing raced yet.",
    "progress_first": "{done} of {whole}", "progress": "{done} of {whole}, about {left} left",
    "lead_in": "Others' races go in between; a pair that is not loaded is loaded first.",
    "over": "All {whole} are raced.", "halted": "Stopped: what was measured stays.",
    "broke": "Ended after {done} of {whole}, as several in a row could not be raced: {why}",
    "only_race": "Several prompts are raced, and the mode under Settings is another: choose Race.",
    "long_list": "The prompts are {n} characters and may have {most} here: leave some out, or race "
                 "them with python -m demo.bench.",
    "under_way": "The prompts are being raced already: wait for them, or press Stop.",
    "title": "{n} prompts: {title}", "title_one": "1 prompt: {title}",
    "raced_on": "Raced one after the other on {day}, {device}; at most {tokens} tokens an answer, "
                "temperature {temperature}, seed {seed}.",
    "raced_partly": "{done} of {whole} prompts were raced.",
    "lead": {
        "faster": "Over {n} prompts the student wrote {x}× faster ({low} to {high}){unit}",
        "slower": "Over {n} prompts the student wrote {x}× slower ({low} to {high}){unit}",
        "alike": "Over {n} prompts both wrote about as fast ({low} to {high} times the teacher's "
                 "speed){unit}",
        "unsure": "Over {n} prompts no side was clearly faster: anything from {low} to {high} "
                  "times the teacher's speed would fit{unit}",
        "few": "Over {n} prompts, too few for an interval, the median speed of the student was "
               "{x}× the teacher's{unit}",
        "few_one": "Of 1 prompt there is no interval: the student's speed was {x}× the "
                   "teacher's{unit}",
        "none": "Over {n} prompts there were too few tokens to compare speed",
        "nothing": "No prompt was answered by both sides, so there is nothing to compare",
    },
    "by_characters": " in characters per second",
    "and_memory": ", and used {x}× less memory", "and_more_memory": ", and used {x}× more memory",
    "same_answers": " {same} of {told} answers were the same ({low} to {high}).",
    "same_one": " The answer was the same.", "other_one": " The answers differed.",
    "end": ".", "trouble_in_all": "{n} could not be compared and count nowhere: the rows say why.",
    "metric": {"ttft": "Time to first token, ms", "tpot": "Time per output token, ms",
               "speed": "Output speed, tokens/s", "characters": "Output speed, characters/s",
               "e2e": "Whole answer, s", "memory": "Peak memory, MB", "tokens": "Tokens",
               "agreement": "Agreement"},
    "agreement_tip": "share of the student's tokens at which the teacher would choose the same",
    "medians": "Medians", "ratio": "Ratio",
    "how": "Medians over the prompts with 95 % intervals (percentile bootstrap of whole prompts). "
           "The ratio is the median of the prompts' own ratios: above 1 the student is faster, "
           "smaller or shorter.",
    "how_few": "Medians over the prompts. Fewer than {fewest} prompts allow no 95 % interval: race "
               "more of them for one.",
    "span": "{low}–{high}", "unmeasured": "not measured",
    "dots": "Ratios, prompt by prompt",
    "dots_read": "Every dot is a prompt, the line is the 95 % interval of the median: right of 1 "
                 "the student is faster, smaller or shorter.",
    "dots_read_few": "Every dot is a prompt, the tall mark is the median: right of 1 the student "
                     "is faster, smaller or shorter.",
    "dots_said": "{name}: {x}×, {low} to {high}", "dots_said_few": "{name}: {x}×",
    "rows": "Prompt by prompt", "prompt": "Prompt", "answers": "Answers",
    "ttft_short": "TTFT, ms", "tpot_short": "TPOT, ms",
    "row_kinds": {"identical": "same, word for word", "same": "same answer",
                  "parts": "part at token {}", "silent": "one is empty", "empty": "both empty",
                  "cut": "alike until cut", "different": "different"},
    "open_row": "Open", "open_row_named": "Open prompt {n}: {prompt}",
    "share_all": "Share all of it", "everybody": "Whoever has the link can then read the prompts "
                                                 "and both sides' answers.",
    "shared": "Shared: whoever has the link can open it.", "embed": "Embed: ",
    "token": "Delete token (keep it): ",
    "unkept": "This server keeps nothing, so a list cannot be shared as a link: download it.",
    "json": "All recordings (JSON)", "csv": "Table (CSV)", "png": "Picture (PNG)",
    "page": "Open it in Apprentice",
    "picture_about": "A teacher and its student on the same prompts, one after the other.",
}
CHINESE: Words = {
    "many": "多个问题",
    "about": "每个问题都按上面的设置单独竞速一次；显示中位数及其区间，并用一个链接分享全部。",
    "prompts": "问题", "prompts_info": "每行一个，最多 {most} 个；也可以是带 prompt 或 question "
                                  "的 JSON 或 CSV 行。",
    "file": "读取文件", "start": "全部竞速", "halt": "停止", "empty": "还没有竞速。",
    "progress_first": "已竞速 {done}/{whole} 个",
    "progress": "已竞速 {done}/{whole} 个，大约还要 {left}",
    "lead_in": "别人的竞速穿插进行；模型未加载时先加载。",
    "over": "{whole} 个问题都已竞速。", "halted": "已停止：测到的都保留。",
    "broke": "在 {whole} 个中的第 {done} 个之后结束，因为接连几个都无法竞速：{why}",
    "only_race": "多个问题只能竞速，而设置中选的是另一种方式：请选“竞速”。",
    "long_list": "问题共有 {n} 个字符，这里最多 {most}：减少一些，或用 python -m demo.bench。",
    "under_way": "这些问题正在竞速：请等待，或按“停止”。",
    "title": "{n} 个问题：{title}", "title_one": "1 个问题：{title}",
    "raced_on": "{day}在 {device} 上逐个竞速；每个回答最多 {tokens} 个词元，"
                "温度 {temperature}，种子 {seed}。",
    "raced_partly": "{whole} 个问题中竞速了 {done} 个。",
    "lead": {
        "faster": "{n} 个问题中，徒弟书写快 {x} 倍（{low} 到 {high}）{unit}",
        "slower": "{n} 个问题中，徒弟书写慢 {x} 倍（{low} 到 {high}）{unit}",
        "alike": "{n} 个问题中，两边书写速度相近（师父的 {low} 到 {high} 倍）{unit}",
        "unsure": "{n} 个问题分不出谁更快：徒弟的速度从师父的 {low} 到 {high} 倍都有可能{unit}",
        "few": "{n} 个问题太少，得不出区间；徒弟速度的中位数是师父的 {x} 倍{unit}",
        "few_one": "只有 1 个问题，得不出区间；徒弟的速度是师父的 {x} 倍{unit}",
        "none": "{n} 个问题的词元太少，无法比较速度",
        "nothing": "没有一个问题是两边都作答的，所以无从比较",
    },
    "by_characters": "（按每秒字符数）",
    "and_memory": "，内存只用 1/{x}", "and_more_memory": "，内存多用到 {x} 倍",
    "same_answers": "{told} 个回答中有 {same} 个相同（{low} 到 {high}）。",
    "same_one": "答案相同。", "other_one": "答案不同。",
    "end": "。", "trouble_in_all": "有 {n} 个无法比较，不计入：原因见各行。",
    "metric": {"ttft": "首个词元的时间（毫秒）", "tpot": "每个词元的时间（毫秒）",
               "speed": "输出速度（词元/秒）", "characters": "输出速度（字符/秒）",
               "e2e": "整个回答（秒）", "memory": "内存峰值（MB）", "tokens": "词元数",
               "agreement": "一致率"},
    "agreement_tip": "徒弟的词元中，师父会选同一个的比例",
    "medians": "中位数", "ratio": "比值",
    "how": "各问题的中位数及 95 % 区间（按整题自助法取百分位）。"
           "比值是各问题自身比值的中位数：大于 1 表示徒弟更快、更小或更短。",
    "how_few": "各问题的中位数。少于 {fewest} 个问题得不出 95 % 区间：请多竞速几个。",
    "span": "{low}–{high}", "unmeasured": "未测量",
    "dots": "逐题的比值",
    "dots_read": "每个点是一个问题，"
                 "横线是中位数的 95 % 区间：在 1 的右边表示徒弟更快、更小或更短。",
    "dots_read_few": "每个点是一个问题，竖线是中位数：在 1 的右边表示徒弟更快、更小或更短。",
    "dots_said": "{name}：{x} 倍，{low} 到 {high}", "dots_said_few": "{name}：{x} 倍",
    "rows": "逐题", "prompt": "问题", "answers": "回答",
    "ttft_short": "TTFT，毫秒", "tpot_short": "TPOT，毫秒",
    "row_kinds": {"identical": "一字不差", "same": "答案相同", "parts": "在第 {} 个词元分开",
                  "silent": "一方为空", "empty": "两边都空", "cut": "截断之前相同",
                  "different": "不同"},
    "open_row": "打开", "open_row_named": "打开问题 {n}：{prompt}",
    "share_all": "全部分享", "everybody": "分享之后，拿到链接的任何人都能读到问题和两边的回答。",
    "shared": "已分享：有链接的人都能打开。", "embed": "嵌入代码：",
    "token": "删除口令（请保存）：",
    "unkept": "这个服务器不保存任何东西，不能用链接分享：请下载。",
    "json": "全部记录（JSON）", "csv": "表格（CSV）", "png": "图片（PNG）",
    "page": "在 Apprentice 中打开",
    "picture_about": "师父和徒弟逐个回答同样的问题。",
}
words = chooser(ENGLISH, CHINESE)
