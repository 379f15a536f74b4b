"""Small facts with exactly one right answer, in English and in Chinese. Data only.

Every row is: how it is asked about (a template with choices), the answer, and other ways to write
the answer that are right as well.
"""

from __future__ import annotations

# One of these, many of them, what they have, how many of it: "a spider has 8 legs".
COUNTS = tuple(
    tuple(row.strip().split(":"))
    for row in """
    spider:spiders:legs:8|dog:dogs:legs:4|cat:cats:legs:4|bird:birds:legs:2|ant:ants:legs:6
    |horse:horses:legs:4|cow:cows:legs:4|chicken:chickens:legs:2|bee:bees:legs:6|fly:flies:legs:6
    |snake:snakes:legs:0|fish:fishes:legs:0|insect:insects:legs:6|person:people:legs:2
    |crab:crabs:legs:10|beetle:beetles:legs:6|duck:ducks:legs:2|lion:lions:legs:4|frog:frogs:legs:4
    |octopus:octopuses:arms:8|octopus:octopuses:legs:8
    |octopus:octopuses:hearts:3|bird:birds:wings:2
    |butterfly:butterflies:wings:4
    |bee:bees:wings:4|fly:flies:wings:2|cat:cats:eyes:2|spider:spiders:eyes:8|person:people:eyes:2
    |hand:hands:fingers:5|foot:feet:toes:5|person:people:ears:2|camel:camels:humps:2
    |unicorn:unicorns:horns:1
    |week:weeks:days:7|year:years:months:12|year:years:seasons:4|year:years:weeks:52
    |year:years:days:365
    |leap year:leap years:days:366|hour:hours:minutes:60|minute:minutes:seconds:60|day:days:hours:24
    |century:centuries:years:100|decade:decades:years:10|millennium:millennia:years:1000
    |fortnight:fortnights:days:14|weekend:weekends:days:2|quarter:quarters:months:3
    |triangle:triangles:sides:3|square:squares:sides:4|rectangle:rectangles:sides:4
    |pentagon:pentagons:sides:5|hexagon:hexagons:sides:6|heptagon:heptagons:sides:7
    |octagon:octagons:sides:8|circle:circles:corners:0|triangle:triangles:corners:3
    |square:squares:corners:4|cube:cubes:faces:6|cube:cubes:edges:12|cube:cubes:corners:8
    |dozen:dozens:eggs:12|metre:metres:centimetres:100|kilometre:kilometres:metres:1000
    |kilogram:kilograms:grams:1000|foot:feet:inches:12|yard:yards:feet:3|dollar:dollars:cents:100
    |pound:pounds:pence:100|circle:circles:degrees:360|right angle:right angles:degrees:90
    |car:cars:wheels:4|bicycle:bicycles:wheels:2|tricycle:tricycles:wheels:3
    |unicycle:unicycles:wheels:1
    |motorbike:motorbikes:wheels:2|violin:violins:strings:4|guitar:guitars:strings:6
    |piano:pianos:keys:88
    |cello:cellos:strings:4|deck of cards:decks of cards:cards:52|dice:dice:sides:6
    |coin:coins:sides:2
    |chess board:chess boards:squares:64|football team:football teams:players:11
    |basketball team:basketball teams:players:5|volleyball team:volleyball teams:players:6
    |haiku:haikus:lines:3|sonnet:sonnets:lines:14|trio:trios:people:3|duet:duets:singers:2
    |quartet:quartets:players:4|byte:bytes:bits:8
    """.replace("\n", "").split("|")
)
# There are so many of it at all: "how many planets are there".
TOTALS = tuple(
    tuple(row.strip().split(":"))
    for row in """
    planets:in the solar system:8|continents:on earth:7|oceans:on earth:5|letters:in the alphabet:26
    |letters:in the english alphabet:26|vowels:in the alphabet:5|consonants:in the alphabet:21
    |colours:in the rainbow:7|colors:in a rainbow:7|states:in the usa:50|stars:on the us flag:50
    |stripes:on the us flag:13|stars:on the chinese flag:5|players:in a football team:11
    |dwarfs:with snow white:7|wonders:of the ancient world:7|olympic rings:on the flag:5
    |moons:around the earth:1|days:in february:28|sides:on a stop sign:8|zeros:in a million:6
    |zeros:in a thousand:3|zeros:in a billion:9|bones:in the adult human body:206
    |teeth:in an adult mouth:32
    |chambers:in the human heart:4|notes:in an octave:8|pieces:on a chess board at the start:32
    |months:with 31 days:7|seasons:in a year:4|primary colours:in painting:3|cards:in a deck:52
    """.replace("\n", "").split("|")
)
# "How many continents are there", without saying where.
BARE = tuple(
    pair.split(":")
    for pair in "planets:8 continents:7 oceans:5 seasons:4 vowels:5 consonants:21 months:12 "
    "weekdays:5 planets:8 continents:7 oceans:5".split()
)
MONTH_DAYS = dict(
    zip(
        "January February March April May June July August September October November December"
        .split(),
        "31 28 31 30 31 30 31 31 30 31 30 31".split(), strict=True,
    )
)
ORDINALS = ("first|1st", "second|2nd", "third|3rd", "fourth|4th", "fifth|5th", "sixth|6th",
            "seventh|7th", "eighth|8th", "ninth|9th", "tenth|10th", "eleventh|11th", "twelfth|12th")
PLANETS = "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune".split()
HAN_PLANETS = "水星 金星 地球 火星 木星 土星 天王星 海王星".split()
SEASONS = "spring summer autumn winter".split()
COLOURS = {
    "grass": "green", "the sky": "blue", "snow": "white", "blood": "red", "coal": "black",
    "a banana": "yellow", "a carrot": "orange", "milk": "white", "the sun": "yellow",
    "a lemon": "yellow", "a tomato": "red", "a strawberry": "red", "chocolate": "brown",
    "a polar bear": "white", "a flamingo": "pink", "a raven": "black", "a crow": "black",
    "an emerald": "green", "a ruby": "red", "a sapphire": "blue", "salt": "white",
    "a frog": "green",
    "the sea": "blue", "a fire engine": "red", "spinach": "green", "a cucumber": "green",
    "broccoli": "green", "a swan": "white", "cotton": "white", "an elephant": "grey",
    "soil": "brown",
    "a pumpkin": "orange", "coffee": "brown", "a cherry": "red", "a pig": "pink", "a smurf": "blue",
    "a stop sign": "red", "the night": "black", "a school bus": "yellow", "corn": "yellow",
}
HAN_COLOURS = {
    "草": "绿色", "天空": "蓝色", "雪": "白色", "血": "红色", "煤": "黑色", "香蕉": "黄色",
    "胡萝卜": "橙色",
    "牛奶": "白色", "太阳": "黄色", "柠檬": "黄色", "番茄": "红色", "草莓": "红色",
    "北极熊": "白色", "乌鸦": "黑色",
    "大海": "蓝色", "盐": "白色", "菠菜": "绿色", "黄瓜": "绿色", "天鹅": "白色", "大象": "灰色",
    "南瓜": "橙色",
    "樱桃": "红色", "巧克力": "棕色", "棉花": "白色", "国旗上的星星": "黄色", "火烈鸟": "粉色",
}
SOUNDS = dict(
    pair.split(":") for pair in "cow:moo dog:woof cat:meow duck:quack sheep:baa pig:oink "
    "horse:neigh "
    "lion:roar owl:hoot bee:buzz snake:hiss frog:croak mouse:squeak rooster:cock-a-doodle-doo "
    "crow:caw wolf:howl chick:cheep donkey:hee-haw turkey:gobble".split()
)
YOUNG = dict(
    pair.split(":") for pair in "dog:puppy cat:kitten cow:calf horse:foal sheep:lamb pig:piglet "
    "duck:duckling hen:chick bear:cub lion:cub goose:gosling goat:kid frog:tadpole deer:fawn "
    "kangaroo:joey swan:cygnet owl:owlet fox:cub elephant:calf whale:calf tiger:cub rabbit:bunny "
    "eagle:eaglet seal:pup wolf:cub butterfly:caterpillar".split()
)
HOMES = dict(
    pair.split(":") for pair in "bird:nest bee:hive dog:kennel horse:stable pig:sty lion:den "
    "spider:web "
    "bear:den rabbit:burrow fox:den cow:barn king:palace monk:monastery hen:coop".split()
)
# A noun phrase for a thing that there is one of.
THE_ONE = tuple(
    tuple(row.strip().split(":"))
    for row in """
    the [largest|biggest] ocean[ in the world|]:the Pacific|the [smallest] ocean:the Arctic
    |the [highest|tallest] mountain[ in the world| on earth|]:Mount Everest
    |the [longest] river in africa:the Nile
    |the [largest|biggest] country[ in the world|]:Russia|the smallest country[ in the world
    |]:Vatican City
    |the [largest|biggest] continent:Asia|the smallest continent:Australia
    |the coldest continent:Antarctica
    |the [largest|biggest] planet:Jupiter|the smallest planet:Mercury|the hottest planet:Venus
    |the red planet:Mars|the planet with rings:Saturn|the planet we live on:Earth
    |the planet [closest|nearest] to the sun:Mercury|the planet [farthest
    |furthest] from the sun:Neptune
    |the star at the centre of the solar system:the sun|the [closest|nearest] star to earth:the sun
    |the [largest|biggest] animal[ in the world|]:the blue whale|the tallest animal:the giraffe
    |the fastest land animal:the cheetah|the slowest mammal:the sloth|the king of [the jungle
    |beasts]:the lion
    |the [largest|biggest] land animal:the elephant|the [largest|biggest] bird:the ostrich
    |the [largest|biggest] desert of sand:the Sahara|the hardest natural [material|mineral]:diamond
    |the lightest [element|gas]:hydrogen|the gas [we breathe in to live|we need to breathe]:oxygen
    |the gas plants [take in|breathe in]:carbon dioxide|the [formula|chemical formula] [of
    |for] water:H2O
    |the [formula|chemical formula] [of|for] carbon dioxide:CO2|the [formula|chemical formula] [of
    |for] salt:NaCl
    |the [symbol|chemical symbol] [of|for] gold:Au|the [symbol|chemical symbol] [of|for] silver:Ag
    |the [symbol|chemical symbol] [of|for] iron:Fe|the [symbol|chemical symbol] [of|for] oxygen:O
    |the [symbol|chemical symbol] [of|for] hydrogen:H|the [symbol|chemical symbol] [of|for] carbon:C
    |the [symbol|chemical symbol] [of|for] copper:Cu|the [symbol|chemical symbol] [of|for] sodium:Na
    |the boiling point of water in [celsius|degrees celsius]:100
    |the freezing point of water in celsius:0
    |the boiling point of water in fahrenheit:212|the freezing point of water in fahrenheit:32
    |the first month[ of the year|]:January|the last month[ of the year|]:December
    |the shortest month[ of the year|]:February|the month of [christmas|xmas]:December
    |the month of halloween:October|the first letter of the alphabet:A
    |the last letter of the alphabet:Z
    |the [hottest|warmest] season:summer|the coldest season:winter|the season [when leaves fall
    |of falling leaves]:autumn
    |the season [when flowers bloom|after winter]:spring|the season [before winter
    |after summer]:autumn
    |the season [after spring|before autumn]:summer|the season [after autumn|before spring]:winter
    |the opposite direction of north:south|the direction [of the sunrise|where the sun rises]:east
    |the direction [of the sunset|where the sun sets]:west|the frozen form of water:ice
    |the colour you get from [red and yellow|yellow and red]:orange
    |the colour you get from [blue and yellow|yellow and blue]:green
    |the colour you get from [red and blue|blue and red]:purple
    |the colour you get from [red and white|white and red]:pink
    |the colour you get from [black and white|white and black]:grey
    |the currency of japan:yen|the currency of china:yuan|the currency of the us:dollar
    |the currency of england:pound|the currency of germany:euro|the currency of france:euro
    |the currency of india:rupee|the currency of russia:ruble|the currency of mexico:peso
    |the currency of korea:won|the currency of thailand:baht|the currency of italy:euro
    |the language of france:French|the language of germany:German|the language of japan:Japanese
    |the language of brazil:Portuguese|the language of mexico:Spanish|the language of china:Chinese
    |the language of egypt:Arabic|the language of russia:Russian|the language of england:English
    |the language of italy:Italian|the language of greece:Greek|the language of austria:German
    |the organ that pumps blood:the heart|the organ [we think with|for thinking]:the brain
    |the organ [we see with|for seeing]:the eye|the organ [we hear with|for hearing]:the ear
    |the organ [we smell with|for smelling]:the nose|the organ [we breathe with
    |for breathing]:the lungs
    |the food [bees make|made by bees]:honey|the material made by silkworms:silk
    |the drink [made from grapes for adults]:wine|the drink [cows give|from cows]:milk
    |the animal that gives us wool:the sheep|the animal that gives us milk:the cow
    |the food of pandas:bamboo|the ship of the desert:the camel|the bird of peace:the dove
    |the author of hamlet:Shakespeare|the author of harry potter:J. K. Rowling
    |the painter of the mona lisa:Leonardo da Vinci|the first man on the moon:Neil Armstrong
    |the first president of the usa:George Washington
    """.replace("\n", "").split("|the ")
)
THE_ONE = tuple((f"the {asked.removeprefix('the ')}", said) for asked, said in THE_ONE)
# Chinese: what has how many of what, with the measure word.
HAN_COUNTS = tuple(
    tuple(row.strip().split(":"))
    for row in """
    蜘蛛:条腿:8|狗:条腿:4|猫:条腿:4|鸟:条腿:2|蚂蚁:条腿:6|马:条腿:4|牛:条腿:4|鸡:条腿:2|蜜蜂:条腿:6
    |昆虫:条腿:6
    |蛇:条腿:0|青蛙:条腿:4|鸭子:条腿:2|兔子:条腿:4|羊:条腿:4|螃蟹:条腿:10|章鱼:条腕足:8
    |章鱼:颗心脏:3|鸟:只翅膀:2
    |蝴蝶:只翅膀:4|人:只眼睛:2|人:只手:2|一只手:个手指:5|一周:天:7|一年:个月:12|一年:个季节:4
    |一年:天:365
    |闰年:天:366|一小时:分钟:60|一分钟:秒:60|一天:小时:24|一个世纪:年:100|一打:个:12|一米:厘米:100
    |一公里:米:1000
    |一公斤:克:1000|一元:角:10|一元:分:100|一斤:两:10|一刻钟:分钟:15|三角形:条边:3|正方形:条边:4
    |长方形:条边:4
    |五边形:条边:5|六边形:条边:6|八边形:条边:8|正方体:个面:6|正方体:条棱:12|汽车:个轮子:4
    |自行车:个轮子:2
    |三轮车:个轮子:3|吉他:根弦:6|小提琴:根弦:4|二胡:根弦:2|钢琴:个键:88|一副扑克牌:张牌:54
    |太阳系:大行星:8
    |世界上:个大洲:7|世界上:大洋:4|地球:个大洲:7|地球:大洋:4|彩虹:种颜色:7|英文字母表:个字母:26|中国国旗:颗星:5|美国国旗:颗星:50
    |足球队:名上场球员:11
    |篮球队:名上场球员:5|十二生肖:种动物:12|象棋:枚棋子:32|成年人:颗牙:32|成年人:块骨头:206
    |一个季度:个月:3|五言绝句:行:4|五言绝句每行:个字:5|七言绝句每行:个字:7|中国:个省级行政区:34
    |一年:个节气:24
    |二月:天:28|一月:天:31|三月:天:31|四月:天:30|五月:天:31|六月:天:30|七月:天:31|八月:天:31
    |九月:天:30
    |十月:天:31|十一月:天:30|十二月:天:31
    """.replace("\n", "").split("|")
)
HAN_THE_ONE = tuple(
    tuple(row.strip().split(":"))
    for row in """
    世界上最大的洋:太平洋|世界上最高的山:珠穆朗玛峰|世界最高峰:珠穆朗玛峰|世界上最大的国家:俄罗斯
    |世界上面积最小的国家:梵蒂冈
    |最大的洲:亚洲|最小的洲:大洋洲|太阳系最大的行星:木星|太阳系最小的行星:水星
    |离太阳最近的行星:水星|离太阳最远的行星:海王星
    |红色的行星:火星|地球的卫星:月球|世界上最大的动物:蓝鲸|最高的动物:长颈鹿
    |陆地上跑得最快的动物:猎豹|陆地上最大的动物:大象
    |最大的鸟:鸵鸟|森林之王:老虎|中国的国宝:大熊猫|中国最长的河:长江|中国第二长的河:黄河
    |中国的母亲河:黄河|水的化学式:H2O
    |二氧化碳的化学式:CO2|金的元素符号:Au|铁的元素符号:Fe|氧的元素符号:O|水的沸点:100|水的冰点:0
    |一年的第一个月:一月
    |一年的最后一个月:十二月|最短的月份:二月|最热的季节:夏天|最冷的季节:冬天|落叶的季节:秋天
    |开花的季节:春天|春天之后的季节:夏天
    |夏天之后的季节:秋天|秋天之后的季节:冬天|冬天之后的季节:春天|太阳升起的方向:东
    |太阳落下的方向:西|英文第一个字母:A|英文最后一个字母:Z
    |日本的货币:日元|美国的货币:美元|中国的货币:人民币|英国的货币:英镑|法国的货币:欧元
    |德国的货币:欧元|韩国的货币:韩元
    |法国人说的语言:法语|日本人说的语言:日语|巴西人说的语言:葡萄牙语|德国人说的语言:德语
    |英国人说的语言:英语|俄罗斯人说的语言:俄语
    |狗的宝宝:小狗|青蛙的宝宝:蝌蚪|蝴蝶的幼虫:毛毛虫|十二生肖的第一个:鼠|十二生肖的最后一个:猪
    |熊猫的食物:竹子|蜜蜂酿的东西:蜂蜜
    |蚕吐的东西:丝|静夜思的作者:李白|西游记的作者:吴承恩|红楼梦的作者:曹雪芹|水浒传的作者:施耐庵
    |三国演义的作者:罗贯中
    |春晓的作者:孟浩然|哈姆雷特的作者:莎士比亚|画蒙娜丽莎的人:达芬奇|红加黄得到的颜色:橙色
    |蓝加黄得到的颜色:绿色|红加蓝得到的颜色:紫色
    """.replace("\n", "").split("|")
)
# Right as well.
ALSO = {
    "the Pacific": ("the Pacific Ocean", "Pacific", "Pacific Ocean"),
    "the Arctic": ("the Arctic Ocean", "Arctic"), "Mount Everest": ("Everest",),
    "the Nile": ("Nile",), "autumn": ("fall",), "grey": ("gray",), "cub": ("pup",), "pup": ("cub",),
    "meow": ("miaow",), "woof": ("bark",), "bunny": ("kit",), "7": ("seven",), "A": ("a",),
    "Z": ("z",),
    "the sun": ("the Sun", "sun"), "大洋洲": ("澳洲",), "老虎": ("虎",), "珠穆朗玛峰": ("珠峰",),
    "东": ("东方", "东边"), "西": ("西方", "西边"), "鼠": ("老鼠",), "竹子": ("竹",),
    "日元": ("日圆",),
    "丝": ("蚕丝",), "chick": ("chicken",),
}
