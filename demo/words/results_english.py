"""The words of the Distillation tab in English; chinese.py has the same keys and blanks."""

from __future__ import annotations

from typing import Any

TEXTS: dict[str, Any] = {
    "headline": "The student has {parameters} fewer parameters than its teacher, its file is "
                "{bytes} smaller, and it gets {numbers} as many answers right as its teacher on "
                "numbers, {words} on words.",
    "headline_small": "The student has {parameters} fewer parameters than its teacher, and its "
                      "file is {bytes} smaller.",
    "no_headline": "How this student was made, step by step.",
    "conditions": "exam seed {exam_seed} · student seed {student_seed} · profile {profile}",
    "intro": "To distil a model is to let a small one learn from a large one's answers instead "
             "of from people's. Everything below was measured while this pair was made.",
    "none": "No results of making this pair are here: it was not distilled by this repository, "
            "or its exam has not been sat yet.",
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
    "in_faculties": {"numbers": "numbers", "words": "words"},
    "papers": {"taught_wordings": "Held-out questions",
               "untaught_wordings": "Wordings never trained on",
               "free_hand": "Written by hand",
               "strangers": "Third paper: by somebody who never saw the training questions"},
    "sitters": {
        "teacher": "Teacher", "student_nf4": "Student", "hard": "Answers only",
        "alone": "Without a teacher", "oracle": "Perfect answers", "vertical": "Numbers only",
        "student_fp32": "32 bits", "student_ptq": "4 bits, rounded",
    },
    "quantised_student": "4 bits, trained",
    "sitters_about": {
        "teacher": "the large model", "student_nf4": "the shipped student, in 4 bits",
        "hard": "the teacher's answers as text, without its probabilities",
        "alone": "the same student from 1,000 labelled questions, final answers only",
        "oracle": "the same student from perfect worked answers to the same questions",
        "vertical": "the same student, taught numbers only",
    },
    "pipeline": {
        "title": "Six steps from a teacher to its student",
        "read": "{asked} questions were put to the teacher; its answers were checked one by "
                "one, {kept} were kept and {rejected} rejected.",
        "read_none": "A teacher learns, answers, and is checked; a student learns from what it "
                     "said, is stored in 4 bits, and sits the same exam.",
        "stages": {"teach": "Teach", "query": "Ask", "check": "Check", "distil": "Distil",
                   "nf4": "4 bits", "evaluate": "Examine"},
        "about": {
            "teach": "The teacher learns the subjects from worked answers.",
            "query": "It is asked fresh questions and says how sure it is of every token.",
            "check": "A checker for each subject keeps an answer or rejects it.",
            "distil": "The student learns the teacher's answers and its doubts.",
            "nf4": "It trains on through the 4-bit quantiser, so that rounding costs little.",
            "evaluate": "All of them sit one exam that nobody has seen.",
        },
        "not_yet": "not measured yet",
        "greedy": "{greedy} greedy, {sampled} sampled", "area": "area = parameters",
        "area_bytes": "area = bytes of the file", "each_square": "a square = 1 % of the answers",
        "exam_bars": "right on numbers", "training": "training tokens",
        "answer_tokens": "answer tokens", "stored": "of weights", "sitters": "sat the exam",
        "own_time": "of asking",
    },
    "curves": {
        "title": "How the subjects were learned",
        "read": "Averaged over {n} subjects: {clauses}.",
        "passed": "{who} passed 90 % after {tokens} tokens",
        "not_passed": "{who} had not passed 90 % after {tokens} tokens",
        "how": "Right answers on a few validation questions, in %, against tokens of training; the "
               "exam asks many more. The dotted line is where the student goes on in 4 bits.",
        "desc": "{who}: from {first} to {last} after {tokens} tokens",
        "who_teacher": "the teacher", "who_student": "the student",
        "line_teacher": "Teacher", "line_student": "Student", "line_nf4": "Student in 4 bits",
    },
    "compared": {
        "title": "Teacher, student and controls",
        "read": "On held-out numbers the student gets {student} right and its teacher "
                "{teacher}",
        "alone": "without a teacher the same student gets {alone}, and the two intervals {meet}",
        "as_few": "a student whose teacher was asked only {asked} questions gets {share}",
        "oracle": "with perfect worked answers it gets {oracle}",
        "hard": "from the teacher's answers alone, without its doubts, it gets {hard}, and the "
                "two intervals {meet}",
        "vertical": "taught numbers alone it gets {numbers} there and {words} on words",
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
        "title": "In wordings nobody trained on",
        "read": "In wordings kept out of training, the student gets {student_numbers} of "
                "numbers and {student_words} of words right, its teacher {teacher_numbers} and "
                "{teacher_words}.",
        "free_hand": "On {asked} questions written by hand the student is right on {student}, "
                     "its teacher on {teacher}.",
        "strangers": "On the third paper, {asked} questions by somebody who never saw the "
                     "training questions, the student is right on {student}, its teacher on "
                     "{teacher}.",
        "one": "In wordings kept out of training, results are there for {who} only.",
        "how": "From 0 to 100 %; ",
    },
    "differences": {
        "title": "Question by question",
        "read": "Both sat the same {asked} questions: {both} were right for both, {first} only "
                "for the {who}, {second} only for the {other}; {chance}.",
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
        "read": "On numbers the student goes from {fp32} in 32 bits to {ptq} when it is merely "
                "rounded to 4, and to {nf4} when it trained through the rounding.",
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
        "title": "What does asking more bring?",
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
        "read": "Along the student's own answers, the teacher would have put the same token "
                "first {same} of the time and kept {kept} of the student's tokens.",
        "read_teacher": "Along the teacher's own answers, the student would have put the same "
                        "token first {same} of the time, and {kept} of its tokens would be "
                        "kept.",
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
    "left": {"title": "Still to be trained", "show": "Show the commands",
             "read": "Students that were planned but not there when the exam was sat: {n}."},
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
    "tabs": {"compare": "Compare", "distillation": "Distillation"},
    "tabs_label": "Parts of the page",
}
