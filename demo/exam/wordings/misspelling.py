"""Words as people misspell them: by ear, and by the keys. Data and one function, no subjects."""

from __future__ import annotations

import re
from random import Random

_WORD = re.compile(r"[a-z]{3,}")
# Known slips, most by ear; several words a person might write for one.
BY_EAR: dict[str, tuple[str, ...]] = {
    word: tuple(wrong.split(","))
    for word, wrong in (
        pair.split(":") for pair in (
            "what:wat,waht,wht,whta how:hw,hwo many:meny,mny,manny much:mch,mutch,muhc "
            "you:u,yuo your:ur,yor please:pls,plz,plese,pleas,pleaze thanks:thx,thnx,tnx "
            "calculate:calulate,calculat,calcualte,calcuate subtract:substract,subract,subtrakt "
            "subtracted:substracted,subracted divide:devide,divid,devied divided:devided,divded "
            "multiply:mutiply,multipy,multiplie multiplied:mutiplied,multiplyed,multipied "
            "percent:precent,persent,percet calendar:calender minutes:mintues,minuts,minites,mins "
            "minute:minuet,minit hours:huors,hrs,houres hour:hr,huor tomorrow:tommorow,tomorow "
            "yesterday:yesturday,yesterdy difference:diffrence,diference,diferrence "
            "remainder:remander,remaindr number:numbr,numer,nubmer numbers:numbrs,nubmers "
            "total:totle,totel,toal equals:equels,equal,eqauls between:beetween,betwen,bewteen "
            "which:wich,whitch,whcih there:ther,thier,their their:thier,there does:dose,dos "
            "would:wud,woud,wuold could:cud,coud,cuold should:shud,shoud because:cuz,becuz,becuase "
            "answer:anser,awnser,answr question:qestion,quesiton,questoin weeks:weaks,wekks "
            "before:befor,befroe after:aftr,afer,atfer biggest:bigest,biggst bigger:biger,biggr "
            "largest:largst,largist smallest:smalest,smallst smaller:smaler,smallr "
            "greater:grater,greter double:doble,dubble doubled:dubbled,doubld doubling:doubleing "
            "letters:leters,lettrs letter:leter,lettr opposite:oposite,opposit,oppisite "
            "plural:plurel,plual alphabetical:alphabeticle,alfabetical capital:capitol,captial "
            "numeral:numral,numeral numerals:numerls,numeralls reverse:revers,revese,reserve "
            "backwards:backwords,backwads word:wrod,wrd words:wrods,wrds write:rite,wriet "
            "english:englsh,englis chinese:chineese,chinees roman:romen,romman spell:spel,speel "
            "remaining:remainig,remianing remain:remian altogether:alltogether,altogehter "
            "together:togther,togehter price:prise,prcie discount:discout,disount "
            "dollars:dolars,dollers,dolalrs euros:euroes,erous pounds:ponds,pouds "
            "change:chnage,chang "
            "quarter:quater,qarter half:haf,hlaf time:tiem,tme day:dya days:dyas,dayz "
            "month:mounth,moth months:monthes,mounths week:weak,wek year:yr,yera "
            "kilometers:kilometrs,kilomters meters:metters,metrs centimeters:centimetrs "
            "kilograms:kilogrms,killograms grams:gramms,grms liters:litters,litrs feet:feat,fet "
            "inches:inchs,inhces prime:pirme,prim power:powr,pwoer product:prodct,porduct "
            "quotient:quotent,quoteint equal:equel,eqaul plus:pluss,puls minus:minis,minuss "
            "times:tiems,tims added:aded,addded adding:ading sum:summ,som tell:tel know:kno,knwo "
            "find:fnd,fidn give:giv,gvie have:hav,hve left:lef,leftt bought:bougt,baught,boght "
            "gave:gav,gvae spent:spnt sold:solld people:poeple,peple,ppl "
            "friends:freinds,frends "
            "friend:freind,frend arrive:arive,arrvie leaves:leavs,leeves starts:strats,startes "
            "long:lnog,logn from:form,frm order:oder,ordr sort:srot arrange:arange,arrage "
            "ascending:acending,asending descending:decending,desending largest:larget "
            "compare:compair,comapre convert:convrt,covert equation:eqation the:teh,th "
            "and:adn,nad with:wiht,wth when:wehn,whn whats:wats,whts each:eech,eahc "
            "every:evry,evrey another:anothr,anoter more:mor,moer less:les,lesss cost:coast,csot "
            "costs:cotss,coasts bag:bagg works:wroks name:nmae,naem antonym:antonim,antnym "
            "example:exampel,exmaple,exampl vegetable:vegtable,vegitable country:contry,coutry "
            "colour:coler,colur animal:aminal,animl singular:singuler,singlar "
            "continent:contnent,continant vowels:vowls,vowles characters:charcters,caracters"
        ).split()
    )
}
_BESIDE = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "sq nv xv sf wr dg fh gj uo hk jl km nk bm ip ol wa et ad ry yi cb qe zc tu xs".split(),
        strict=True,
    )
)
# A slip must not turn one meaning into another: these are words of the stories themselves.
_OTHER_WORDS = frozenset(
    """for fro lot lost list last lest coat cast gave have mode sold told cold then than them that
    hat east odd let lift lent loss lose loose tan ten need weed feed sent send cent scent pens pans
    pets pots pats host post past fast more move love live lower tower use sue won own now not nine
    fine line lone one eat ate tea late later lather latter rather sale sail seven eleven sixty
    fiver five first fist food good goods gold hold holds bold win wind kind find fund fun gain
    grain
    day may away way ways week weak pm am""".split()
)
HOMOPHONES = (("那个", "哪个"), ("在加", "再加"), ("省", "剩"), ("多小", "多少"), ("机个", "几个"),
              ("以共", "一共"), ("请闻", "请问"), ("得", "的"), ("地", "的"),
              ("在过", "再过"), ("园", "元"), ("乘已", "乘以"), ("除已", "除以"),
              ("星其", "星期"), ("卖了", "买了"))[:16]


def _by_key(word: str, rng: Random) -> str:
    """A letter lost, doubled, swapped with the next, or hit beside its key; the first one stays."""
    i = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4 if len(word) > 5 else 3)
    if kind == 0:
        return word[:i] + word[i] + word[i:]
    if kind == 1:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind == 2:
        return word[:i] + word[i + 1 :]
    return word[:i] + rng.choice(_BESIDE[word[i]]) + word[i + 1 :]


def slip(word: str, rng: Random) -> str:
    """`word`, misspelt; itself where no slip was found that is not another word."""
    if word in BY_EAR and rng.random() < 0.7:
        return rng.choice(BY_EAR[word])
    if len(word) < 4 or word in _OTHER_WORDS:
        return word
    wrong = _by_key(word, rng)
    return word if wrong in _OTHER_WORDS else wrong


def misspelt(text: str, rng: Random, count: int) -> str:
    """`text` with at most `count` of its words misspelt; digits and hidden material stay."""
    words = list(_WORD.finditer(text))
    chosen = rng.sample(words, min(count, len(words)))
    for word in sorted(chosen, key=lambda m: -m.start()):
        text = text[: word.start()] + slip(word.group(), rng) + text[word.end() :]
    return text
