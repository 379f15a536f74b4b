"""The words of the Distillation tab in Chinese; english.py has the same keys and blanks."""

from __future__ import annotations

from typing import Any

TEXTS: dict[str, Any] = {
    "headline": "徒弟的参数是师父的 {parameters}，文件是 {bytes}；答对的题数，"
                "数字类是师父的 {numbers}，文字类是 {words}。",
    "headline_small": "徒弟的参数是师父的 {parameters}，文件是 {bytes}。",
    "no_headline": "这个徒弟是怎样一步一步练成的。",
    "conditions": "考卷种子 {exam_seed} · 徒弟种子 {student_seed} · 配置 {profile}",
    "intro": "蒸馏，就是让小模型从大模型的回答里学，而不是从人的回答里学。"
             "下面的数字都是制作这一对模型时实测的。",
    "none": "这里没有这一对模型的制作结果：它不是由本仓库蒸馏的，或者还没有考试。",
    "damaged": "这一对模型的结果无法显示。{}",
    "damaged_log": "有一份训练日志无法显示。{}",
    "not_measured": "尚未测量：{what}。要测量，请运行", "data": "数据（CSV）",
    "all_data": "全部结果（JSON）", "table": "看表格", "of": "{asked} 题对 {right} 题",
    "bar_title": "{who}，{what}：{asked} 题答对 {right} 题，{share}；"
                 "95 % 置信区间 {low} 到 {high}",
    "tokens": "词元", "steps": "步", "minutes": "分钟", "seconds": "秒", "bytes": "字节",
    "ratio": "1/{}", "between": "",
    "parameters": "参数", "questions": "题", "asked": "提出的问题",
    "kept": "留下", "rejected": "剔除", "per_minute": "题每分钟",
    "right": "答对", "log": "对数刻度", "subject": "科目", "list": "、",
    "semicolon": "；", "stop": "。", "seed_dots": "一个圆点是一个种子",
    "whiskers": "细线是 95 % 置信区间（Wilson）", "points": "个百分点",
    "faculties": {"numbers": "数字", "words": "文字"},
    "in_faculties": {"numbers": "数字类", "words": "文字类"},
    "papers": {"taught_wordings": "没见过的题", "untaught_wordings": "没训练过的说法",
               "free_hand": "人手写的题", "strangers": "第三卷：出题人没见过训练题"},
    "sitters": {
        "teacher": "师父", "student_nf4": "徒弟", "hard": "只学答案", "alone": "没有师父",
        "oracle": "完美答案", "vertical": "只学数字", "student_fp32": "32 位",
        "student_ptq": "4 位，取整",
    },
    "quantised_student": "4 位，训练过",
    "sitters_about": {
        "teacher": "大模型", "student_nf4": "随仓库发布的 4 位徒弟",
        "hard": "只学师父的答案文字，不学它的概率",
        "alone": "同样的徒弟，只有 1,000 道带最终答案的题",
        "oracle": "同样的徒弟，学同样题目的完美解题过程",
        "vertical": "同样的徒弟，只学数字",
    },
    "pipeline": {
        "title": "从师父到徒弟的六步",
        "read": "向师父提了 {asked} 个问题，逐条检查它的回答：留下 {kept} 条，剔除 {rejected} 条。",
        "read_none": "师父先学会，再作答、受检查；徒弟学它说的话，存成 4 位，最后同考一张卷。",
        "stages": {"teach": "教", "query": "问", "check": "查", "distil": "蒸馏", "nf4": "4 位",
                   "evaluate": "考"},
        "about": {
            "teach": "师父从带过程的答案里学会各科。",
            "query": "向它提新的问题，它说出答案，也说出每个词元有多大把握。",
            "check": "每一科有一个检查器，把答案留下或剔除。",
            "distil": "徒弟既学师父的答案，也学它的犹豫。",
            "nf4": "再隔着 4 位量化器训练一段，让取整的损失变小。",
            "evaluate": "大家同考一张谁都没见过的卷子。",
        },
        "not_yet": "尚未测量",
        "greedy": "{greedy} 条贪心，{sampled} 条采样", "area": "面积 = 参数",
        "area_bytes": "面积 = 文件字节", "each_square": "一格 = 1 % 的回答",
        "exam_bars": "数字类答对", "training": "训练词元",
        "answer_tokens": "回答词元", "stored": "权重", "sitters": "个考生",
        "own_time": "用时",
    },
    "curves": {
        "title": "各科是怎样学会的",
        "read": "{n} 科平均：{clauses}。",
        "passed": "{who}训练 {tokens} 词元后超过 90 %",
        "not_passed": "{who}训练 {tokens} 词元后仍未到 90 %",
        "how": "纵轴是少量验证题答对的百分比，横轴是训练词元；考试的题多得多。"
               "虚线处徒弟开始用 4 位继续训练。",
        "desc": "{who}：从 {first} 到 {last}，共 {tokens} 词元",
        "who_teacher": "师父", "who_student": "徒弟",
        "line_teacher": "师父", "line_student": "徒弟", "line_nf4": "4 位徒弟",
    },
    "compared": {
        "title": "师父、徒弟与对照",
        "read": "没见过的数字题，徒弟答对 {student}，师父答对 {teacher}",
        "alone": "没有师父，同样的徒弟答对 {alone}，两个区间{meet}",
        "as_few": "师父只被问 {asked} 题的徒弟答对 {share}",
        "oracle": "学完美的解题过程，它答对 {oracle}",
        "hard": "只学师父的答案，不学它的犹豫，它答对 {hard}，两个区间{meet}",
        "vertical": "只学数字，它在数字类答对 {numbers}，在文字类答对 {words}",
        "overlap": "有重叠", "apart": "不重叠",
    },
    "by_subject": {
        "title": "一科一科看",
        "read": "徒弟最弱的科目是{weakest}（答对 {share}）；落后师父最多的是{widest}"
                "（{teacher} 到 {student}）。",
        "read_level": "徒弟最弱的科目是{weakest}（答对 {share}）；没有一科落后于师父。",
        "how": "没见过的题，从 0 到 100 %；",
    },
    "wordings": {
        "title": "没人教过的说法",
        "read": "换成训练里没有的说法，徒弟数字类答对 {student_numbers}、文字类答对 "
                "{student_words}，师父是 {teacher_numbers} 和 {teacher_words}。",
        "free_hand": "{asked} 道人手写的题，徒弟答对 {student}，师父答对 {teacher}。",
        "strangers": "第三卷的 {asked} 题由没见过训练题的人出，徒弟答对 {student}，"
                     "师父答对 {teacher}。",
        "one": "训练里没有的说法，目前只有{who}的成绩。",
        "how": "从 0 到 100 %；",
    },
    "differences": {
        "title": "一题一题看",
        "read": "两边考同样的 {asked} 题：{both} 题都对，{first} 题只有{who}对，"
                "{second} 题只有{other}对；{chance}。",
        "same": "如果两边一样好，单凭偶然有 {p} 的可能差得这么多",
        "rare": "如果两边一样好，单凭偶然几乎不会这样（p\u00a0{p}）",
        "parts": {"both": "都对", "only_first": "只有{who}", "only_second": "只有{other}",
                  "neither": "都不对"},
        "teacher_against_student_nf4": ("师父", "徒弟"),
        "student_nf4_against_alone": ("徒弟", "没有师父的徒弟"),
    },
    "quantised": {
        "title": "存成 4 位之前与之后",
        "read": "数字类，徒弟 32 位时答对 {fp32}，直接取整成 4 位是 {ptq}，"
                "隔着取整训练过是 {nf4}。",
        "points_title": "与 32 位相比，各科多对或少对几个百分点",
        "point": "{who}，{what}：与 32 位相差 {points} 个百分点",
    },
    "ceiling": {
        "title": "能小到什么程度？",
        "read": "{n} 种大小里，数字类能保住师父 97 % 的最小一个是 {name}（{size}）；"
                "选用的 {chosen} 保住 {kept}。",
        "read_none": "{n} 种大小里，没有一个在数字类保住师父的 97 %；选用的 {chosen} 保住 {kept}。",
        "read_one": "目前只训练了一种大小 {chosen}：它在数字类保住师父的 {kept}。",
        "no_choice": "训练了 {n} 种大小，没有标出选用哪一个。",
        "x": "4 位徒弟的字节数", "y": "保住师父答对的比例",
        "chosen": "选用", "goal": "目标 97 %",
        "how": "每个记号是一种大小（宽度 x 层数）、一个种子的徒弟；线连接平均值。",
        "point": "{name}：{size}，数字类保住 {numbers}，文字类保住 {words}（种子 {seed}）",
    },
    "budgets": {
        "title": "多问能换来什么？",
        "read": "从 {first} 题问到 {last} 题，数字类从 {numbers_first} 到 {numbers_last}，"
                "文字类从 {words_first} 到 {words_last}。",
        "read_one": "目前只试过 {first} 题：数字类 {numbers_first}，文字类 {words_first}。",
        "x": "向师父提的问题数",
        "how": "每个记号是用这么多题训练出的一个徒弟；线连接平均值。",
        "point": "{asked} 题，种子 {seed}：数字类 {numbers}，文字类 {words}",
    },
    "fidelity": {
        "title": "它想得像师父吗？",
        "read": "沿着徒弟自己的答案，师父有 {same} 的时候也会首选同一个词元，"
                "徒弟的词元它会保留 {kept}。",
        "read_teacher": "沿着师父自己的答案，徒弟有 {same} 的时候也会首选同一个词元，"
                        "它的词元会保留 {kept}。",
        "texts": {"on_student_text": "在徒弟的文字上", "on_teacher_text": "在师父的文字上"},
        "over": "{tokens} 词元",
        "top1_agreement": "首选相同",
        "top1_about": "两边都认为同一个词元最可能的比例",
        "acceptance": "接受率",
        "acceptance_about": "徒弟的概率有多少与师父重合：100 % 就是同一个模型",
        "kl_nats_per_token": "KL 散度", "nats": "奈特每词元",
        "kl_about": "两边的概率相差多远：0 就是同一个模型",
    },
    "left": {"title": "还要训练的", "show": "看命令",
             "read": "计划中的徒弟里，考试时还缺 {n} 个。"},
    "missing": {
        "query": "问了多少题、多快、留下多少",
        "curves": "各科是怎样学会的", "compared": "考试成绩",
        "controls": "{}", "free_hand": "人手写的题", "strangers": "第三卷",
        "untaught_wordings": "没训练过的说法",
        "differences": "同一张卷子上的两边", "quantised": "存成 4 位前后的徒弟",
        "ceiling": "其他大小的徒弟", "budgets": "问得更少或更多的徒弟",
        "on_student_text": "徒弟文字上的一致程度",
        "on_teacher_text": "师父文字上的一致程度", "seeds": "其他种子",
    },
    "tabs": {"compare": "比较", "distillation": "蒸馏"}, "tabs_label": "页面的各部分",
}
