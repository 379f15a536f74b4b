"""Kinds of things and the members that count as right. Data only.

Long lists: whoever answers with a rare but true member is right. In the order in which people ask.
"""

from __future__ import annotations

from demo.exam.wordings.countries import CAPITALS, HAN_CAPITALS
from demo.exam.wordings.nouns import REGULAR
from demo.exam.wordings.small_facts import MONTH_DAYS, PLANETS, SEASONS

_COMPOSITE = [n for n in range(4, 100) if any(n % d == 0 for d in range(2, n))]
# One, many: members.
_LISTS = """
fruit,fruits: apple banana orange lemon cherry peach grape mango pear plum melon strawberry
 raspberry
 blueberry kiwi pineapple coconut fig date lime apricot watermelon papaya cranberry blackberry
 grapefruit pomegranate
animal,animals: dog cat horse cow lion tiger bear monkey elephant rabbit fox wolf giraffe zebra
 camel
 mouse rat pig sheep goat deer donkey kangaroo panda koala hippo rhino leopard cheetah snake frog
 fish bird duck chicken whale dolphin shark penguin bat squirrel hedgehog turtle crocodile
colour,colours: red blue green yellow black white orange purple brown pink grey gray violet gold
 silver
 turquoise beige maroon navy cyan magenta
vegetable,vegetables: carrot onion potato tomato pepper cabbage spinach pumpkin lettuce cucumber
 broccoli pea bean corn leek celery cauliflower garlic radish turnip beet eggplant asparagus
drink,drinks: water milk tea coffee juice lemonade cola soda beer wine cocoa smoothie
bird,birds: eagle sparrow parrot owl duck crow swan penguin pigeon hawk robin goose raven seagull
 chicken turkey ostrich flamingo peacock stork
fish,fish: salmon trout tuna shark cod herring carp eel goldfish pike sardine
insect,insects: ant bee fly beetle butterfly mosquito wasp moth cricket grasshopper ladybug
flower,flowers: rose tulip lily daisy orchid sunflower daffodil violet poppy
tree,trees: oak pine maple palm birch willow elm beech cherry apple
sport,sports: football tennis basketball swimming running hockey golf rugby baseball volleyball
 cricket boxing skiing cycling
instrument,instruments: piano guitar violin drum trumpet flute cello harp saxophone clarinet drums
shape,shapes: circle square triangle rectangle oval star pentagon hexagon diamond cube
body part,body parts: head arm leg hand foot eye ear nose mouth knee neck finger toe back elbow
 heart
vehicle,vehicles: car bus train bike truck boat plane ship motorcycle van taxi tram bicycle
 helicopter
metal,metals: iron gold silver copper tin lead zinc aluminium steel nickel
language,languages: English French German Spanish Chinese Italian Russian Japanese Arabic Portuguese
 Korean Hindi Dutch Greek Latin
job,jobs: teacher doctor nurse farmer baker driver pilot cook lawyer painter engineer plumber
 firefighter dentist waiter
tool,tools: hammer saw drill screwdriver axe shovel wrench spade pliers
relative,relatives: mother father brother sister uncle aunt cousin grandmother grandfather son
 daughter
piece of furniture,pieces of furniture: chair table bed sofa desk shelf lamp wardrobe couch stool
piece of clothing,pieces of clothing: shirt hat coat sock shoe dress skirt jacket trousers jeans
 glove
 scarf sweater
room,rooms: kitchen bathroom bedroom hall office garage attic cellar
feeling,feelings: joy anger fear love hope sadness happiness hate pride surprise
school subject,school subjects: math maths history music art science biology physics chemistry
 geography english sport
meal,meals: breakfast lunch dinner supper brunch
dessert,desserts: cake pie pudding cookie brownie tiramisu donut
toy,toys: doll ball kite puzzle lego robot yoyo
pet,pets: dog cat hamster rabbit parrot goldfish turtle mouse
sea animal,sea animals: whale dolphin shark octopus crab lobster seal fish squid jellyfish
farm animal,farm animals: cow pig sheep horse goat chicken duck hen donkey
gas,gases: oxygen hydrogen helium nitrogen neon argon methane
spice,spices: pepper salt cinnamon ginger curry paprika vanilla
nut,nuts: almond walnut peanut cashew hazelnut pecan
river,rivers: Nile Amazon Thames Danube Rhine Seine Volga Mississippi Ganges Yangtze
ocean,oceans: Pacific Atlantic Indian Arctic Southern
European country,European countries: France Germany Italy Spain Greece Portugal Poland Sweden Norway
 Finland Denmark Austria Hungary Belgium Ireland
Asian country,Asian countries: China Japan India Thailand Vietnam Nepal Mongolia Malaysia Indonesia
board game,board games: chess checkers monopoly go scrabble
dance,dances: tango waltz salsa ballet polka samba
direction,directions: north south east west
verb,verbs: run walk eat sleep go come sing jump read write swim
continent,continents: Asia Africa Europe Australia Antarctica
"""


def _listed(text: str) -> dict[str, tuple[str, list[str]]]:
    rows = (row.split(":") for row in text.strip().replace("\n ", " ").split("\n"))
    return {kind.split(",")[0]: (kind.split(",")[1], members.split()) for kind, members in rows}


# kind: its plural, its members. Specific kinds before the general ones that they contain.
KINDS: dict[str, tuple[str, list[str]]] = _listed(_LISTS) | {
    "country": ("countries", [c.removeprefix("the ") for c in CAPITALS]),
    "capital city": ("capital cities", list(dict.fromkeys(CAPITALS.values()))),
    "planet": ("planets", list(PLANETS)),
    "month": ("months", list(MONTH_DAYS)),
    "weekday": ("weekdays", "Monday Tuesday Wednesday Thursday Friday".split()),
    "season": ("seasons", [*SEASONS, "fall"]),
    "vowel": ("vowels", list("aeiou")),
    "consonant": ("consonants", list("bcdfghjklmnpqrstvwxyz")),
    "noun": ("nouns", list(REGULAR)),
    "even number": ("even numbers", [str(n) for n in range(2, 101, 2)]),
    "odd number": ("odd numbers", [str(n) for n in range(1, 100, 2)]),
    "prime number": ("prime numbers", [str(n) for n in range(2, 100) if n not in _COMPOSITE]),
    "multiple of ten": ("multiples of ten", [str(n) for n in range(10, 1001, 10)]),
    "multiple of five": ("multiples of five", [str(n) for n in range(5, 501, 5)]),
    "two-digit number": ("two-digit numbers", [str(n) for n in range(10, 100)]),
    "three-digit number": ("three-digit numbers", [str(n) for n in range(100, 1000)]),
    "power of two": ("powers of two", [str(2**n) for n in range(1, 21)]),
    "square number": ("square numbers", [str(n * n) for n in range(1, 32)]),
}
_HAN = """
水果: 苹果 香蕉 橘子 梨 桃子 葡萄 西瓜 草莓 芒果 樱桃 橙子 柠檬 荔枝 菠萝
动物: 狗 猫 马 牛 羊 猪 老虎 狮子 大象 猴子 兔子 熊猫 鸡 鸭 鱼 鸟 狼 熊
颜色: 红色 蓝色 绿色 黄色 黑色 白色 紫色 橙色 灰色 粉色 棕色
蔬菜: 白菜 萝卜 土豆 番茄 黄瓜 菠菜 茄子 芹菜 洋葱 西红柿 胡萝卜
饮料: 水 茶 牛奶 咖啡 果汁 可乐 豆浆
乐器: 钢琴 吉他 小提琴 笛子 二胡 鼓 古筝
运动: 足球 篮球 跑步 游泳 网球 乒乓球 羽毛球
季节: 春天 夏天 秋天 冬天
交通工具: 汽车 火车 飞机 船 自行车 公交车 地铁
鸟: 麻雀 鹰 鸽子 燕子 鹦鹉 乌鸦
昆虫: 蜜蜂 蝴蝶 蚂蚁 苍蝇 蚊子
花: 玫瑰 菊花 梅花 荷花 牡丹 桃花 兰花
职业: 老师 医生 护士 警察 农民 司机 厨师 律师
形状: 圆形 三角形 正方形 长方形
行星: 水星 金星 地球 火星 木星 土星 天王星 海王星
金属: 金 银 铜 铁 铝 锡
家具: 桌子 椅子 床 沙发 柜子
亲戚: 叔叔 阿姨 舅舅 姑姑 爷爷 奶奶
节日: 春节 中秋节 端午节 元宵节 清明节 国庆节
大洲: 亚洲 欧洲 非洲 南极洲 大洋洲
语言: 英语 法语 德语 日语 汉语 俄语
衣服: 衬衫 裤子 裙子 外套 毛衣
身体部位: 头 手 脚 眼睛 鼻子 耳朵 嘴
"""
HAN_KINDS: dict[str, list[str]] = {
    row.split(":")[0]: row.split(":")[1].split() for row in _HAN.strip().split("\n")
} | {
    "国家": list(HAN_CAPITALS),
    "首都": list(dict.fromkeys(HAN_CAPITALS.values())),
    "月份": [f"{n}月" for n in "一 二 三 四 五 六 七 八 九 十 十一 十二".split()],
    "偶数": [str(n) for n in range(2, 101, 2)],
    "奇数": [str(n) for n in range(1, 100, 2)],
    "质数": [str(n) for n in range(2, 100) if n not in _COMPOSITE],
    "两位数": [str(n) for n in range(10, 100)],
}
