"""The words around the figures of the Distillation tab; figure_words has those of each figure."""

from __future__ import annotations

from typing import Any

from demo.words import figure_words
from demo.words.languages import Words, chooser

# What the subjects of the school are called, by their names in the catalogue: (English, Chinese).
SUBJECTS = {
    "add": ("adding", "加法"), "subtract": ("subtracting", "减法"),
    "multiply": ("multiplying", "乘法"), "divide": ("dividing", "除法"),
    "story": ("word problems", "应用题"), "weekday": ("weekdays", "星期"),
    "letters": ("counting letters", "数字母"), "numerals": ("numerals", "数词"),
    "percent": ("percentages", "百分数"), "units": ("units", "单位换算"),
    "calendar": ("dates", "日期"), "clock": ("the clock", "钟点"),
    "order": ("ordering", "排序"), "prime": ("primes", "质数"),
    "powers": ("powers of two", "2 的幂"), "spelling": ("spelling", "拼写"),
    "plurals": ("plurals", "复数"), "facts": ("facts", "常识"),
    "examples": ("giving examples", "举例"),
    "opposites": ("opposites", "反义词"), "unknown": ("“not taught that”", "“没学过”"),
}
ENGLISH: Words = {
    "language": "en",
    **figure_words.ENGLISH,
    "subjects": {name: both[0] for name, both in SUBJECTS.items()},
    "headline": "The student has {parameters} fewer parameters than its teacher, its file is "
                "{bytes} smaller, and it gets {numbers} as many answers right as its teacher on "
                "numbers, {words} on words.",
    "headline_small": "The student has {parameters} fewer parameters than its teacher, and its "
                      "file is {bytes} smaller.",
    "no_headline": "How this student was made, step by step.",
    "conditions": "exam seed {exam_seed} · student seed {student_seed} · profile {profile}",
    "intro": "To distil a model is to let a small one learn from a large one's answers instead "
             "of from people's. Everything below was measured while this pair was made.",
    "none": "There are no results for this pair: it was not distilled with this repository, or "
            "its exam has not been run yet.",
    "damaged": "The results of this pair cannot be shown. {}",
    "damaged_log": "A log of the training cannot be shown. {}",
    "not_measured": "Not measured yet: {what}. To measure it, run", "data": "Data (CSV)",
    "all_data": "All results (JSON)", "table": "As a table", "of": "{right} of {asked}",
    "bar_title": "{who}, {what}: {right} of {asked} right, {share}; 95 % interval {low} to "
                 "{high}",
    "tokens": "tokens", "steps": "steps", "minutes": "min", "seconds": "s", "bytes": "bytes",
    "ratio": "{}×", "between": " ",
    "parameters": "parameters", "questions": "questions", "asked": "questions asked",
    "kept": "kept", "rejected": "rejected", "per_minute": "questions a minute",
    "right": "right answers", "log": "log scale", "subject": "Subject", "list": ", ",
    "semicolon": "; ", "stop": ".", "seed_dots": "a dot is one seed",
    "whiskers": "the thin line is the 95 % interval (Wilson)", "points": "points",
    "faculties": {"numbers": "Numbers", "words": "Words"},
    "papers": {"taught_wordings": "Held-out questions",
               "untaught_wordings": "Wordings never trained on",
               "free_hand": "Written by hand",
               "strangers": "Third paper: by somebody who never saw the training questions"},
    "examinees": {
        "teacher": "Teacher", "student_nf4": "Student", "hard": "Answers only",
        "alone": "Without a teacher", "oracle": "Perfect answers", "vertical": "Numbers only",
        "student_fp32": "32 bits", "student_ptq": "4 bits, rounded",
    },
    "quantised_student": "4 bits, trained",
    "examinees_about": {
        "teacher": "the large model", "student_nf4": "the shipped student, in 4 bits",
        "hard": "the teacher's answers as text, without its probabilities",
        "alone": "the same student from 1,000 labelled questions, final answers only",
        "oracle": "the same student from perfect worked answers to the same questions",
        "vertical": "the same student, taught numbers only",
    },
    "left": {"title": "Still to be trained", "show": "Show the commands",
             "read": "Planned students that were not trained when the exam was run: {n}."},
    "missing": {
        "query": "how many questions were asked, how fast, and what was kept",
        "curves": "how each subject was learned", "compared": "the exam",
        "controls": "{}", "free_hand": "questions written by hand",
        "strangers": "the third paper",
        "untaught_wordings": "wordings never trained on",
        "differences": "both on the same questions",
        "quantised": "the student before and after 4 bits",
        "ceiling": "students of other sizes", "budgets": "students from fewer or more questions",
        "on_student_text": "agreement on the student's text",
        "on_teacher_text": "agreement on the teacher's text", "seeds": "other seeds",
    },
    "tabs": {"compare": "Compare", "exam": "Exam", "votes": "Votes",
             "distillation": "Distillation", "claims": "Claims"},
    "tabs_label": "Parts of the page",
    "contents": "Sections",
}
CHINESE: Words = {
    "language": "zh",
    **figure_words.CHINESE,
    "subjects": {name: both[1] for name, both in SUBJECTS.items()},
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
    "papers": {"taught_wordings": "没见过的题", "untaught_wordings": "没训练过的说法",
               "free_hand": "人手写的题", "strangers": "第三卷：出题人没见过训练题"},
    "examinees": {
        "teacher": "师父", "student_nf4": "徒弟", "hard": "只学答案", "alone": "没有师父",
        "oracle": "完美答案", "vertical": "只学数字", "student_fp32": "32 位",
        "student_ptq": "4 位，取整",
    },
    "quantised_student": "4 位，训练过",
    "examinees_about": {
        "teacher": "大模型", "student_nf4": "随仓库发布的 4 位徒弟",
        "hard": "只学师父的答案文字，不学它的概率",
        "alone": "同样的徒弟，只有 1,000 道带最终答案的题",
        "oracle": "同样的徒弟，学同样题目的完美解题过程",
        "vertical": "同样的徒弟，只学数字",
    },
    "left": {"title": "还要训练的", "show": "看命令",
             "read": "考试时还没有训练的计划内徒弟：{n} 个。"},
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
    "tabs": {"compare": "比较", "exam": "考试", "votes": "投票",
             "distillation": "蒸馏", "claims": "说法"},
    "tabs_label": "页面的各部分",
    "contents": "各节",
}
words = chooser(ENGLISH, CHINESE)


def subject(name: str, texts: dict[str, Any]) -> str:
    """A subject in words; one that has no word yet is called by its name in the results."""
    return texts["subjects"].get(name, name.replace("_", " "))
