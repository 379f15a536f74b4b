"""The words of the Votes tab: a question, two answers without names, a choice, and the tally."""

from __future__ import annotations

from demo.words.languages import Words, chooser

ENGLISH: Words = {
    "vote_intro": "Ask both models without knowing who says what. Both answers appear together, "
                  "when both are complete. You say which one is better, and only then are the "
                  "names and numbers shown.",
    "vote_pair": "Here: {}.",
    "vote_question": "Your question", "vote_placeholder": "Ask both, unseen …",
    "vote_ask": "Ask unseen",
    "vote_asking": "Both are answering. Nothing is shown before both are done.",
    "vote_hidden": "It appears with the other answer.",
    "vote_answer": "Answer {}",
    "vote_cut": "(cut here: the longest answer)",
    "vote_which": "Which answer is better?",
    "vote_same": "Both answered word for word the same. Is that answer good?",
    "vote_choices": {"a": "A is better", "b": "B is better", "tie": "Both are equally good",
                     "both_bad": "Both are bad"},
    "vote_same_choices": {"tie": "It is good", "both_bad": "It is bad"},
    "vote_correction": "If you know better: the right answer would be …",
    "vote_note": "Kept with your vote: the question, both answers and your correction, so that a "
                 "model can learn from them. No name and no address.",
    "vote_note_unkept": "This server keeps no votes: yours only shows you who said what.",
    "vote_preferred": {"teacher": "You preferred the teacher.", "student": "You preferred the "
                       "student.", "tie": "You found both equally good.",
                       "both_bad": "You found both bad."},
    "vote_kept": "Your vote is kept; thank you.",
    "vote_corrected": "Your vote and your correction are kept; thank you.",
    "vote_again": "You voted on this very comparison before: that vote stays.",
    "vote_unkept": "It is not kept here.",
    "vote_letter": "{} was the {}",
    "vote_stopped": "It was stopped before both were complete, so there is nothing to vote on: "
                    "ask again.",
    "vote_failed": "A side could not answer, so there is nothing to vote on: ask again.",
    "vote_lost": "This comparison is no longer here: ask again.",
    "vote_odd": "Choose one of the buttons under the answers.",
    "vote_too_many": "These are many votes in a minute: read the answers once more, and vote in a "
                     "moment.",
    "tally_title": "Votes on this pair",
    "tally_none": "Nobody has voted on this pair yet.",
    "tally_read": "Of {votes} votes, {good} found the student as good as its teacher or better "
                  "(95 % interval {low} to {high}). Ties count; so does “both bad”, which is "
                  "good for nobody.",
    "tally_read_one": "One vote so far: one vote says nothing yet.",
    "tally_all": "all", "tally_own": "own questions", "tally_votes": "{} votes",
    "tally_vote": "1 vote",
    "tally_kinds": {"teacher": "teacher better", "tie": "equally good", "both_bad": "both bad",
                    "student": "student better"},
    "tally_table": "All shares, with 95 % intervals", "tally_subject": "subject",
    "tally_count": "votes", "tally_good": "student as good or better",
    "tally_bar": "{kind}: {share} %",
}
CHINESE: Words = {
    "vote_intro": "同时问两个模型，但不知道谁是谁。两个回答都完成后才一起出现；你先说哪个更好，"
                  "然后才显示名字和数字。",
    "vote_pair": "这里是：{}。",
    "vote_question": "你的问题", "vote_placeholder": "盲问两边……",
    "vote_ask": "盲问",
    "vote_asking": "两边正在作答，都完成之前什么都不显示。",
    "vote_hidden": "它会与另一个回答一起出现。",
    "vote_answer": "回答 {}",
    "vote_cut": "（到此截断：已达最长回答）",
    "vote_which": "哪个回答更好？",
    "vote_same": "两边一字不差。这个回答好吗？",
    "vote_choices": {"a": "A 更好", "b": "B 更好", "tie": "一样好", "both_bad": "都不好"},
    "vote_same_choices": {"tie": "好", "both_bad": "不好"},
    "vote_correction": "如果你知道：正确的回答应该是……",
    "vote_note": "随投票保存：问题、两个回答和你的更正，供模型学习。不留姓名，不留地址。",
    "vote_note_unkept": "本服务器不保存投票：你的一票只用来揭晓谁说了什么。",
    "vote_preferred": {"teacher": "你更喜欢师父的回答。", "student": "你更喜欢徒弟的回答。",
                       "tie": "你觉得两边一样好。", "both_bad": "你觉得两边都不好。"},
    "vote_kept": "已保存你的投票，谢谢。",
    "vote_corrected": "已保存你的投票和更正，谢谢。",
    "vote_again": "你已经对这次比较投过票：以那一票为准。",
    "vote_unkept": "这里不保存它。",
    "vote_letter": "{} 是{}",
    "vote_stopped": "两边完成之前就停止了，没有可投票的内容：请再问一次。",
    "vote_failed": "有一边没能作答，没有可投票的内容：请再问一次。",
    "vote_lost": "这次比较已经不在了：请再问一次。",
    "vote_odd": "请从回答下面的按钮中选一个。",
    "vote_too_many": "一分钟内投票太多：请再读一遍回答，稍后再投。",
    "tally_title": "这一对模型的投票",
    "tally_none": "还没有人对这一对模型投票。",
    "tally_read": "{votes} 票中，{good} 认为徒弟不逊于师父（95% 置信区间 {low} 至 {high}）。"
                  "平局计入；“都不好”也计入，但不算任何一边好。",
    "tally_read_one": "目前只有一票：一票还说明不了什么。",
    "tally_all": "全部", "tally_own": "自拟问题", "tally_votes": "{} 票", "tally_vote": "1 票",
    "tally_kinds": {"teacher": "师父更好", "tie": "一样好", "both_bad": "都不好",
                    "student": "徒弟更好"},
    "tally_table": "全部比例及 95% 置信区间", "tally_subject": "科目",
    "tally_count": "票数", "tally_good": "徒弟不逊于师父",
    "tally_bar": "{kind}：{share} %",
}
words = chooser(ENGLISH, CHINESE)
