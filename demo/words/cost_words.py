"""The words of the cost panel and of the rebound on the Claims tab."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "costs_title": "What an answer costs",
    "costs_lead": "Write your own prices over these: they are examples, with their source and "
                  "date.",
    "sides": {"teacher": "Teacher", "student": "Student", "cascade": "Cascade"},
    "priced_by": "priced",
    "by": {"hour": "by the hour", "tokens": "by API tokens"},
    "field": {"hour": "price of an hour", "reading": "price of a million tokens read",
              "writing": "price of a million tokens written", "currency": "Currency",
              "date": "Day of the prices (the oldest)", "ratio": "New price, as a share of the old",
              "elasticity": "Price elasticity of demand"},
    "price_from": "Example: {name}, {price} {currency}, looked up on {date}",
    "price_source": "source",
    "price_pair": "From the pair's file, {date}", "price_none": "No example is known for {device}.",
    "unknown_device": "this device",
    "of_side": "{side}, {field}",
    "empty_price": "“{field}” is empty: write a price, 0 where it is free.",
    "bad_price": "“{field}” must be 0, or a number from 0.000000001 to 1,000,000,000, such as "
                 "0.40, not “{text}”.",
    "bad_kind": "“{field}” must be one of the choices.",
    "bad_currency": "“{field}” must be three letters, such as USD, not “{text}”.",
    "bad_date": "“{field}” must be a day such as 2026-11-30, not “{text}”.",
    "bad_ratio": "“{field}” must be a number above 0, such as 0.25, not “{text}”.",
    "bad_elasticity": "“{field}” must be a number from 0 to {most}, not “{text}”.",
    "costs_unmeasured": "Not measured here: what an answer of this pair takes. Compare a "
                        "question of yours to its end on the first tab, then come back.",
    "costs_read": "A right answer costs {teacher} {currency} of the teacher and {student} of the "
                  "student, {factor}.",
    "costs_read_cascade": "The cascade pays {cascade} and gets {right} right.",
    "costs_read_tokens": "A million tokens cost {teacher} {currency} of the teacher and "
                         "{student} of the student, {factor}.",
    "times_less": "{}× less", "times_more": "{}× more", "as_much": "as much",
    "incomparable": "and to what is free there is no ratio",
    "column": {"speed": "tokens a second", "tokens": "tokens an answer", "right": "right",
               "per_million": "{} a million tokens written, reading included",
               "per_solved": "{} a right answer"},
    "side": "Side",
    "no_share": "Not measured here: how often this pair is right. Without an exam no "
                                "cost of a right answer is known.",
    "costs_how": "Times and tokens are means over recorded comparisons ({runs}) on {device}, one "
                 "question at a time; a server that answers many at once is cheaper on both "
                 "sides.",
    "costs_how_own": "Times and tokens are those of your last comparison, on {device}, one "
                     "question at a time; a server that answers many at once is cheaper on both "
                     "sides.",
    "costs_how_exam": "Right answers: the pair's exam of {asked} questions, on the Exam tab.",
    "cascade_how": "The cascade asks the student first, and the teacher where the student is less "
                   "sure than {threshold}: {passed} of the {n} questions of one half of the exam; "
                   "the threshold was chosen on the other.",
    "formulas": "Formulas",
    "formula": {
        "hour": "answer = price of an hour × seconds ÷ 3600",
        "tokens": "answer = (price read × prompt tokens + price written × output tokens) ÷ "
                  "1,000,000",
        "per_million": "a million tokens = answer ÷ output tokens × 1,000,000",
        "per_solved": "a right answer = answer ÷ share of right answers",
        "cascade": "cascade's answer = student's answer + share passed on × teacher's answer",
        "demand": "demand × r^−e",
        "spent": "total spent × r^(1−e)",
    },
    "costs_bar": "{side}: {cost} {currency}", "costs_at": "Prices of {day} or later.",
    "rebound_title": "The rebound, as a formula",
    "rebound_lead": "r: the new price over the old one; e: how much demand answers to price, in "
                    "% more for 1 % less. Which e holds for answers of models, nobody measured "
                    "here.",
    "ratio_hint": "empty: the student's cost over the teacher's",
    "rebound_empty": "Without a cost of both sides there is no ratio of prices: write one.",
    "rebound_unpriced": "Both costs above must be more than 0 to have a ratio: write one here.",
    "rebound_read": "At r = {ratio} and e = {steep}, demand is {demand}× what it was, and "
                    "{spent}× as much is spent in all: {verdict}.",
    "rebound_less": "less than before", "rebound_more": "more than before",
    "rebound_same": "as much as before", "rebound_even": "break-even, e = 1",
    "rebound_axis": "elasticity e, across; times what it was, on a log scale",
    "rebound_lines": {"demand": "demand", "spent": "total spent"},
}
CHINESE: Words = {
    "costs_title": "一个回答要花多少钱",
    "costs_lead": "请改成自己的价格：这些只是例子，带着出处和日期。",
    "sides": {"teacher": "师父", "student": "徒弟", "cascade": "接力"},
    "priced_by": "计价", "by": {"hour": "按小时", "tokens": "按接口词元"},
    "field": {"hour": "每小时价格", "reading": "每百万读入词元价格",
              "writing": "每百万写出词元价格",
              "currency": "货币", "date": "价格的日期（最早的）",
              "ratio": "新价格是旧价格的几分之几",
              "elasticity": "需求的价格弹性"},
    "price_from": "例子：{name}，{price} {currency}，查于 {date}", "price_source": "出处",
    "price_pair": "来自这一对的文件，{date}", "price_none": "没有 {device} 的价格例子。",
    "unknown_device": "这台设备",
    "of_side": "{side}，{field}",
    "empty_price": "“{field}”是空的：请写价格，免费就写 0。",
    "bad_price": "“{field}”要写 0，或 0.000000001 到 1,000,000,000 的数，例如 0.40，"
                 "不能是“{text}”。",
    "bad_kind": "“{field}”要从选项里选。",
    "bad_currency": "“{field}”要写三个字母，例如 USD，不能是“{text}”。",
    "bad_date": "“{field}”要写日期，例如 2026-11-30，不能是“{text}”。",
    "bad_ratio": "“{field}”要写大于 0 的数，例如 0.25，不能是“{text}”。",
    "bad_elasticity": "“{field}”要写 0 到 {most} 的数，不能是“{text}”。",
    "costs_unmeasured": "这里没有测量：这一对的一个回答要用多少。请先在第一个标签页把一个问题比较"
                        "到底，再回来看。",
    "costs_read": "一个答对的回答，师父要 {teacher} {currency}，徒弟要 {student}，{factor}。",
    "costs_read_cascade": "接力要 {cascade}，答对 {right}。",
    "costs_read_tokens": "一百万词元，师父要 {teacher} {currency}，徒弟要 {student}，{factor}。",
    "times_less": "是它的 1/{}", "times_more": "是它的 {} 倍", "as_much": "一样多",
    "incomparable": "对免费的没有比值",
    "column": {"speed": "词元每秒", "tokens": "每个回答的词元", "right": "答对",
               "per_million": "每写出百万词元，含读入（{}）", "per_solved": "每个答对的回答（{}）"},
    "side": "哪一边",
    "no_share": "这里没有测量：这一对多常答对。没有考试，就不知道一个答对的回答要多少钱。",
    "costs_how": "时间和词元是 {device} 上 {runs} 次录下的比较的平均，一次一个问题；同时回答许多"
                 "问题的服务器，两边都更便宜。",
    "costs_how_own": "时间和词元来自你上一次的比较，在 {device} 上，一次一个问题；同时回答许多问"
                     "题的服务器，两边都更便宜。",
    "costs_how_exam": "答对的比例：这一对的 {asked} 题考试，见考试页。",
    "cascade_how": "接力先问徒弟，它的把握低于 {threshold} 时再问师父：在考试一半的 {n} 题上，"
                   "问师父的占 {passed}；门槛是在另一半上选出的。",
    "formulas": "公式",
    "formula": {
        "hour": "一个回答 = 每小时价格 × 秒数 ÷ 3600",
        "tokens": "一个回答 =（读入价 × 提示词元 + 写出价 × 输出词元）÷ 1,000,000",
        "per_million": "一百万词元 = 一个回答 ÷ 输出词元 × 1,000,000",
        "per_solved": "一个答对的回答 = 一个回答 ÷ 答对的比例",
        "cascade": "接力的一个回答 = 徒弟的一个回答 + 交给师父的比例 × 师父的一个回答",
        "demand": "需求 × r^−e",
        "spent": "总花费 × r^(1−e)",
    },
    "costs_bar": "{side}：{cost} {currency}", "costs_at": "价格查于 {day} 或之后。",
    "rebound_title": "反弹，作为公式",
    "rebound_lead": "r：新价格比旧价格；e：价格降 1 %，需求多百分之几。对模型的回答，e 是多少，这"
                    "里没有人测过。",
    "ratio_hint": "空着：徒弟的花费比师父的",
    "rebound_empty": "两边的花费不知道，就没有价格之比：请写一个。",
    "rebound_unpriced": "上面两边的花费都要大于 0 才有比值：请在这里写一个。",
    "rebound_read": "r = {ratio}、e = {steep} 时，需求是原来的 {demand} 倍，总花费是 {spent} 倍："
                    "{verdict}。",
    "rebound_less": "比以前少", "rebound_more": "比以前多",
    "rebound_same": "和以前一样", "rebound_even": "平衡点，e = 1",
    "rebound_axis": "横轴是弹性 e；纵轴是原来的几倍，对数刻度",
    "rebound_lines": {"demand": "需求", "spent": "总花费"},
}
words = chooser(ENGLISH, CHINESE)
