"""Words the language subjects are made of. Data only.

None of these is one token in the school's vocabulary: a model must be able to see their letters.
"""

from __future__ import annotations

COMMON_WORDS = tuple(
    """
    strawberry raspberry blueberry cheese hello banana apple orange lemon cherry peach grape mango
    coffee butter bread pepper tomato potato carrot onion cabbage lettuce pumpkin cucumber spinach
    garlic ginger honey sugar chocolate vanilla biscuit cookie noodle dumpling pancake sandwich
    breakfast dinner kitchen bottle spoon knife kettle saucer plate window mirror pillow blanket
    carpet curtain candle ladder hammer needle thread ribbon button pocket jacket sweater trousers
    slipper glasses necklace bracelet umbrella suitcase balloon bicycle railway airplane harbour
    bridge tunnel village station garden meadow forest mountain valley river island ocean desert
    volcano glacier thunder lightning weather rainbow snowflake blizzard summer winter autumn
    spring morning evening yesterday tomorrow holiday birthday wedding festival parade concert
    guitar violin trumpet piano drummer singer dancer painter builder teacher student apprentice
    doctor nurse lawyer soldier sailor farmer baker butcher tailor carpenter engineer scientist
    professor librarian president minister mayor neighbour cousin brother sister mother father
    daughter grandma uncle nephew children people family friend stranger visitor passenger
    elephant giraffe kangaroo crocodile penguin rabbit squirrel hedgehog donkey monkey gorilla
    leopard tiger panther buffalo camel chicken turkey pigeon sparrow parrot eagle seagull
    butterfly beetle spider mosquito lobster octopus dolphin salmon herring turtle lizard
    dinosaur dragon unicorn wizard castle palace temple church mosque library museum theatre
    cinema hospital school college university classroom blackboard pencil eraser notebook
    dictionary alphabet sentence paragraph grammar language vowel consonant syllable
    mississippi tennessee committee bookkeeper balloonist address success possess process access
    address assess mattress princess business happiness goodness wilderness necessary
    occasion occurrence accommodate embarrass millennium parallel beginning running swimming
    winning dinner hidden sudden ladder paddle middle puddle saddle bubble rubber ribbon hobby
    lobby puppy happy poppy copper zipper supper upper slippery giggle wiggle juggle struggle
    egg toggle baggage luggage village yellow pillow follow hollow swallow million billion
    balloon ball bell bill bull tall tell till pull full google keyboard computer internet
    network program science physics chemistry biology history geography music picture
    photograph telephone television newspaper magazine message envelope postcard parcel
    treasure pirate captain compass anchor adventure journey travel tourist ticket passport
    queue rhythm queen quick zebra jazz pizza puzzle dazzle fuzzy lazy crazy xylophone
    """.split()
)
WORDS = tuple(dict.fromkeys(COMMON_WORDS))

_PAIRS = """
    hot cold|big small|tall short|fast slow|up down|left right|open closed|old new|young old
    |good bad|happy sad|rich poor|hard soft|heavy light|dark bright|day night|early late|full empty
    |wet dry|clean dirty|strong weak|thick thin|wide narrow|deep shallow|loud quiet|near far
    |inside outside|above below|first last|win lose|buy sell|give take|push pull|come go
    |love hate|begin end|start stop|always never|true false|yes no|black white|sweet sour
    |smooth rough|sharp blunt|tight loose|cheap expensive|easy difficult|simple complex
    |safe dangerous|brave cowardly|kind cruel|polite rude|calm nervous|lazy diligent|awake asleep
    |alive dead|ancient modern|public private|single married|male female|north south|east west
    |arrive depart|remember forget|build destroy|accept refuse|increase decrease|success failure
    |war peace|friend enemy|question answer|summer winter|morning evening|top bottom|front back
    |high low|raw cooked|fat lean|same different|many few|more less|before after|enter exit
    |float sink|laugh cry|ask reply|tame wild|visible hidden|wise foolish|proud humble|busy idle
"""
# A word with two opposites keeps the first one: the checker is exact.
OPPOSITES: dict[str, str] = {}
for _pair in _PAIRS.split("|"):
    _left, _right = _pair.split()
    OPPOSITES.setdefault(_left, _right)
    OPPOSITES.setdefault(_right, _left)

NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS_WORDS = ". . twenty thirty forty fifty sixty seventy eighty ninety".split()
HAN_DIGITS = "零一二三四五六七八九"
