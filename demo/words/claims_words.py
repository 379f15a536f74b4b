"""The words of the Claims tab: what the essay says, what was measured here, what is published."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "claims_intro": "A newspaper essay called DeepSeek and ChatGPT student and teacher. Its claims "
                    "on distillation, one by one: what this repository measured on one small pair, "
                    "and what published work says.",
    "claims_none": "There are no results for this pair: it was not distilled with this repository, "
                   "or its exam has not been run yet. What was not measured says so.",
    "claims_contents": "Claims", "claims_published": "Published",
    "not_here": "Not measured here: {}",
    "measured_on": "Measured on",
    "claim": {
        "taught": "“It was taught by asking.”",
        "cheaper": "“It is far cheaper.”",
        "vertical": "“It is more vertical, and less general.”",
        "ceiling": "“Nobody knows its ceiling.”",
        "people": "“People still have to step in.”",
        "beyond": "“It cannot go beyond its teacher.”",
        "demand": "“Cheaper computing will raise demand.”",
    },
    "claim_short": {"taught": "Taught by asking", "cheaper": "Far cheaper",
                    "vertical": "Less general", "ceiling": "Its ceiling",
                    "people": "People step in", "beyond": "Beyond its teacher",
                    "demand": "Demand"},
    "claim_missing": {
        "taught": "students from fewer and from more questions.",
        "cheaper": "the sizes of both sides, and what they take.",
        "vertical": "a student that was taught one faculty alone.",
        "ceiling": "students of several sizes.",
        "people": "what a check kept and rejected of the teacher's answers.",
        "beyond": "teacher and student on the same exam.",
        "demand": "demand. Nobody's use of anything is counted here: what is drawn below is a "
                  "formula with somebody's elasticity, not a result.",
    },
    "taught_rate": "Asking took {time}: {rate} questions a minute.",
    "cheaper_read": "Beside its teacher the student takes {shares}.",
    "cheaper_item": "{share} of the {what}",
    "cheaper_row": {"parameters": "parameters", "file_bytes": "bytes on disk",
                    "memory_bytes": "bytes loaded", "seconds": "seconds a token",
                    "training": "seconds of training"},
    "cheaper_how": "The teacher's whole is 100 %.",
    "cheaper_seconds": "Seconds a token: recorded comparisons ({runs}) on {device}.",
    "cheaper_cpu": "On a CPU, unpacking 4 bits costs time in every layer.",
    "cheaper_training": "Training leaves out that the teacher had to be made, and asked, first.",
    "cheaper_title": "{what}: {share} of the teacher's",
    "vertical_read": "Taught numbers alone, the student gets {numbers} of the numbers right and "
                     "{words} of the words; taught both, {both_numbers} and {both_words}.",
    "people_read": "Checkers rejected {rejected} of {all} answers ({share}); people corrected "
                   "{corrected} by hand.",
    "people_oracle": "Perfect answers in place of the teacher's bring {oracle} on numbers, the "
                     "teacher's {student}.",
    "people_how": "Rejected answers of each subject, in % of those given; longest first.",
    "people_title": "{what}: {rejected} of {all} rejected",
    "beyond_some": "In {n} of {all} subjects the student gets more right than its teacher, most in "
                   "{what} ({teacher} to {student}); {meet}.",
    "beyond_none": "In none of {all} subjects does the student get more right than its teacher.",
    "beyond_meet": "there the two intervals overlap, so it may be chance",
    "beyond_apart": "there the two intervals do not overlap",
    "beyond_cells": "Question by question, {student} of {asked} were answered right by the student "
                    "alone, {teacher} by the teacher alone.",
    "beyond_how": "Points that the student is ahead (right) or behind (left) of its teacher, on "
                  "held-out questions.",
    "beyond_title": "{what}: {points} points",
    "published": {
        "r1_samples": "DeepSeek's small R1 models were fine-tuned on about {samples} answers "
                      "chosen with the large one, as text alone.",
        "r1_or_alone": "A 32B model that learned from R1's answers solves {taught} of AIME 2024; "
                       "one that was trained by reinforcement at length instead solves {alone}.",
        "distilbert": "DistilBERT has {fewer} fewer parameters than BERT, is {faster} faster "
                      "and keeps {kept} of its language understanding score.",
        "qwen3_hours": "From one checkpoint of Qwen3-8B, distilling took {taught_hours} "
                       "GPU-hours and reached {taught} on AIME'24; reinforcement took "
                       "{alone_hours} and reached {alone}.",
        "frugal": "Asking a cheap model first and a dear one only when needed matched the best "
                  "single model at up to {most} less cost on their tasks.",
        "drafts": "A small model that drafts for a large one made it two to three times faster, "
                  "with the large one's own distribution of answers.",
        "qwen3_kept": "Of Qwen3-32B, Qwen3-1.7B keeps {math} on MATH-500, but {languages} on "
                      "MMMLU in fourteen languages and {science} on GPQA-Diamond.",
        "qwen3_narrow": "R1-Distill-Qwen-1.5B, taught mostly reasoning, scores {narrow} at "
                        "following instructions (IFEval); the broadly taught Qwen3-1.7B scores "
                        "{broad}.",
        "imitation": "Models fine-tuned on ChatGPT's answers took on its style, but closed "
                     "little of the gap on tasks that those answers hardly covered.",
        "scaling": "How good a student gets can be predicted from its size, its data and its "
                   "teacher's loss. A stronger teacher can make a worse student.",
        "assistant": "Where the gap in size is wide, a student learned more from an assistant of "
                     "middle size than from the large teacher itself.",
        "r1_chosen": "Before R1's answers were taught to small models, they were sampled several "
                     "times, and kept where they were right and readable; it began itself from "
                     "some thousands of chosen examples.",
        "instruct": "With people's demonstrations and rankings, answers of a 1.3B model were "
                    "preferred to those of the 175B GPT-3.",
        "born_again": "Students of their teacher's own size and shape beat it, on pictures and on "
                      "language.",
        "weak": "GPT-4, taught by labels from a model of GPT-2's class, did better on language "
                "tasks than the model that had labelled them.",
        "jevons": "Better steam engines used less coal for the same work, and Britain burned "
                  "more coal than before.",
        "rebound": "For cars, heating and cooling of households in rich countries, more use "
                   "takes back probably less than {most} of what efficiency saves: far from "
                   "all of it.",
        "prices": "The price of an answer of the same quality fell about tenfold a year from "
                  "2021 to 2024. It says nothing of how much was bought.",
    },
}
CHINESE: Words = {
    "claims_intro": "一篇报纸文章把 DeepSeek 和 ChatGPT 称作师徒。它关于蒸馏的说法，一条一条看："
                    "本仓库在一对小模型上测到了什么，已发表的研究怎么说。",
    "claims_none": "这里没有这一对模型的结果：它不是由本仓库蒸馏的，或者还没有考试。没有测量的地方"
                   "都会说明。",
    "claims_contents": "各条说法", "claims_published": "已发表的研究",
    "not_here": "这里没有测量：{}",
    "measured_on": "测于",
    "claim": {
        "taught": "“它是问出来的。”",
        "cheaper": "“它便宜得多。”",
        "vertical": "“它更垂直，不那么通用。”",
        "ceiling": "“它的上限谁也说不准。”",
        "people": "“还是要有人插手。”",
        "beyond": "“它超不过师父。”",
        "demand": "“算力便宜了，需求反而会涨。”",
    },
    "claim_short": {"taught": "问出来的", "cheaper": "便宜得多", "vertical": "更垂直",
                    "ceiling": "上限", "people": "人的插手", "beyond": "超过师父",
                    "demand": "需求"},
    "claim_missing": {
        "taught": "问得更少和更多的徒弟。",
        "cheaper": "两边的大小和消耗。",
        "vertical": "只学一类题的徒弟。",
        "ceiling": "几种大小的徒弟。",
        "people": "检查留下和剔除了师父的哪些回答。",
        "beyond": "师父和徒弟考同一张卷子。",
        "demand": "需求。这里不统计任何人的用量，下面画的是公式加上某个人认定的弹性，不是结果。",
    },
    "taught_rate": "提问用了 {time}：每分钟 {rate} 题。",
    "cheaper_read": "与师父相比，徒弟占{shares}。",
    "cheaper_item": "{what}的 {share}",
    "cheaper_row": {"parameters": "参数", "file_bytes": "磁盘字节", "memory_bytes": "加载后的字节",
                    "seconds": "每个词元的秒数", "training": "训练的秒数"},
    "cheaper_how": "师父的全部是 100 %。",
    "cheaper_seconds": "每个词元的秒数：{device} 上录下的比较（{runs} 次）。",
    "cheaper_cpu": "在 CPU 上，每一层解开 4 位都要花时间。",
    "cheaper_training": "训练的秒数没有算上先要做出师父、再去问它。",
    "cheaper_title": "{what}：师父的 {share}",
    "vertical_read": "只学数字，徒弟数字类答对 {numbers}，文字类 {words}；两类都学，是 "
                     "{both_numbers} 和 {both_words}。",
    "people_read": "检查程序剔除了 {all} 个回答里的 {rejected} 个（{share}），人动手改了 "
                   "{corrected} 个。",
    "people_oracle": "用完美的答案代替师父的回答，数字类答对 {oracle}；用师父的回答是 {student}。",
    "people_how": "各科被剔除的回答占所给回答的百分比，多的在前。",
    "people_title": "{what}：{all} 个里剔除 {rejected} 个",
    "beyond_some": "{all} 科里有 {n} 科徒弟比师父答对得多，最多的是{what}（{teacher} 到 {student}"
                   "）；{meet}。",
    "beyond_none": "{all} 科里没有一科徒弟比师父答对得多。",
    "beyond_meet": "那一科两个区间有重叠，可能只是偶然",
    "beyond_apart": "那一科两个区间不重叠",
    "beyond_cells": "一题一题看，{asked} 题里有 {student} 题只有徒弟答对，{teacher} 题只有师父答"
                    "对。",
    "beyond_how": "没见过的题上，徒弟领先（向右）或落后（向左）师父几个百分点。",
    "beyond_title": "{what}：{points} 个百分点",
    "published": {
        "r1_samples": "DeepSeek 的小号 R1 是用大模型挑出的约 {samples} 个回答微调的，只用文字。",
        "r1_or_alone": "学了 R1 回答的 32B 模型在 AIME 2024 上解出 {taught}；同样大小、改用长时间"
                       "强化学习的解出 {alone}。",
        "distilbert": "DistilBERT 的参数比 BERT 少 {fewer}，快 {faster}，保住 {kept} 的语言"
                      "理解成绩。",
        "qwen3_hours": "从 Qwen3-8B 的同一个检查点出发，蒸馏用 {taught_hours} GPU 小时，AIME'24 "
                       "达到 {taught}；强化学习用 {alone_hours}，达到 {alone}。",
        "frugal": "先问便宜的模型，必要时才问贵的：在他们的任务上，最多省 {most} 的费用就达到最"
                  "好的单个模型。",
        "drafts": "让小模型先起草，大模型快了两到三倍，而回答的分布仍是大模型自己的。",
        "qwen3_kept": "Qwen3-1.7B 在 MATH-500 上保住 Qwen3-32B 的 {math}，在十四种语言的 MMMLU 上"
                      "只有 {languages}，在 GPQA-Diamond 上 {science}。",
        "qwen3_narrow": "主要学推理的 R1-Distill-Qwen-1.5B 听从指令（IFEval）得 {narrow} 分；学得"
                        "宽的 Qwen3-1.7B 得 {broad} 分。",
        "imitation": "用 ChatGPT 的回答微调的模型学到了它的口气，但在那些回答很少涉及的任务上，差"
                     "距几乎没有缩小。",
        "scaling": "徒弟能有多好，可以从它的大小、数据和师父的损失预测出来。更强的师父可能教出更"
                   "差的徒弟。",
        "assistant": "大小差得太远时，徒弟跟中等大小的助教学，比直接跟大师父学得多。",
        "r1_chosen": "R1 的回答教给小模型之前，先反复采样，只留下答对而且读得通的；它自己也是从几"
                     "千个挑选过的例子开始的。",
        "instruct": "有了人的示范和排序，1.3B 模型的回答比 175B 的 GPT-3 更受欢迎。",
        "born_again": "和师父一样大、一样形状的徒弟，在图像和语言上都超过了师父。",
        "weak": "GPT-4 跟着 GPT-2 一级的模型所做的标注学，在语言任务上超过了给它标注的模型。",
        "jevons": "更好的蒸汽机做同样的活用煤更少，而英国烧的煤比以前更多。",
        "rebound": "富裕国家家庭的汽车、取暖和制冷，用得更多大概抵消不到所省的 {most}：远不是全"
                   "部。",
        "prices": "2021 到 2024 年，同等质量的回答，价格每年大约降到十分之一。它没有说买了多少。",
    },
}
words = chooser(ENGLISH, CHINESE)
