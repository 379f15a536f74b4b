"""Nouns whose plurals follow a rule, and those that are known by heart. Data only.

A noun that is also the name of a thing in the number subjects may be one token of the vocabulary,
which hides its letters: such words are listed in `FAMILIAR` and are known by heart.
"""

from __future__ import annotations

REGULAR = tuple(
    """
    cat dog bird horse cow tiger lion bear duck frog snake whale shark spider ant bee apple
    orange lemon banana carrot onion pepper egg cake cookie bottle cup plate spoon fork table
    chair bed lamp door window wall floor roof house garden tree flower road street car bike
    train plane boat ship ticket book pen pencil paper letter word number school teacher student
    doctor nurse farmer king queen prince girl brother sister cousin uncle aunt friend hat coat
    shirt shoe sock glove ring clock phone computer screen key lock map flag ball game toy doll
    song picture film star planet moon river lake sea island mountain hill forest field cloud
    storm boy day monkey donkey turkey valley chimney journey holiday tray box fox bus glass
    class dress boss kiss cross bush dish brush wish beach peach church watch match bench branch
    lunch sandwich witch fax tax gas lens address process princess mattress city country story
    berry cherry baby lady party puppy pony family butterfly library factory memory enemy body
    copy spy fly sky diary daisy army duty jelly rabbit chicken pig goat lamb eagle parrot
    pigeon sparrow owl crow swan penguin dolphin turtle lizard elephant giraffe camel leopard
    panther kangaroo koala zebra gorilla squirrel hedgehog beetle worm snail crab lobster
    octopus seal beaver otter badger mole bat rat hamster kitten hen rooster insect moth wasp
    cricket ladybug dragon monster giant fairy ghost angel pirate robot grape pear plum mango
    melon strawberry raspberry blueberry cranberry coconut olive nut walnut peanut almond bean
    pea cabbage lettuce cucumber pumpkin turnip mushroom radish potion burger pizza noodle
    dumpling pancake waffle muffin biscuit cracker pie pudding sausage steak soup salad stew
    sauce spice herb candy lollipop chocolate drink juice smoothie bakery bowl pan pot kettle
    saucer mug jug tin jar basket bucket bag sack case crate barrel drawer cupboard closet
    mirror pillow blanket carpet curtain candle sofa couch desk stool rug towel sponge broom mop
    ladder hammer nail screw needle thread rope chain wire tool saw drill axe shovel spade rake
    button zipper pocket jacket sweater skirt belt boot sandal slipper cap helmet crown necklace
    bracelet earring purse wallet umbrella suitcase backpack balloon kite puzzle card coin stamp
    poster photo photograph painting drawing statue mask costume puppet drum guitar violin piano
    trumpet flute harp whistle bell alarm radio television camera battery cable plug switch
    keyboard laptop tablet printer speaker engine motor wheel tire tyre brake pedal bicycle
    motorcycle truck van taxi tram ferry canoe raft rocket helicopter airplane airport station
    platform bridge tunnel path lane avenue highway corner square park playground fountain
    market shop store mall restaurant hotel hospital museum theatre cinema castle palace temple
    mosque tower cottage cabin tent hut barn farm mill mine office bank prison court village
    town capital state nation kingdom empire border coast bay harbour port desert jungle swamp
    pond stream waterfall ocean wave shore cliff cave rock stone pebble crystal diamond jewel
    canyon glacier iceberg meadow plain prairie orchard vineyard hedge fence gate root seed stem
    petal rose tulip lily orchid poppy cactus oak pine maple palm fern vine dentist lawyer judge
    soldier sailor pilot driver painter singer dancer actor actress waiter waitress cook chef
    baker butcher tailor carpenter plumber builder engineer scientist professor librarian
    president minister mayor governor senator captain general officer detective gardener hunter
    fisher shepherd cowboy knight wizard clown magician writer poet author editor reporter
    artist musician athlete coach player referee champion winner loser guest host neighbour
    neighbor visitor stranger passenger tourist customer client patient worker manager secretary
    assistant apprentice servant slave master mistress owner member leader follower voter
    citizen refugee immigrant ancestor parent mother father son daughter grandmother grandfather
    grandson nephew niece twin bride groom widow orphan infant toddler teenager adult head face
    eye ear nose mouth lip tongue chin cheek neck shoulder arm elbow wrist hand finger thumb
    chest back hip leg knee ankle toe heel bone muscle nerve brain heart lung kidney
    vein eyebrow eyelash freckle scar minute hour week month year decade century season summer
    winter morning evening night weekend birthday anniversary wedding festival parade concert
    ceremony celebration meeting lesson course exam test question answer mistake error problem
    solution idea thought dream plan project task job career skill talent habit rule law crime
    prize award medal trophy gift present surprise secret lie joke riddle rumour rumor legend
    myth fable poem novel chapter paragraph sentence phrase noun verb syllable vowel consonant
    language accent alphabet dictionary encyclopedia magazine newspaper article essay report
    message email envelope postcard parcel package notebook eraser ruler crayon marker
    blackboard calendar list chart graph circle triangle rectangle pyramid cube cylinder cone
    sphere line angle edge side shape colour color sound noise smell taste touch feeling emotion
    worry fear hope joy tear smile laugh frown hug punch kick jump step walk run race climb fall
    crash accident injury wound bruise scratch disease virus illness fever cough sneeze headache
    pill bandage crutch stitch ash lash rash flash splash wreath crush toothbrush paintbrush
    patch batch catch latch hatch sketch stretch ditch pitch torch porch march arch approach
    roach ostrich inch pinch finch trench wrench bunch hunch pouch grouch speech leech leash
    finish polish blemish parish loss moss toss pass mass grass guess mess press stress fortress
    hostess goddess countess duchess empress lioness tigress compass canvas atlas iris bonus
    circus campus chorus genius walrus surplus census minus plus status suffix prefix index mix
    fix six wax ax hoax reflex complex sphinx lynx paradox equinox waltz blitz quartz ability
    activity agency allergy anxiety apology assembly beauty bunny buddy canary category cavity
    cemetery charity colony comedy company community county curry dairy deputy destiny
    difficulty dummy economy embassy emergency entry fantasy gallery galaxy granny grocery
    guppy gypsy hippy history hobby identity industry inquiry ivy jury kitty laundry lobby lorry
    luxury majority melody mercy ministry minority mommy monastery mystery navy nanny nursery
    opportunity pantry pastry penalty penny philosophy piggy policy pharmacy possibility
    property quality quantity ruby salary sentry society summary supply surgery teddy territory
    theory therapy tragedy treaty university utility vacancy variety victory abbey alley
    attorney buoy clay convoy decoy delay display envoy galley jay jersey jockey way pulley quay
    relay runway spray stray subway survey trolley volley weekday chief belief proof reef cuff
    puff sheriff brief grief safe cafe studio video zoo tattoo cuckoo shampoo igloo bamboo patio
    ratio kilo logo disco casino avocado burrito taco tango tempo turbo badge ledge fridge page
    cage stage image garage college machine medicine vaccine opinion region religion million
    action fraction lotion motion option ace place space lace price slice piece voice choice
    hose cause pause vase phase base breeze maze size freezer
    """.split()
)
IRREGULAR = dict(
    pair.split(":")
    for pair in """
    man:men woman:women child:children mouse:mice foot:feet tooth:teeth goose:geese person:people
    ox:oxen sheep:sheep fish:fish deer:deer leaf:leaves knife:knives wife:wives life:lives
    wolf:wolves half:halves shelf:shelves thief:thieves potato:potatoes tomato:tomatoes hero:heroes
    echo:echoes loaf:loaves calf:calves scarf:scarves elf:elves self:selves hoof:hooves louse:lice
    moose:moose salmon:salmon trout:trout series:series species:species aircraft:aircraft
    offspring:offspring swine:swine policeman:policemen fireman:firemen fisherman:fishermen
    snowman:snowmen businessman:businessmen postman:postmen gentleman:gentlemen salesman:salesmen
    chairman:chairmen policewoman:policewomen grandchild:grandchildren stepchild:stepchildren
    housewife:housewives midwife:midwives bookshelf:bookshelves werewolf:werewolves
    dormouse:dormice torpedo:torpedoes veto:vetoes embargo:embargoes quiz:quizzes
    crisis:crises basis:bases analysis:analyses oasis:oases thesis:theses diagnosis:diagnoses
    hypothesis:hypotheses parenthesis:parentheses phenomenon:phenomena criterion:criteria
    bacterium:bacteria die:dice penknife:penknives sheaf:sheaves alumnus:alumni
    stomach:stomachs monarch:monarchs volcano:volcanoes tornado:tornadoes mosquito:mosquitoes
    """.split()
)
# The other plural that a dictionary gives: right as well.
ALSO = {
    "fish": "fishes", "person": "persons", "scarf": "scarfs", "hoof": "hoofs", "cactus": "cacti",
    "octopus": "octopi", "volcano": "volcanos", "mango": "mangoes", "index": "indices",
    "tornado": "tornados", "moose": "mooses", "trout": "trouts", "torpedo": "torpedos",
    "salmon": "salmons", "bus": "busses",
    "gas": "gasses", "avocado": "avocadoes", "roof": "rooves",
    "genius": "genii", "iris": "irides", "embargo": "embargos",
}
FAMILIAR = frozenset(
    """pen book cake ticket toy apple cup egg bag shirt hat ball cookie pencil plate card drink
    chair sock lamp key doll pie game letter word number day week month year hour minute train bus
    film lesson test class friend teacher boy girl kid brother sister farmer shop son people answer
    question box jar basket crate tin bird car flower price time school meeting concert movie
    flight party prime day side line""".split()
)
