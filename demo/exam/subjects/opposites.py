"""Opposites, known by heart, in English and in Chinese. Questions only, no models.

The pairs stand in an order: what people ask for first is listed first and asked for more often. A
word with several opposites is taught the first one listed; the others are right as well.
"""

from __future__ import annotations

from random import Random

from demo.exam.question import WORDS, Question, Subject, check_final, marked
from demo.exam.wordings.grammar import ask, often_first

_PAIRS = """
    hot cold|big small|tall short|fast slow|up down|left right|open closed|old new|young old
    |good bad|happy sad|rich poor|hard soft|heavy light|dark light|day night|early late
    |full empty|wet dry|clean dirty|strong weak|thick thin|wide narrow|deep shallow|loud quiet
    |near far|inside outside|above below|first last|win lose|buy sell|give take|push pull
    |come go|love hate|begin end|start stop|always never|true false|yes no|black white
    |sweet sour|smooth rough|sharp blunt|tight loose|cheap expensive|easy difficult
    |simple complex|safe dangerous|brave cowardly|kind cruel|polite rude|calm nervous
    |lazy diligent|awake asleep|alive dead|ancient modern|public private|single married
    |male female|north south|east west|arrive depart|remember forget|build destroy|accept refuse
    |increase decrease|success failure|war peace|friend enemy|question answer|summer winter
    |morning evening|top bottom|front back|high low|raw cooked|fat thin|same different|many few
    |more less|before after|enter exit|float sink|laugh cry|ask reply|tame wild
    |visible invisible|wise foolish|proud humble|busy idle|bright dark|long short|on off|in out
    |over under|right wrong|large small|huge tiny|warm cool|beautiful ugly|pretty ugly
    |clever stupid|smart stupid|careful careless|useful useless|hopeful hopeless
    |honest dishonest|possible impossible|legal illegal|lucky unlucky|fair unfair|happy unhappy
    |known unknown|healthy sick|sick well|fresh stale|generous selfish|guilty innocent
    |interesting boring|exciting boring|noisy quiet|optimist pessimist|patient impatient
    |perfect imperfect|positive negative|rare common|real fake|regular irregular
    |responsible irresponsible|sane insane|secure insecure|sober drunk|solid liquid
    |special ordinary|straight crooked|stable unstable|sunny cloudy|temporary permanent
    |tidy messy|tough tender|upstairs downstairs|vertical horizontal|victory defeat|villain hero
    |violent gentle|voluntary compulsory|whole part|within without|agree disagree|allow forbid
    |appear disappear|attack defend|borrow lend|break fix|catch throw|connect disconnect
    |create destroy|divide unite|find lose|follow lead|freeze melt|gain lose|include exclude
    |join separate|leave stay|like dislike|live die|lock unlock|lower raise|obey disobey
    |pass fail|praise blame|release capture|reveal hide|reward punish|rise fall|save spend
    |send receive|shout whisper|sit stand|sleep wake|smile frown|speak listen|spread gather
    |strengthen weaken|succeed fail|teach learn|tie untie|trust distrust|wake sleep|work play
    |work rest|zip unzip|add subtract|multiply divide|plus minus|maximum minimum|major minor
    |majority minority|ascend descend|expand contract|export import|import export|inhale exhale
    |internal external|interior exterior|superior inferior|senior junior|parent child
    |father mother|brother sister|son daughter|king queen|man woman|boy girl|husband wife
    |uncle aunt|teacher student|doctor patient|buyer seller|winner loser|leader follower
    |host guest|giant dwarf|heaven hell|sky ground|land sea|sunrise sunset|dawn dusk
    |noon midnight|past future|yesterday tomorrow|spring autumn|beginning ending|birth death
    |arrival departure|entrance exit|strength weakness|advantage disadvantage|profit loss
    |wealth poverty|health illness|hope despair|courage fear|pleasure pain|truth lie|order chaos
    |freedom slavery|knowledge ignorance|joy sorrow|ally enemy|ceiling floor|head tail
    |everything nothing|everybody nobody|everyone nobody|everywhere nowhere|all none|some none
    |often seldom|now later|here there|this that|these those|both neither|with without
    |for against|toward away|forward backward|together apart|quickly slowly|loudly quietly
    |well badly|upper lower|northern southern|eastern western|urban rural|local foreign
    |domestic wild|natural artificial|active passive|absent present|accurate inaccurate
    |adult child|arrogant humble|asleep awake|attractive repulsive|basic advanced|bitter sweet
    |blunt sharp|bold timid|boring interesting|broad narrow|casual formal|certain uncertain
    |cheerful gloomy|civilian military|complete incomplete|comfortable uncomfortable
    |conscious unconscious|correct incorrect|curved straight|delicious disgusting|dull bright
    |dense sparse|elegant clumsy|even odd|exact vague|familiar strange|famous unknown
    |fertile barren|flexible rigid|frequent rare|friendly hostile|genuine fake|glad sad
    |graceful clumsy|grateful ungrateful|hairy bald|harmful harmless|hungry full
    |identical different|immense tiny|important unimportant|inner outer|intelligent stupid
    |juicy dry|literate illiterate|logical illogical|loyal disloyal|mature immature|mild severe
    |moist dry|moral immoral|narrow wide|neat messy|normal abnormal|obvious hidden|outgoing shy
    |painful painless|plentiful scarce|powerful weak|predictable unpredictable|quiet loud
    |rational irrational|ripe unripe|rapid slow|relaxed tense|rigid flexible|shiny dull
    |sincere insincere|slim fat|spicy mild|steep flat|stingy generous|stiff soft|strict lenient
    |swift slow|talkative silent|transparent opaque|tired energetic|vacant occupied
    |valid invalid|vast tiny|wealthy poor|willing unwilling|worthy unworthy
    |accidental deliberate|bless curse|bend straighten|cause effect|close open|compress expand
    |deny admit|descend ascend|deposit withdraw|dress undress|drop lift|earn spend
    |employ dismiss|encourage discourage|fill empty|fold unfold|hire fire|ignite extinguish
    |improve worsen|inflate deflate|insert remove|load unload|mend break|pack unpack|plug unplug
    |safety danger|show hide|shrink grow|start finish|support oppose|swallow spit|tighten loosen
    |upload download|vanish appear|wrap unwrap|input output|ancestor descendant
    |amateur professional|bride groom|coward hero|employer employee|landlord tenant
    |pupil teacher|acid alkali|clockwise anticlockwise|singular plural|vowel consonant
    |synonym antonym|prefix suffix
"""
_HAN_PAIRS = """
    大小 多少 高低 高矮 长短 上下 左右 前后 里外 内外 远近 快慢 早晚 新旧 好坏 冷热 轻重 胖瘦
    黑白 真假 对错 开关 来去 进出 买卖 哭笑 粗细 深浅 宽窄 厚薄 强弱 软硬 干湿 老少 男女 天地 东西
    南北
    生死 有无 是非 阴阳 美丑 善恶 香臭 甜苦 贫富 贵贱 公私 古今 首尾 头尾 因果 得失 成败 胜负 输赢
    攻守
    进退 升降 起落 动静 明暗 虚实 文武 师生 父母 兄弟 日夜 昼夜 朝夕 春秋 始终 先后 正反 横竖 曲直
    方圆
    勤懒 巧拙 爱恨 安危 收放 增减 加减 乘除 问答 借还 推拉 浮沉 睡醒 饥饱 稀密 松紧 清浊 忙闲 主客
    敌友
    缓急 亮暗 空满 存亡 聚散 奖罚 褒贬 热凉"""
_HAN_LONG = """
    高兴 难过|快乐 悲伤|成功 失败|进步 退步|勇敢 胆小|聪明 愚蠢|美丽 丑陋|认真 马虎|骄傲 谦虚
    |勤劳 懒惰|安全 危险|干净 肮脏|简单 复杂|容易 困难|开始 结束|增加 减少|温暖 寒冷|炎热 寒冷
    |光明 黑暗
    |热闹 冷清|仔细 粗心|诚实 虚伪|朋友 敌人|战争 和平|天堂 地狱|白天 黑夜|喜欢 讨厌|相信 怀疑
    |赞成 反对
    |表扬 批评|接受 拒绝|富裕 贫穷|富有 贫穷|古代 现代|公开 秘密|坚强 软弱|坚硬 柔软|善良 邪恶
    |新鲜 陈旧
    |清楚 模糊|整齐 凌乱|安静 吵闹|紧张 放松|节约 浪费|团结 分裂|优点 缺点|正确 错误|积极 消极
    |主动 被动
    |直接 间接|整体 局部|全部 部分|普通 特殊|特别 普通|经常 偶尔|永远 暂时|集中 分散|上升 下降
    |前进 后退
    |出现 消失|保护 破坏|建设 破坏|希望 失望|幸福 痛苦|健康 生病|年轻 年老|宽阔 狭窄|巨大 微小
    |精彩 乏味
    |热情 冷淡|友好 敌对|先进 落后|真实 虚假|合法 非法|有利 不利|胜利 失败|出口 入口|开心 伤心
    |温柔 粗暴
    |缓慢 迅速|沉重 轻松|明亮 昏暗|平坦 崎岖|弯曲 笔直|清醒 糊涂|熟悉 陌生|便宜 昂贵|强大 弱小
    |记得 忘记
    |反面 正面|内部 外部|东方 西方|南方 北方|国内 国外|陆地 海洋|日出 日落|昨天 明天|过去 未来"""


def _both_ways(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for left, right in pairs:
        for word, other in ((left, right), (right, left)):
            known = found.setdefault(word, [])
            if other not in known:
                known.append(other)
    return {word: tuple(others) for word, others in found.items()}


OPPOSITES = _both_ways([tuple(pair.split()) for pair in _PAIRS.split("|")])
HAN_OPPOSITES = _both_ways(
    [tuple(pair) for pair in _HAN_PAIRS.split()]
    + [tuple(pair.split()) for pair in _HAN_LONG.split("|")]
)
_IS = "[what is|what's|whats|tell me|give me|name|say|find|type|]"
_OPP = "[opposite|antonym|contrary|exact opposite]"
WORDINGS = (
    (
        _IS + " the " + _OPP + " of [the word |]{w}", "[the |]" + _OPP + " of {w}",
        "[which|what] [word|term] [means|is|has] the [opposite|contrary|opposite meaning] of {w}",
        "{w} is the " + _OPP + " of [what|which word|...]", "{w}[:|,|] " + _OPP,
        "[give|name|find|i need|i want|write] [an antonym|the antonym|an opposite|the opposite] "
        "[for|of|to] {w}",
        "the " + _OPP + " of {w} is", "what is opposite to {w}", _OPP + " word [of|for] {w}",
        "{w} " + _OPP, "[what is|what's] the [antonym|opposite word] [for|to] {w}",
        "{w} and its [opposite|antonym]: {w} and ...", "not {w} but [what|...|_]",
        "[if it|if something|if a thing|if someone] is not {w}[,|] [what is it|it is ...]",
        "[what|which] is the [reverse|other extreme|flip side] of {w}", "{w} vs [what|...]",
        "how do [you|i] say the [opposite|contrary] of {w}", "{w} [<->|-|/] [?|...]",
        "what word [is opposite|means the opposite] [to|of] {w}", "opposites: {w} and [...|what]",
        "[the word is|my word is|i have] {w}[,|.] [what is|give me|i need] the " + _OPP,
        "[my homework says|fill in]: the opposite of {w} is ...",
        "[whats|what is] the word for [not {w}|the opposite of {w}]", "antonym: {w}",
        "[does|would] {w} have an [opposite|antonym][,| and] [which|what is it]",
    ),
    ("to {w}, what is the opposite", "{w} has which word as its opposite",
     "turn {w} into its contrary", "it was {w}, now it is just the other way round:",
     "the word that contradicts {w}"),
    (
        "{w}的[反义词|反义字|相反词|对立面][是什么|是|是啥|是哪个|]",
        "[什么|哪个词]是{w}的[反义词|相反词]",
        "[说出|写出|告诉我|给出|写一个|找出|说说]{w}的[反义词|相反词]",
        "和{w}相反的[词|字|][是什么|是|]",
        "{w}[反义词|的反面|的反义]", "跟{w}意思相反的[词|词是什么|是什么]",
        "{w}的反义词怎么[说|写]", "不是{w}，[那是什么|是什么|而是]", "{w}对什么",
        "{w}的相反[是什么|]", "[反义词|找反义词]，{w}", "与{w}意思相反[是哪个词|的是]",
        "{w}[和|与]什么[相反|相对]", "反过来，不{w}是[什么|啥]",
    ),
    ("{w}反着说是什么", "请给{w}配一个反义词", "有{w}就有它的对头，叫"),
)


def make(rng: Random, reserved: bool = False) -> Question:
    """Recall, not reasoning: held-out questions are other wordings of known pairs."""
    han = rng.random() < 0.25
    # English words are asked about in Chinese too, as pupils do.
    pairs = HAN_OPPOSITES if han and rng.random() < 0.75 else OPPOSITES
    word = often_first(tuple(pairs), rng)
    shown = f'"{word}"' if rng.random() < 0.1 else word
    asked = ask(WORDINGS, rng, reserved, han, w=shown)
    accepted = pairs[word]
    said = f"{word}的反义词是{accepted[0]}。" if pairs is HAN_OPPOSITES else (
        f"The opposite of {word} is {accepted[0]}.")
    return Question("opposites", asked, marked(said, final=accepted[0]), accepted[0],
                    f"{word} {asked.skeleton}", asked.language, accepted, asked.skeleton)


SUBJECTS = (Subject("opposites", WORDS, make, check_final),)
