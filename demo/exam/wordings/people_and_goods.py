"""Who and what questions are about: names, things, money. Data, and draws from it.

Names and things are short words: what is not in the school's vocabulary costs a token a letter.
"""

from __future__ import annotations

from random import Random

from demo.exam.wordings.grammar import Own

HE = (
    "Tom Sam Ben Jack Omar Max Leo Bob Dan Joe Tim Jim Ken Ali Raj Luis Ivan Wei Paul Mike Noah "
    "Adam Alex Carl Hugo Eric Nick"
)
SHE = (
    "Anna Lily Mia Rosa Sara Eva Amy Zoe Ada Kim Mary Jane Nina Lucy Emma Maya Lena Ines Fatma Mei "
    "Ella Ruth Sue Tina Olga Jill"
)
PEOPLE: dict[str, str] = {**dict.fromkeys(HE.split(), "he"), **dict.fromkeys(SHE.split(), "she")}
NAMES = tuple(PEOPLE)
KIN = ("my friend", "my brother", "my sister", "my mom", "my dad", "a boy", "a girl", "a farmer",
       "the teacher", "my son", "our class", "a shop", "the baker", "my uncle", "a kid", "grandma")
HAN_NAMES = ("小明", "小红", "小李", "小王", "小华", "妈妈", "爸爸", "小刚", "小美", "老师", "弟弟",
             "妹妹", "奶奶", "小张", "我")

THINGS = tuple(
    """pens apples books coins cards eggs stickers sweets stamps cookies oranges marbles toys cakes
    flowers cups balls pears nuts candies shells beads dolls cars birds fish stones leaves sheep
    cows hens plums lemons muffins balloons buttons keys shirts hats plates chairs photos
    tickets bottles pencils bananas peaches grapes carrots rocks buns pies seeds trees
    roses""".split()
)
SINGULAR = {
    "pens": "pen", "books": "book", "cakes": "cake", "tickets": "ticket", "toys": "toy",
    "apples": "apple", "cups": "cup", "eggs": "egg", "bags": "bag", "shirts": "shirt",
    "hats": "hat", "balls": "ball", "cookies": "cookie", "pencils": "pencil", "plates": "plate",
    "coffees": "coffee", "pizzas": "pizza", "burgers": "burger", "teas": "tea", "cards": "card",
    "drinks": "drink", "chairs": "chair", "socks": "sock", "beers": "beer", "lamps": "lamp",
    "keys": "key", "dolls": "doll", "buns": "bun", "pies": "pie", "games": "game",
}
BOXES = tuple("boxes bags packs baskets jars trays shelves bowls crates tins rows piles".split())
# A thing and the word it is counted with.
HAN_THINGS = (("苹果", "个"), ("书", "本"), ("笔", "支"), ("卡片", "张"), ("糖", "颗"), ("鸡蛋",
               "个"),
              ("橘子", "个"), ("玩具", "个"), ("花", "朵"), ("球", "个"), ("邮票", "张"), ("饼干",
              "块"), ("鸡", "只"), ("羊", "只"), ("杯子", "个"), ("气球", "个"), ("桃子", "个"),
              ("车", "辆"), ("鱼", "条"), ("票", "张"), ("包子", "个"), ("梨", "个"))
HAN_BOXES = ("盒", "袋", "箱", "包", "筐", "盘", "排")

# Money as it is written: before the number, after it.
MONEY = (("$", ""), ("$", ""), ("$", ""), ("", " dollars"), ("", " dollars"), ("", " bucks"),
         ("€", ""), ("", " euros"), ("", " euro"), ("£", ""), ("", " pounds"), ("", "$"), ("", "€"),
         ("", " quid"), ("", " usd"), ("", ""))
HAN_MONEY = ("元", "元", "块", "块", "块钱", "")


def thing(rng: Random) -> Own:
    return Own(rng.choice(THINGS))


def goods(rng: Random) -> dict[str, Own]:
    """Something on sale: {s} many of it, {o} one of it."""
    many = rng.choice(tuple(SINGULAR))
    return {"s": Own(many), "o": Own(SINGULAR[many])}


def money(rng: Random, han: bool = False) -> dict[str, Own]:
    """{c} before and {d} after an amount."""
    before, after = ("", rng.choice(HAN_MONEY)) if han else rng.choice(MONEY)
    return {"c": Own(before), "d": Own(after)}


def name(rng: Random, han: bool = False) -> str:
    """As people type names: one in five in small letters."""
    chosen = rng.choice(HAN_NAMES if han else NAMES)
    return chosen.lower() if not han and rng.random() < 0.2 else chosen


def person(rng: Random) -> tuple[str, str]:
    """Who, and the pronoun that may stand for them afterwards."""
    if rng.random() < 0.15:
        return "i", "i"
    if rng.random() < 0.15:
        return rng.choice(KIN), "they"
    chosen = name(rng)
    return chosen, PEOPLE[chosen.capitalize()]


def count_word(rng: Random) -> dict[str, Own]:
    """Chinese: {s} a thing and {m} its measure word."""
    noun, measure = rng.choice(HAN_THINGS)
    return {"s": Own(noun), "m": Own(measure if rng.random() < 0.8 else "个")}
