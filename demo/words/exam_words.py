"""The words of the exam and its card."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "verdict": {
        "keeps": "The student keeps it: {kept} of what the teacher gets right ({low} to {high}).",
        "loses": "The student loses here: it keeps {kept} of what the teacher gets right "
                 "({low} to {high}).",
        "ahead": "The student is ahead of its teacher here: {kept} as many right answers "
                 "({low} to {high}).",
        "unsure": "Too few questions to say: the student got {kept} as many right as the teacher, "
                  "and anything from {low} to {high} would fit. About {wanted} questions would do.",
        "nothing": "The teacher got none of it right, so there is nothing that a student could "
                   "keep.",
        "ungraded": "No rule tells which of these answers are right: read them side by side.",
    },
    "evidence": "{asked}: both right {both}, only the teacher {only_teacher}, only the "
                "student {only_student}, neither {neither}; by chance the two would "
                "differ so one-sidedly with p {p} (McNemar, exact).",
    "asked_in_all": ("{} questions", "{} question"),
    "queued": "Waiting for its turn: exams go one after the other, and races between them.",
    "partial": "{done} of {whole} questions were answered; they are a fair part of the whole, in "
               "an order of chance.",
    "failed": "{n} could not be answered by a side and count nowhere; the first: {why}",
    "by_eye": "{n} have no rule for what is right and count nowhere: read them below.",
    "left_out": "Rows that were left out: {n}; the first: {why}",
    "one_sided": "{done} of {whole} questions were answered by both sides; the others count "
                 "nowhere.",
    "imported": "Answered in {place}, at most {tokens} tokens an answer, and graded here on "
                "{day}. It tells neither how sure a model was nor how long it took.",
    "recorded": "Sat on {day}, {device}; at most {tokens} tokens an answer, greedily, in batches.",
    "shares": "Right answers", "shares_by": "Right answers by subject",
    "whiskers": "Bars are shares of right answers in %, whiskers 95 % intervals (Wilson); "
                "“keeps” is what the student keeps of its teacher's right answers.",
    "all": "All", "keeps_short": "keeps {}", "mark": "{right} of {asked} right, {share}",
    "table": {
        "accuracy": "Right answers", "retention": "Retention",
        "retention_about": "right answers of the student over those of the teacher; 95 % interval "
                           "by bootstrap of whole questions",
        "agreement": "Agreement", "agreement_about":
            "share of the student's tokens at which both would choose the same",
        "kl": "KL divergence", "kl_about": "of the teacher from the student, a token of the "
                                          "student's answers, in nats",
        "acceptance": "Acceptance", "acceptance_about":
            "chance that the teacher would let a token of the student's stand",
        "ece": "Calibration error", "ece_about":
            "expected distance of confidence and share of right answers (ECE); 0 is honest",
        "speed": "Tokens a second", "speed_about": "many answers at once, so more than in a race",
        "seconds": "Seconds a question", "seconds_about": "its share of its batch",
        "joules": "Joules a token",
        "joules_about": "one answer at a time, when the pair was loaded",
        "cost": "Cost", "cost_about": "of all answers, by the pair's prices",
    },
    "not_measured": "not measured", "to": "{low} to {high}",
    "handover": "When may the student answer alone?",
    "handover_read": "Where its confidence is under a threshold, the teacher is asked instead. "
                     "Every threshold is a point: how often the teacher is asked, and how many "
                     "answers are right in the end.",
    "handover_chosen": "Chosen on one half of the questions: below confidence {threshold} the "
                       "teacher is asked, the least asking that lost no right answer there. Shown "
                       "on the other half ({n} questions): it is asked {asked} of them, and "
                       "{right} are right in the end ({low} to {high}); with the teacher alone "
                       "{teacher}, with the student alone {student}.",
    "handover_takes": "A question then takes {mixed} s on average, and {teacher} s with the "
                      "teacher alone (many at once; one at a time both take longer).",
    "handover_costs": "A question then costs {mixed}, and {teacher} with the teacher alone.",
    "handover_none": "Too few graded questions with a known confidence to choose a threshold.",
    "asked_axis": "share of questions handed to the teacher",
    "handover_title": "Right answers against the share handed to the teacher",
    "calibration": "Does it know when it is right?",
    "calibration_read": "Each dot is a group of answers of like confidence: right of the line they "
                        "were surer than right.",
    "sure_axis": "confidence in the whole answer", "dot": "{who}: {n} answers, confidence {sure}, "
                                                          "right {right}",
    "cells": {"only_teacher": "Lost: only the teacher was right",
              "neither": "Neither was right", "only_student": "Won: only the student was right",
              "both": "Both were right"},
    "by_eye_cell": "Without a rule: read them", "failed_cell": "A side could not answer",
    "right_answer": "right: ", "open": "Race this question", "judge": "Vote on it unseen",
    "confidence": "confidence {}",
    "cut": "(cut at {} tokens)", "more": "{} more of this kind are in the file.",
    "none": "(nothing)",
    "about": "Both sides sit the same paper. What the student keeps of its teacher "
                            "is counted, with intervals.",
    "paper": "Paper", "papers": {"held-out": "Bundled: 20 subjects, held out",
                                 "handwritten": "Bundled: written by hand", "own": "My questions"},
    "count": "Questions", "questions": "My questions",
    "questions_info": 'One JSON object a line, such as {{"question": "…", "answer": "…"}}, or CSV '
                      "with such columns. GSM8K's lines and choices are understood. Up to {most} "
                      "here; longer papers by python -m demo.exam.",
    "file": "Read a file", "longest": "Tokens an answer", "start": "Sit the exam",
    "stop": "Stop", "stopped": "Stopped. “{}” goes on from here.",
    "kept": "{done} of {whole} questions are answered; “{start}” goes on from there.",
    "progress": "{done} of {whole} questions, about {left} left", "progress_first": "{done} of "
                "{whole} questions", "waiting": "The first answers "
                "take a moment; races of others go first, and a pair is loaded before",
    "shipped": "An exam that was sat before.", "nothing_yet": "No exam of this pair yet: choose a "
               "paper and sit it.",
    "over": "The exam is over.", "share": "Share this card", "shared": "Shared: anybody with this "
            "link can open it.", "embed": "To embed it: ", "token": "To delete it, keep this: ",
    "no_store": "This server keeps nothing, so a card cannot be shared by a link: download it.",
    "json": "Card (JSON)", "csv": "Answers (CSV)", "png": "Picture (PNG)",
    "title": "Exam: {title}", "page": "Open in Apprentice",
    "public": "Sharing makes the questions and all answers readable by anyone who has the link.",
    "odd_count": "The number of questions must be a whole number from 1 to {most}.",
    "odd_longest": "The tokens of an answer must be a whole number from 1 to {most}.",
    "too_many": "{n} questions are too many for this page, which asks {most} at most: leave some "
                "out, or sit it with python -m demo.exam.",
    "lines": "The questions are {n} characters and may have {most} here: leave some out, or sit "
             "it with python -m demo.exam.",
    "same": "Every question has the same right answer, so always saying it would be right always: "
            "believe little of this.",
}
CHINESE: Words = {
    "verdict": {
        "keeps": "徒弟留住了：师父答对的，它也答对 {kept}（{low} 到 {high}）。",
        "loses": "徒弟在这里有所失：师父答对的，它只留住 {kept}（{low} 到 {high}）。",
        "ahead": "徒弟在这里胜过师父：答对的是师父的 {kept}（{low} 到 {high}）。",
        "unsure": "题目太少，说不准：徒弟答对的是师父的 {kept}，从 {low} 到 {high} 都有可能。"
                  "大约 {wanted} 道题才够。",
        "nothing": "师父一道也没答对，所以徒弟没有什么可留住。",
        "ungraded": "这些题没有判分规则：请对照着读。",
    },
    "evidence": "共 {asked}：都对 {both}，只有师父对 {only_teacher}，只有徒弟对 "
                "{only_student}，都错 {neither}；两边差别如此偏向一方纯属偶然的概率 p {p}"
                "（麦克尼马尔精确检验）。",
    "asked_in_all": ("{} 题", "{} 题"),
    "queued": "正在排队：考试一个接一个进行，竞速穿插其间。",
    "partial": "{whole} 题中已答 {done} 题；次序是随机的，因此有代表性。",
    "failed": "有 {n} 题一方无法作答，不计入；第一题：{why}",
    "by_eye": "有 {n} 题没有判分规则，不计入：见下文。",
    "left_out": "文件中有 {n} 行未采用；第一行：{why}",
    "one_sided": "{whole} 题中双方都作答的有 {done} 题；其余不计入。",
    "imported": "在 {place} 中作答，每个回答最多 {tokens} 个词元；{day}在此判分。"
                "它不记录模型有多大把握、用了多久。",
    "recorded": "{day}考于 {device}；每个回答最多 {tokens} 个词元，贪心解码，成批作答。",
    "shares": "答对率", "shares_by": "各科答对率",
    "whiskers": "条形是答对率（%），细线是 95 % 区间（威尔逊）；“留住”是徒弟留住师父答对的多少。",
    "all": "全部", "keeps_short": "留住 {}", "mark": "{asked} 题答对 {right}，{share}",
    "table": {
        "accuracy": "答对率", "retention": "留存率",
        "retention_about": "徒弟答对数除以师父答对数；按整题自助法得 95 % 区间",
        "agreement": "一致率", "agreement_about": "徒弟的词元中，两边会选同一个的比例",
        "kl": "KL 散度", "kl_about": "师父相对徒弟，按徒弟回答的每个词元，单位奈特",
        "acceptance": "接受率", "acceptance_about": "师父会让徒弟的一个词元留下的概率",
        "ece": "校准误差", "ece_about": "把握与答对率之间的期望距离（ECE）；0 为诚实",
        "speed": "每秒词元", "speed_about": "多题同时作答，所以比竞速时多",
        "seconds": "每题秒数", "seconds_about": "按批分摊",
        "joules": "每词元焦耳", "joules_about": "加载时测得，逐题作答",
        "cost": "花费", "cost_about": "全部回答，按所填价格",
    },
    "not_measured": "未测量", "to": "{low} 到 {high}",
    "handover": "徒弟什么时候可以独自回答？",
    "handover_read": "徒弟的把握低于门槛时改问师父。每个门槛是一个点：问师父的比例，"
                     "和最终答对的比例。",
    "handover_chosen": "门槛在一半题目上选出：把握低于 {threshold} 就问师父，这是那里不丢一道"
                       "对题时问得最少的。在另一半（{n} 题）上看：问师父的占 {asked}，最后答对 "
                       "{right}（{low} 到 {high}）；只用师父 {teacher}，只用徒弟 {student}。",
    "handover_takes": "这样每题平均用 {mixed} 秒，只用师父则 {teacher} 秒"
                      "（多题同时作答；逐题作答两边都更久）。",
    "handover_costs": "这样每题花费 {mixed}，只用师父则 {teacher}。",
    "handover_none": "可判分且知道把握的题太少，选不出门槛。",
    "asked_axis": "交给师父的比例",
    "handover_title": "答对率与交给师父的比例",
    "calibration": "它知道自己什么时候对吗？",
    "calibration_read": "每个点是一组把握相近的回答：在线的右边，说明过于自信。",
    "sure_axis": "对整个回答的把握", "dot": "{who}：{n} 个回答，把握 {sure}，答对 {right}",
    "cells": {"only_teacher": "失去的：只有师父对", "neither": "都错",
              "only_student": "赢得的：只有徒弟对", "both": "都对"},
    "by_eye_cell": "没有规则：请自己看", "failed_cell": "一方无法作答",
    "right_answer": "正确答案：", "open": "用这道题竞速", "judge": "盲投这道题",
    "confidence": "把握 {}",
    "cut": "（在 {} 个词元处截断）", "more": "这一类还有 {} 题，在文件里。",
    "none": "（空）",
    "about": "两边考同一份卷子，数一数徒弟留住了师父的多少，并给出区间。",
    "paper": "卷子", "papers": {"held-out": "自带：20 科，未学过的题",
                              "handwritten": "自带：手写题", "own": "我的题目"},
    "count": "题数", "questions": "我的题目",
    "questions_info": '每行一个 JSON 对象，如 {{"question": "…", "answer": "…"}}，'
                      "或带这些列的 CSV。GSM8K 的行和选择题都能读。这里最多 {most} 题；"
                      "更长的卷子用 python -m demo.exam。",
    "file": "读取文件", "longest": "每个回答的词元", "start": "开考",
    "stop": "停止", "stopped": "已停止。按“{}”从这里继续。",
    "kept": "{whole} 题已答 {done} 题；按“{start}”从那里继续。",
    "progress": "{whole} 题中第 {done} 题，大约还要 {left}", "progress_first": "{whole} 题中第 "
                "{done} 题",
    "waiting": "第一批回答需要一点时间；别人的竞速先行，模型未加载时先加载",
    "shipped": "这是以前考过的一次。", "nothing_yet": "这一对还没有考过：选一份卷子开考。",
    "over": "考完了。", "share": "分享这张成绩单", "shared": "已分享：有链接的人都能打开。",
    "embed": "嵌入代码：", "token": "删除口令（请保存）：",
    "no_store": "这个服务器不保存任何东西，成绩单不能用链接分享：请下载。",
    "json": "成绩单（JSON）", "csv": "答卷（CSV）", "png": "图片（PNG）",
    "title": "考试：{title}", "page": "在 Apprentice 中打开",
    "public": "分享之后，拿到链接的任何人都能读到题目和所有回答。",
    "odd_count": "题数要写 1 到 {most} 的整数。",
    "odd_longest": "每个回答的词元要写 1 到 {most} 的整数。",
    "too_many": "{n} 题对这个页面太多，最多 {most} 题：减少一些，或用 python -m demo.exam。",
    "lines": "题目有 {n} 个字符，这里最多 {most}：减少一些，或用 python -m demo.exam。",
    "same": "每道题的正确答案都一样，一直说它就全对：这个结果不可信。",
}
words = chooser(ENGLISH, CHINESE)
