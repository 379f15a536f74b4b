"""The words of each figure on the Distillation tab."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "pipeline": {
        "title": "Six steps from a teacher to its student",
        "read": "{asked} questions were put to the teacher; its answers were checked one by "
                "one, {kept} were kept and {rejected} rejected.",
        "read_none": "A teacher learns and answers questions, and its answers are checked; a "
                     "student learns from them, is stored in 4 bits, and takes the same exam.",
        "stages": {"teach": "Teach", "query": "Ask", "check": "Check", "distil": "Distil",
                   "nf4": "4 bits", "evaluate": "Examine"},
        "about": {
            "teach": "The teacher learns the subjects from worked answers.",
            "query": "It answers new questions and gives its probabilities for every token.",
            "check": "A checker for each subject accepts or rejects every answer.",
            "distil": "The student learns the teacher's answers and its probabilities.",
            "nf4": "It is trained further with its weights rounded to 4 bits, so that rounding "
                   "costs little.",
            "evaluate": "All of them take the same exam, which none of them has seen.",
        },
        "not_yet": "not measured yet",
        "greedy": "{greedy} greedy, {sampled} sampled", "area": "area = parameters",
        "area_bytes": "area = bytes of the file", "each_square": "a square = 1 % of the answers",
        "exam_bars": "right on numbers", "training": "training tokens",
        "answer_tokens": "answer tokens", "stored": "of weights", "examinees": "took the exam",
        "own_time": "of asking",
    },
    "curves": {
        "title": "How the subjects were learned",
        "read": "Averaged over {n} subjects: {clauses}.",
        "passed": "{who} passed 90 % after {tokens} tokens",
        "not_passed": "{who} had not passed 90 % after {tokens} tokens",
        "how": "Right answers in % on a few validation questions (the exam asks many more), "
               "against tokens of training. The dotted line marks where the student's training "
               "goes on in 4 bits.",
        "desc": "{who}: from {first} to {last} after {tokens} tokens",
        "who_teacher": "the teacher", "who_student": "the student",
        "line_teacher": "Teacher", "line_student": "Student", "line_nf4": "Student in 4 bits",
    },
    "compared": {
        "title": "Teacher, student and controls",
        "plain": "On questions it never saw, the student answers {student_nf4} of the numbers "
                 "right; without a teacher, only {alone}.",
        "plain_pair": "On questions neither saw, the student answers {student_nf4} of the numbers "
                      "right, its teacher {teacher}.",
        "read": "On held-out numbers the student gets {student} right and its teacher "
                "{teacher}",
        "alone": "without a teacher the same student gets {alone}, and the two intervals {meet}",
        "as_few": "with a teacher but only {asked} questions it gets {share}",
        "oracle": "with perfect worked answers it gets {oracle}",
        "hard": "from the teacher's answers without its probabilities it gets {hard}, and the "
                "two intervals {meet}",
        "new_wordings": "with wordings never trained on, the teacher's answers alone bring "
                        "{hard_numbers} on numbers, where the shipped student gets "
                        "{student_nf4_numbers}, and {hard_words} on words, where it gets "
                        "{student_nf4_words}",
        "vertical": "taught only numbers it gets {numbers} on numbers and {words} on words",
        "overlap": "overlap", "apart": "do not overlap",
    },
    "by_subject": {
        "title": "Subject by subject",
        "read": "The student's weakest subject is {weakest} ({share} right); it falls furthest "
                "behind its teacher in {widest} ({teacher} to {student}).",
        "read_level": "The student's weakest subject is {weakest} ({share} right); in none "
                      "does it fall behind its teacher.",
        "how": "Held-out questions, from 0 to 100 %; ",
    },
    "wordings": {
        "title": "Wordings never trained on",
        "read": "With wordings that were kept out of training, the student gets "
                "{student_numbers} right on numbers and {student_words} on words, its teacher "
                "{teacher_numbers} and {teacher_words}.",
        "free_hand": "On {asked} questions written by hand the student is right on {student}, "
                     "its teacher on {teacher}.",
        "strangers": "On the third paper, {asked} questions by somebody who never saw the "
                     "training questions, the student is right on {student}, its teacher on "
                     "{teacher}.",
        "one": "With wordings that were kept out of training there are results for {who} only.",
        "how": "From 0 to 100 %; ",
    },
    "differences": {
        "title": "Question by question",
        "read": "Both answered the same {asked} questions. Both were right on {both}, only the "
                "{who} on {first}, only the {other} on {second}; {chance}.",
        "same": "if both were equally good, chance alone would split them as unevenly {p} of "
                "the time",
        "rare": "if both were equally good, chance alone would hardly ever split them like "
                "this (p\u00a0{p})",
        "parts": {"both": "both right", "only_first": "only {who}", "only_second":
                  "only {other}", "neither": "neither"},
        "teacher_against_student_nf4": ("teacher", "student"),
        "student_nf4_against_alone": ("student", "student without a teacher"),
    },
    "quantised": {
        "title": "Before and after 4 bits",
        "read": "On numbers the student gets {fp32} right in 32 bits, {ptq} when it is only "
                "rounded to 4 bits, and {nf4} when it was trained with the rounding.",
        "points_title": "Points gained or lost against 32 bits, by subject",
        "point": "{who}, {what}: {points} points against 32 bits",
    },
    "ceiling": {
        "title": "How small can it be?",
        "read": "The smallest of {n} sizes that keeps 97 % of its teacher on numbers is {name} "
                "({size}); the chosen one, {chosen}, keeps {kept}.",
        "read_none": "None of the {n} sizes keeps 97 % of its teacher on numbers; the chosen "
                     "one, {chosen}, keeps {kept}.",
        "read_one": "So far one size was trained, {chosen}: it keeps {kept} of its teacher on "
                    "numbers.",
        "no_choice": "{n} sizes were trained; none is marked as chosen.",
        "x": "bytes of the student in 4 bits", "y": "kept of the teacher's right answers",
        "chosen": "chosen", "goal": "goal: 97 %",
        "how": "Each mark is a student of one size (width x layers) and one seed; the line joins "
               "means.",
        "point": "{name}: {size}, keeps {numbers} of numbers and {words} of words (seed {seed})",
    },
    "budgets": {
        "title": "Does asking the teacher more questions help?",
        "read": "From {first} questions asked to {last}, right answers go from {numbers_first} "
                "to {numbers_last} on numbers and from {words_first} to {words_last} on words.",
        "read_one": "So far one budget was tried, {first} questions: {numbers_first} on numbers "
                    "and {words_first} on words.",
        "x": "questions put to the teacher",
        "how": "Each mark is a student trained from so many questions; the line joins means.",
        "point": "{asked} questions, seed {seed}: {numbers} of numbers, {words} of words",
    },
    "fidelity": {
        "title": "Does it think like its teacher?",
        "read": "Token by token in the student's own answers, both find the same next token "
                "likeliest {same} of the time, and the teacher would accept {kept} of the "
                "student's tokens.",
        "read_teacher": "Token by token in the teacher's own answers, both find the same next "
                        "token likeliest {same} of the time, and the teacher would accept "
                        "{kept} of the student's tokens.",
        "texts": {"on_student_text": "On the student's text",
                  "on_teacher_text": "On the teacher's text"},
        "over": "{tokens} tokens",
        "top1_agreement": "same first choice",
        "top1_about": "how often both find the same next token likeliest",
        "acceptance": "acceptance",
        "acceptance_about": "how much of the student's probability the teacher shares: 100 % "
                            "is the same model",
        "kl_nats_per_token": "KL divergence", "nats": "nats a token",
        "kl_about": "how far the two's probabilities lie apart: 0 is the same model",
    },
}
CHINESE: Words = {
    "pipeline": {
        "title": "从师父到徒弟的六步",
        "read": "向师父提了 {asked} 个问题，逐条检查它的回答：留下 {kept} 条，剔除 {rejected} 条。",
        "read_none": "师父先学会各科，再回答问题，答案经过检查；"
                     "徒弟从这些答案里学，存成 4 位，最后参加同一场考试。",
        "stages": {"teach": "教", "query": "问", "check": "查", "distil": "蒸馏", "nf4": "4 位",
                   "evaluate": "考"},
        "about": {
            "teach": "师父从带过程的答案里学会各科。",
            "query": "它回答新的问题，并给出每个词元的概率。",
            "check": "每一科有一个检查器，逐条决定答案留下还是剔除。",
            "distil": "徒弟既学师父的答案，也学它的概率。",
            "nf4": "再在权重取整成 4 位的情况下训练一段，让取整的损失变小。",
            "evaluate": "大家参加同一场考试，题目谁都没见过。",
        },
        "not_yet": "尚未测量",
        "greedy": "{greedy} 条贪心，{sampled} 条采样", "area": "面积 = 参数",
        "area_bytes": "面积 = 文件字节", "each_square": "一格 = 1 % 的回答",
        "exam_bars": "数字类答对", "training": "训练词元",
        "answer_tokens": "回答词元", "stored": "权重", "examinees": "个考生",
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
        "plain": "没见过的数字题，徒弟答对 {student_nf4}；没有师父，只有 {alone}。",
        "plain_pair": "没见过的数字题，徒弟答对 {student_nf4}，师父答对 {teacher}。",
        "read": "没见过的数字题，徒弟答对 {student}，师父答对 {teacher}",
        "alone": "没有师父，同样的徒弟答对 {alone}，两个区间{meet}",
        "as_few": "有师父但只问 {asked} 题，它答对 {share}",
        "oracle": "学完美的解题过程，它答对 {oracle}",
        "hard": "只学师父的答案，不学它的概率，它答对 {hard}，两个区间{meet}",
        "new_wordings": "换成没训练过的说法，只学答案的数字类答对 {hard_numbers}，发布的徒弟 "
                        "{student_nf4_numbers}；文字类 {hard_words}，徒弟 {student_nf4_words}",
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
        "title": "没训练过的说法",
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
        "read": "数字类，徒弟 32 位时答对 {fp32}，只取整成 4 位是 {ptq}，带着取整训练过是 {nf4}。",
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
        "title": "多问师父一些问题有用吗？",
        "read": "从 {first} 题问到 {last} 题，数字类从 {numbers_first} 到 {numbers_last}，"
                "文字类从 {words_first} 到 {words_last}。",
        "read_one": "目前只试过 {first} 题：数字类 {numbers_first}，文字类 {words_first}。",
        "x": "向师父提的问题数",
        "how": "每个记号是用这么多题训练出的一个徒弟；线连接平均值。",
        "point": "{asked} 题，种子 {seed}：数字类 {numbers}，文字类 {words}",
    },
    "fidelity": {
        "title": "它想得像师父吗？",
        "read": "在徒弟自己的答案里逐个词元看，{same} 的时候两边首选同一个词元；"
                "徒弟的词元，师父会接受 {kept}。",
        "read_teacher": "在师父自己的答案里逐个词元看，{same} 的时候两边首选同一个词元；"
                        "徒弟的词元，师父会接受 {kept}。",
        "texts": {"on_student_text": "在徒弟的文字上", "on_teacher_text": "在师父的文字上"},
        "over": "{tokens} 词元",
        "top1_agreement": "首选相同",
        "top1_about": "两边都认为同一个词元最可能的比例",
        "acceptance": "接受率",
        "acceptance_about": "徒弟的概率有多少与师父重合：100 % 就是同一个模型",
        "kl_nats_per_token": "KL 散度", "nats": "奈特每词元",
        "kl_about": "两边的概率相差多远：0 就是同一个模型",
    },
}
words = chooser(ENGLISH, CHINESE)
