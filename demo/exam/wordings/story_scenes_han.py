"""Scenes of word problems in Chinese. Data only; the keys are those of `story_scenes`.

{n} is who, {p} another name, {s} the things and {m} their measure word, {k} boxes, {d} money's
word, {v} and {w} the numbers ({w} stands in each box).
"""

from __future__ import annotations

from demo.exam.wordings.story_scenes import Scene

_THEN = "[又|后来又|接着|然后|]"
_THINGS: Scene = {
    "start": ("{n}[有|买了|摘了|做了|原来有]{v}{m}{s}",
    "[桌上|盒子里|店里|家里|篮子里][有|原有]{v}{m}{s}"),
    "boxes": ("{n}[有|买了|拿来]{v}{k}{s}，每{k}[有|]{w}{m}", "[有|一共]{v}{k}{s}，每{k}{w}{m}",
              "每{k}{s}{w}{m}，[共|有]{v}{k}", "{v}个[人|同学]每人[有|带]{w}{m}{s}"),
    "add": (_THEN + "[买了|得到|拿来|放进|添了]{v}{m}", "{p}[给了|送来]{v}{m}", "又来了{v}{m}"),
    "subtract": ("[送出|卖掉|用了|吃了|丢了|拿走|送给朋友]{v}{m}", "[坏了|吃掉|卖了]{v}{m}",
                 "给[了|]{p}{v}{m}", "{p}[吃了|拿走]{v}{m}"),
    "multiply": ("[数量|后来]变成{x}",),
    "divide": ("[平均|]分给{v}个[人|朋友|同学]", "[平均|]装进{v}{k}"),
    "product": ("又买了{v}{k}，每{k}{w}{m}",),
    "from": ("一共[需要|要]{v}{m}",),
    "ask": ("[还剩|剩下|现在有|一共有|总共|还有|共有][几|多少]{m}[{s}|]", "[现在|最后|一共]有多少",
            "[还剩多少|剩几{m}|还剩几{m}]"),
    "ask divide": ("每[人|个人][几|多少]{m}", "平均每份[几|多少]{m}"),
    "ask from": ("还[差|缺|要][几|多少]{m}",),
}
_MONEY: Scene = {
    "start": ("{n}有{v}{d}", "{n}[存了|带了|挣了|赚了]{v}{d}"),
    "boxes": ("{n}每[天|周|小时]挣{w}{d}，做了{v}[天|周|小时]", "{n}每天存{w}{d}，存了{v}天"),
    "add": (_THEN + "[挣了|得到|存了]{v}{d}", "[朋友|{p}]给了{v}{d}"),
    "subtract": ("[买书|买笔|吃饭|坐车|买菜|][花了|用了|花掉]{v}{d}", "[买了|]一{m}{s}{v}{d}",
    "借给{p}{v}{d}"),
    "multiply": ("后来钱变成{x}",),
    "divide": ("平均分给{v}个人",),
    "product": ("又得到{v}张{w}元",),
    "from": ("[想买|买]一个{v}{d}的[包|车|球]",),
    "ask": ("[还剩|剩|现在有|一共有|还有][多少钱|多少{d}|多少]",),
    "ask divide": ("每人[多少钱|多少]",),
    "ask from": ("还[差|缺][多少钱|多少]",),
}
_SHOP: Scene = {
    "start": ("一个包{v}{d}", "{n}买了一个{v}{d}的包"),
    "boxes": ("[{n}买了|买]{v}{m}{s}，每{m}{w}{d}", "一{m}{s}{w}{d}，[{n}|]买[了|]{v}{m}"),
    "add": ("[还买了|加上|又买]一个{v}{d}的[包|球|杯子]", "运费{v}{d}"),
    "subtract": ("[便宜了|优惠|减]{v}{d}", "用了{v}{d}的券"),
    "multiply": (),
    "divide": ("{v}个人平分",),
    "product": ("又买{v}[个杯子|个球|支笔]，每个{w}{d}",),
    "from": ("[付了|给了|带了|付]{v}{d}",),
    "ask": ("[一共|总共|要付|共花]多少[钱|]", "[要多少钱|一共花了多少]"),
    "ask divide": ("每人[付|出]多少",),
    "ask from": ("[找回|应找|找|还剩]多少[钱|]",),
}
_BUS: Scene = {
    "start": ("[车上|船上|教室里|公园里]有{v}[人|个人]",),
    "boxes": ("有{v}排，每排{w}人", "{v}辆车，每辆{w}人"),
    "add": (_THEN + "[上来|来了|进来]{v}[人|个]", "[上车|来了]{v}人"),
    "subtract": ("[下去|走了|下车|离开]{v}[人|个]", "到站下车{v}人"),
    "multiply": ("人数变成{x}",),
    "divide": ("平均分成{v}[组|队]",),
    "product": ("又来{v}辆车，每辆{w}人",),
    "from": ("[一共|共]有{v}个座",),
    "ask": ("[现在|还剩|还有|一共][有|]多少人", "[车上|]现在几个人"),
    "ask divide": ("每[组|队]几人",),
    "ask from": ("还[能坐|差]几人",),
}
_RATE: Scene = {
    "start": ("{n}第一天[看了|做了|写了]{v}页",),
    "boxes": ("{n}每天[看|写|做]{w}页，[看|写|做]了{v}天", "车每小时走{w}公里，走了{v}小时",
              "{n}一天[跑|走]{w}公里，{v}天"),
    "add": ("[又|后来又|最后一天][看了|走了|做了]{v}", "再加{v}"),
    "subtract": ("其中{v}不算", "有{v}[白做了|要重做]"),
    "multiply": ("后来变成{x}",),
    "divide": ("{v}个人平分",),
    "product": ("又每天{w}，过了{v}天",),
    "from": ("[全书|全程|一共要|目标是]{v}",),
    "ask": ("[一共|总共|共]多少",),
    "ask divide": ("每人多少",),
    "ask from": ("还[剩|差]多少",),
}
SCENES = (_THINGS, _THINGS, _THINGS, _MONEY, _MONEY, _SHOP, _SHOP, _BUS, _RATE)
TIMES = {2: ("两倍", "原来的两倍", "2倍"), 3: ("三倍", "原来的3倍")}
DISTRACTORS = ("{n}{z}岁", "现在{z}点", "{p}有{z}只猫", "他家有{z}口人", "今天{z}度", "坐{z}路车")
FRAMES = ("如果{tale}，{ask}", "如果{tale}，那么{ask}", "{tale}，问{ask}", "{tale}，请问{ask}",
          "假如{tale}，{ask}", "{tale}，那{ask}")
RESERVED = ("已知{tale}，求{ask}", "{ask}？条件是{tale}", "设{tale}，则{ask}")
COMPARED = {
    "add": ("{y}比{x}多{v}{m}", "{x}比{y}少{v}{m}", "{y}的比{x}的多{v}{m}"),
    "subtract": ("{y}比{x}少{v}{m}", "{x}比{y}多{v}{m}", "{y}的比{x}的少{v}{m}"),
    "multiply": ("{y}的是{x}的{v}倍", "{y}有{x}的{v}倍"),
}
COMPARED_SHORT = {
    "add": ("{y}多{v}{m}", "{y}比他多{v}{m}"),
    "subtract": ("{y}少{v}{m}", "{y}比他少{v}{m}"),
    "multiply": ("{y}的是他的{v}倍",),
}
AGED = {
    "add": ("{y}比{x}大{v}岁", "{x}比{y}小{v}岁"),
    "subtract": ("{y}比{x}小{v}岁", "{x}比{y}大{v}岁"),
    "multiply": ("{y}的年龄是{x}的{v}倍",),
}
AGED_SHORT = {
    "add": ("{y}大{v}岁",), "subtract": ("{y}小{v}岁",), "multiply": ("{y}的年龄是他的{v}倍",),
}
COMPARED_START = ("{x}有{v}{m}{s}", "{x}[做了|买了|摘了]{v}{m}{s}")
AGED_START = ("{x}[今年|]{v}岁",)
COMPARED_ASK = ("{y}有[几|多少]{m}[{s}|]", "{y}呢", "{y}有多少")
AGED_ASK = ("{y}[几岁|多大|多少岁]",)
TOGETHER_ASK = ("[他们|两人|]一共[有|][几|多少]{m}", "合起来[几|多少]{m}")
TOGETHER_AGED = ("[他们|两人]一共多少岁",)
