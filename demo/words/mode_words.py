"""The words of the modes beside a race: where they are chosen, on the cards, in the verdict."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "mode": "Mode",
    "mode_note": "Race: both answer. Cooperation: the student drafts and the teacher verifies, "
                 "against the teacher alone. Cascade: the student answers, and the teacher only "
                 "where the student is not sure.",
    "modes": {"race": "Race", "cooperate": "Cooperation", "cascade": "Cascade"},
    "draft": "Tokens a draft", "threshold": "Confidence threshold",
    "together": "Together",
    "cooperate_made": "{0} drafts, {1} verifies",
    "by_student": "drafted by the student, kept by the teacher",
    "by_teacher": "the teacher's own",
    "rounds": "{0} rounds: of {1} drafted tokens {2} were kept and {5} judged and dropped; behind "
              "one that is dropped none is judged. Drafting took {3} s, verifying {4} s. ",
    "rounds_tip": "Several tokens become known at once, at the end of a round; its seconds are the "
                  "student's while it drafts and the teacher's while it verifies.",
    "sure": "Confidence {0}, of its last line {1}; below {2} the teacher is asked.",
    "sure_tip": "The geometric mean of the probabilities that the student gave its own tokens, "
                "read off once its clock had stopped. It is no chance of being right.",
    "not_asked_hint": "The student answered alone.",
    "same_text": "Word for word what the teacher writes alone.",
    "drawn_text": "Another draw of what the teacher might have written alone.",
    "rounded_text": "Not what the teacher wrote alone, though greedy: read several at once, two "
                    "tokens that were as likely were rounded otherwise.",
    "cut_text": "Not both came to their end.",
    "pays": " Together they wrote {0}× faster", "even": " Together they wrote about as fast",
    "costs": " Cooperating does not pay here: together they wrote {0}× slower",
    "than_alone": " than the teacher alone", "as_alone": " as the teacher alone",
    "predicted": ", where theory predicts {0}× faster",
    "predicted_slower": ", where theory predicts {0}× slower",
    "kept": "; of the drafts that it judged, the teacher kept {0}",
    "verify_cost": "; to verify took {0}× one step of its own",
    "end": ".", "little": " Too few tokens to tell whether it pays.",
    "alone": "The student was sure enough ({0}, threshold {1}): the teacher was not asked.",
    "spared": " As many tokens would have cost {0} {1} there.",
    "unsure": "The student was not sure enough ({0}, threshold {1}): the teacher was asked. ",
    "unknown": "How sure the student was is not known: the teacher was asked. ",
    "broke_off": "The cascade was stopped.",
    "in_turn": "each on its own clock from 0; in truth the student came first and then whoever was "
               "asked: {0} s in all",
    "tally": "On this page so far: the teacher was asked {0} of {1} questions.",
    "tally_saved": " About {0} s saved, if it had taken as long for the others.",
    "tally_lost": " About {0} s lost: asking it at once would have been quicker.",
    "tally_unknown": " What it takes is known once it was asked.",
    "tally_money": " It cost {0} {2}, and {1} {2} were spared.",
}
CHINESE: Words = {
    "mode": "方式",
    "mode_note": "比赛：两边都作答。合作：徒弟起草，师父核对，与师父独自作答相比。"
                 "接力：徒弟作答，没有把握时才问师父。",
    "modes": {"race": "比赛", "cooperate": "合作", "cascade": "接力"},
    "draft": "每次起草的词元", "threshold": "把握的门槛",
    "together": "合写",
    "cooperate_made": "{0} 起草，{1} 核对",
    "by_student": "徒弟起草、师父保留", "by_teacher": "师父自己写的",
    "rounds": "{0} 轮：起草 {1} 个词元，保留 {2} 个，核对后丢弃 {5} 个；丢弃之后的不再核对。"
              "起草用 {3} 秒，核对用 {4} 秒。",
    "rounds_tip": "一轮结束时几个词元同时得知；它的秒数是徒弟起草和师父核对各自时钟上的时间。",
    "sure": "把握 {0}，最后一行 {1}；低于 {2} 就问师父。",
    "sure_tip": "徒弟给自己各词元的概率的几何平均，在它的时钟停下后读出；它并不是答对的概率。",
    "not_asked_hint": "徒弟独自作答。",
    "same_text": "与师父独自写的一字不差。",
    "drawn_text": "师父独自也可能写出的另一次抽样。",
    "rounded_text": "虽是贪心，却与师父独自写的不同：几个词元一起读，两个同样可能的词元舍入不同。",
    "cut_text": "两边没有都写完。",
    "pays": "合写快 {0} 倍", "even": "合写差不多一样快",
    "costs": "在这里合作不划算：合写慢 {0} 倍",
    "than_alone": "（与师父独自写相比）", "as_alone": "（与师父独自写相比）",
    "predicted": "，理论预测快 {0} 倍", "predicted_slower": "，理论预测慢 {0} 倍",
    "kept": "；师父核对过的草稿中保留了 {0}",
    "verify_cost": "；核对一次等于它自己 {0} 步",
    "end": "。", "little": "词元太少，看不出是否划算。",
    "alone": "徒弟有把握（{0}，门槛 {1}）：没有问师父。",
    "spared": "同样多的词元在那里要花 {0} {1}。",
    "unsure": "徒弟没有把握（{0}，门槛 {1}）：问了师父。",
    "unknown": "徒弟有多少把握不得而知：问了师父。",
    "broke_off": "接力被停止。",
    "in_turn": "两边各自从 0 计时；其实徒弟在先，然后才是被问的师父：共 {0} 秒",
    "tally": "在这个页面上：{1} 个问题中有 {0} 个问了师父。",
    "tally_saved": "若师父答其余问题也用同样久，约省 {0} 秒。",
    "tally_lost": "约多用了 {0} 秒：直接问师父会更快。",
    "tally_unknown": "问过师父之后才知道它要用多久。",
    "tally_money": "花费 {0} {2}，省下 {1} {2}。",
}
words = chooser(ENGLISH, CHINESE)


def side_names(mode: str, language: str) -> dict[str, str]:
    """What the sides are called where that is not teacher and student."""
    return {"student": words(language)["together"]} if mode == "cooperate" else {}
