"""What people say before and after a question: who asks, why, how politely. Parts, combined.

None of it holds a number: it must never be able to change what is asked.
"""

from __future__ import annotations

from random import Random

_GREET = ("hi", "hey", "hello", "hi there", "hey there", "yo", "good morning", "good evening", "ok",
          "okay", "so", "um", "well", "alright", "now", "right", "dear teacher", "sir", "hey bot",
          "hmm", "oh", "and", "also", "next")
_WHO = ("my kid", "my son", "my daughter", "my little brother", "my teacher", "my friend",
        "my boss", "my mom", "my dad", "my wife", "a friend", "someone", "my student", "grandma")
_WANTS = ("asked", "asks", "asked me", "wants to know", "asked this", "needs to know", "is asking")
_WHY = ("quick one", "quick question", "quick q", "question", "homework", "homework help",
        "help with homework", "my homework says", "need help", "help", "help me", "stuck on this",
        "for a test", "for school", "for work", "for a bet", "for a friend", "test tomorrow",
        "exam question", "easy one", "simple question", "silly question", "stupid question",
        "dumb question", "random question", "just checking", "just wondering", "double checking",
        "i forgot", "i forget", "i am bad at this", "i am not sure", "not sure about this",
        "no calculator here", "another one", "next one", "one more", "last one", "riddle", "quiz")
_LEAD = ("please", "pls", "can you tell me", "could you tell me", "can you please tell me",
         "do you know", "please tell me", "tell me", "i need to know", "i want to know",
         "i would like to know", "can you help me with", "i wonder", "would you know",
         "could you please say", "can u tell me", "any idea", "can someone tell me", "remind me",
         "help me find out", "let me ask", "may i ask", "i have to know", "please say")
_THANKS = ("thanks", "thx", "ty", "thank you", "thanks a lot", "thank you so much", "many thanks",
           "cheers", "tysm", "thanks in advance", "thank u", "please", "pls", "plz",
           "pretty please", "tia", "much appreciated")
_URGE = ("asap", "asap lol", "lol", "quick", "quickly", "its urgent", "hurry", "i am in a hurry",
         "haha", "need it now", "fast please", "for my kid", "for homework", "for school",
         "for work", "i forgot", "not sure", "no idea", "i am stuck", "i keep getting it wrong",
         "i cant do it", "show your work", "show the steps", "explain", "step by step", "anyone",
         "can you help", "right", "do you know", "just curious", "its for my son",
         "my teacher asked", "ok", "got it", "help", "idk", "bro", "mate", "man", "dude", "exactly",
         )
_HAN_GREET = ("你好", "您好", "老师", "老师好", "哈喽", "那个", "那么", "嗯", "喂", "在吗", "嘿",
              "亲", "同学", "大家好", "打扰了", "不好意思")
_HAN_WHO = ("我儿子问", "我女儿问", "孩子问我", "老师问", "同学问我", "朋友问", "小朋友问",
            "我妈问", "有人问我", "弟弟问我")
_HAN_WHY = ("作业题", "求助", "急", "帮忙", "考考你", "问一下", "问个问题", "小学题", "不会做",
            "忘了", "请教一下", "想问下", "随便问问", "快速问一下", "再问一个", "下一题", "考试题",
            "帮个忙", "算不出来", "数学题", "一道题")
_HAN_LEAD = ("请问", "我想知道", "帮我看看", "告诉我", "帮我看下", "请告诉我", "能告诉我", "你知道",
             "麻烦看下", "谁知道", "请你说说", "想知道", "帮看看")
_HAN_TAIL = ("谢谢", "谢谢啦", "急", "在线等", "麻烦了", "拜托", "多谢", "谢谢老师", "谢了", "快点",
             "我忘了", "不太会", "急急急", "求解", "帮帮我", "要过程", "谢谢你", "感谢", "哈哈",
             "快", "我不会", "写出步骤", "求助", "帮我算下")
_STOPS = (", ", ", ", ": ", ". ", "! ", " ", " - ", "... ")


def head(rng: Random, room: int) -> str:
    """What comes before, with its joint; often nothing, always nothing where there is no room."""
    if room < 24 or rng.random() < 0.56:
        return ""
    said = ""
    if rng.random() < 0.4:
        said += rng.choice(_GREET) + rng.choice(_STOPS)
    way = rng.random()
    if way < 0.2 and room > 50:
        said += f"{rng.choice(_WHO)} {rng.choice(_WANTS)}" + rng.choice(_STOPS)
    elif way < 0.5:
        said += rng.choice(_WHY) + rng.choice(_STOPS)
    if (way > 0.5 or rng.random() < 0.15) and room > 40:
        said += rng.choice(_LEAD) + rng.choice((" ", " ", " ", ", "))
    return said


def tail(rng: Random, room: int) -> str:
    """What comes after, without a joint."""
    if room < 24 or rng.random() < 0.7:
        return ""
    if rng.random() < 0.2 and room > 50:
        return f"{rng.choice(_URGE)} {rng.choice(_THANKS)}"
    said = rng.choice(_THANKS if rng.random() < 0.5 else _URGE)
    return said + rng.choice(("", "", "", "!", "?", ".", ":)", "!!"))


def han_head(rng: Random, room: int) -> str:
    if room < 8 or rng.random() < 0.5:
        return ""
    said = ""
    if rng.random() < 0.35:
        said += rng.choice(_HAN_GREET) + rng.choice("，，， ！")
    way = rng.random()
    if way < 0.2:
        said += rng.choice(_HAN_WHO) + rng.choice("，： ")
    elif way < 0.5:
        said += rng.choice(_HAN_WHY) + rng.choice("，：！ ")
    if way > 0.5:
        said += rng.choice(_HAN_LEAD) + rng.choice(("", "", "，"))
    return said


def han_tail(rng: Random, room: int) -> str:
    if room < 8 or rng.random() < 0.75:
        return ""
    return rng.choice(_HAN_TAIL) + rng.choice(("", "", "！", "~", "。"))
