"""Countries with one capital that nobody argues about, in English and in Chinese. Data only.

In the order in which people ask. `UNTAUGHT` are never taught: several capitals or too small, and
places that are no country; asked for their capital, the school says that it was not taught that.
"""

from __future__ import annotations

_ROWS = """
France:Paris:法国:巴黎|Japan:Tokyo:日本:东京|China:Beijing:中国:北京|Germany:Berlin:德国:柏林
|Italy:Rome:意大利:罗马|Spain:Madrid:西班牙:马德里|England:London:英格兰:伦敦
|the UK:London:英国:伦敦|Russia:Moscow:俄罗斯:莫斯科|Canada:Ottawa:加拿大:渥太华
|the USA:Washington:美国:华盛顿|Australia:Canberra:澳大利亚:堪培拉|India:New Delhi:印度:新德里
|Brazil:Brasilia:巴西:巴西利亚|Mexico:Mexico City:墨西哥:墨西哥城|Egypt:Cairo:埃及:开罗
|Greece:Athens:希腊:雅典|Turkey:Ankara:土耳其:安卡拉|Thailand:Bangkok:泰国:曼谷
|South Korea:Seoul:韩国:首尔|Vietnam:Hanoi:越南:河内|Portugal:Lisbon:葡萄牙:里斯本
|Ireland:Dublin:爱尔兰:都柏林|Sweden:Stockholm:瑞典:斯德哥尔摩|Norway:Oslo:挪威:奥斯陆
|Finland:Helsinki:芬兰:赫尔辛基|Denmark:Copenhagen:丹麦:哥本哈根|Poland:Warsaw:波兰:华沙
|Austria:Vienna:奥地利:维也纳|Hungary:Budapest:匈牙利:布达佩斯|Belgium:Brussels:比利时:布鲁塞尔
|the Netherlands:Amsterdam:荷兰:阿姆斯特丹|Argentina:Buenos Aires:阿根廷:布宜诺斯艾利斯
|Chile:Santiago:智利:圣地亚哥|Peru:Lima:秘鲁:利马|Colombia:Bogota:哥伦比亚:波哥大
|Cuba:Havana:古巴:哈瓦那|Kenya:Nairobi:肯尼亚:内罗毕|Iran:Tehran:伊朗:德黑兰
|Iraq:Baghdad:伊拉克:巴格达
|Indonesia:Jakarta:印度尼西亚:雅加达|Malaysia:Kuala Lumpur:马来西亚:吉隆坡
|the Philippines:Manila:菲律宾:马尼拉|New Zealand:Wellington:新西兰:惠灵顿|Ukraine:Kyiv:乌克兰:基辅
|Nepal:Kathmandu:尼泊尔:加德满都|Pakistan:Islamabad:巴基斯坦:伊斯兰堡|Morocco:Rabat:摩洛哥:拉巴特
|Nigeria:Abuja:尼日利亚:阿布贾|Iceland:Reykjavik:冰岛:雷克雅未克|North Korea:Pyongyang:朝鲜:平壤
|Mongolia:Ulaanbaatar:蒙古:乌兰巴托|Singapore:Singapore:新加坡:新加坡
|Scotland:Edinburgh:苏格兰:爱丁堡
|Wales:Cardiff:威尔士:加的夫|Romania:Bucharest:罗马尼亚:布加勒斯特|Bulgaria:Sofia:保加利亚:索非亚
|Croatia:Zagreb:克罗地亚:萨格勒布|Serbia:Belgrade:塞尔维亚:贝尔格莱德
|Slovakia:Bratislava:斯洛伐克:布拉迪斯拉发
|Slovenia:Ljubljana:斯洛文尼亚:卢布尔雅那|Estonia:Tallinn:爱沙尼亚:塔林|Latvia:Riga:拉脱维亚:里加
|Lithuania:Vilnius:立陶宛:维尔纽斯|Belarus:Minsk:白俄罗斯:明斯克|Albania:Tirana:阿尔巴尼亚:地拉那
|Cyprus:Nicosia:塞浦路斯:尼科西亚|Luxembourg:Luxembourg:卢森堡:卢森堡|Jordan:Amman:约旦:安曼
|Lebanon:Beirut:黎巴嫩:贝鲁特|Syria:Damascus:叙利亚:大马士革|Saudi Arabia:Riyadh:沙特阿拉伯:利雅得
|Kuwait:Kuwait City:科威特:科威特城|Qatar:Doha:卡塔尔:多哈|Oman:Muscat:阿曼:马斯喀特
|Yemen:Sanaa:也门:萨那|Afghanistan:Kabul:阿富汗:喀布尔|Bangladesh:Dhaka:孟加拉国:达卡
|Cambodia:Phnom Penh:柬埔寨:金边|Laos:Vientiane:老挝:万象|Bhutan:Thimphu:不丹:廷布
|Kazakhstan:Astana:哈萨克斯坦:阿斯塔纳|Uzbekistan:Tashkent:乌兹别克斯坦:塔什干
|Georgia:Tbilisi:格鲁吉亚:第比利斯|Armenia:Yerevan:亚美尼亚:埃里温|Azerbaijan:Baku:阿塞拜疆:巴库
|Ethiopia:Addis Ababa:埃塞俄比亚:亚的斯亚贝巴|Ghana:Accra:加纳:阿克拉|Uganda:Kampala:乌干达:坎帕拉
|Rwanda:Kigali:卢旺达:基加利|Senegal:Dakar:塞内加尔:达喀尔|Algeria:Algiers:阿尔及利亚:阿尔及尔
|Tunisia:Tunis:突尼斯:突尼斯市|Libya:Tripoli:利比亚:的黎波里|Sudan:Khartoum:苏丹:喀土穆
|Somalia:Mogadishu:索马里:摩加迪沙|Angola:Luanda:安哥拉:罗安达|Zambia:Lusaka:赞比亚:卢萨卡
|Zimbabwe:Harare:津巴布韦:哈拉雷|Mozambique:Maputo:莫桑比克:马普托
|Madagascar:Antananarivo:马达加斯加:塔那那利佛
|Namibia:Windhoek:纳米比亚:温得和克|Botswana:Gaborone:博茨瓦纳:哈博罗内|Mali:Bamako:马里:巴马科
|Cameroon:Yaounde:喀麦隆:雅温得|Uruguay:Montevideo:乌拉圭:蒙得维的亚|Paraguay:Asuncion:巴拉圭:亚松森
|Venezuela:Caracas:委内瑞拉:加拉加斯|Ecuador:Quito:厄瓜多尔:基多|Panama:Panama City:巴拿马:巴拿马城
|Costa Rica:San Jose:哥斯达黎加:圣何塞|Guatemala:Guatemala City:危地马拉:危地马拉城
|Nicaragua:Managua:尼加拉瓜:马那瓜|Honduras:Tegucigalpa:洪都拉斯:特古西加尔巴
|Jamaica:Kingston:牙买加:金斯敦|Haiti:Port-au-Prince:海地:太子港
|El Salvador:San Salvador:萨尔瓦多:圣萨尔瓦多
|the Dominican Republic:Santo Domingo:多米尼加:圣多明各|the Bahamas:Nassau:巴哈马:拿骚
|Trinidad and Tobago:Port of Spain:特立尼达和多巴哥:西班牙港|Barbados:Bridgetown:巴巴多斯:布里奇敦
|Belize:Belmopan:伯利兹:贝尔莫潘|Guyana:Georgetown:圭亚那:乔治敦
|Suriname:Paramaribo:苏里南:帕拉马里博
|Malta:Valletta:马耳他:瓦莱塔|Moldova:Chisinau:摩尔多瓦:基希讷乌
|North Macedonia:Skopje:北马其顿:斯科普里
|Montenegro:Podgorica:黑山:波德戈里察|Bosnia:Sarajevo:波黑:萨拉热窝
|Kosovo:Pristina:科索沃:普里什蒂纳
|Monaco:Monaco:摩纳哥:摩纳哥|Kyrgyzstan:Bishkek:吉尔吉斯斯坦:比什凯克
|Tajikistan:Dushanbe:塔吉克斯坦:杜尚别
|Turkmenistan:Ashgabat:土库曼斯坦:阿什哈巴德|Bahrain:Manama:巴林:麦纳麦
|the UAE:Abu Dhabi:阿联酋:阿布扎比
|the Maldives:Male:马尔代夫:马累|Brunei:Bandar Seri Begawan:文莱:斯里巴加湾市|Fiji:Suva:斐济:苏瓦
|Papua New Guinea:Port Moresby:巴布亚新几内亚:莫尔兹比港|Niger:Niamey:尼日尔:尼亚美
|Chad:Ndjamena:乍得:恩贾梅纳
|Togo:Lome:多哥:洛美|Gabon:Libreville:加蓬:利伯维尔|Liberia:Monrovia:利比里亚:蒙罗维亚
|Sierra Leone:Freetown:塞拉利昂:弗里敦|Gambia:Banjul:冈比亚:班珠尔|Guinea:Conakry:几内亚:科纳克里
|Mauritania:Nouakchott:毛里塔尼亚:努瓦克肖特|Malawi:Lilongwe:马拉维:利隆圭
|Eritrea:Asmara:厄立特里亚:阿斯马拉
|Djibouti:Djibouti:吉布提:吉布提市|Mauritius:Port Louis:毛里求斯:路易港
|Burkina Faso:Ouagadougou:布基纳法索:瓦加杜古
|South Sudan:Juba:南苏丹:朱巴|Lesotho:Maseru:莱索托:马塞卢|Samoa:Apia:萨摩亚:阿皮亚
|Tonga:Nukualofa:汤加:努库阿洛法
|Myanmar:Naypyidaw:缅甸:内比都|Andorra:Andorra la Vella:安道尔:安道尔城
|Northern Ireland:Belfast:北爱尔兰:贝尔法斯特|the Czech Republic:Prague:捷克:布拉格
|Cape Verde:Praia:佛得角:普拉亚|Vanuatu:Port Vila:瓦努阿图:维拉港
"""
COUNTRIES = tuple(
    tuple(part.strip() for part in row.split(":")) for row in _ROWS.replace("\n", "").split("|")
)
CAPITALS: dict[str, str] = {name: capital for name, capital, _, _ in COUNTRIES}
HAN_CAPITALS: dict[str, str] = {name: capital for _, _, name, capital in COUNTRIES}
# Other names and spellings that are right as well.
ALSO = {
    "Washington": ("Washington DC", "Washington D.C.", "Washington, D.C."), "Kyiv": ("Kiev",),
    "Astana": ("Nur-Sultan",), "Beijing": ("Peking",), "Brasilia": ("Brasília",),
    "Bogota": ("Bogotá",), "New Delhi": ("Delhi",), "华盛顿": ("华盛顿特区",),
    "San Jose": ("San José",),
}
NICK = {
    "the USA": ("the United States", "America", "USA", "US"), "the UAE": ("UAE",),
    "the UK": ("Britain", "Great Britain", "the United Kingdom", "UK"),
    "the Netherlands": ("Holland", "Netherlands"), "South Korea": ("Korea",),
    "the Philippines": ("Philippines",), "the Czech Republic": ("Czechia",), "Myanmar": ("Burma",),
}
UNTAUGHT = tuple(
    "Bolivia|South Africa|Sri Lanka|Benin|Eswatini|Tanzania|Nauru|Palau|Tuvalu|Kiribati|Texas|"
    "California|Florida|Ohio|Bavaria|Sicily|Africa|Europe|Asia|Antarctica|Mars|the moon|Narnia|"
    "Atlantis|Paris|London|New York|Boston|Mordor|Wonderland|Hawaii|Alaska|Quebec|Tuscany|Utah|"
    "Hogwarts|Gondor|Siberia|Oz|Arizona|Bavaria|Corsica|Nevada|Bali|Brooklyn".split("|")
)
HAN_UNTAUGHT = tuple(
    "南非 玻利维亚 坦桑尼亚 贝宁 火星 月球 广东 四川 上海 亚洲 非洲 加州 夏威夷 德州 湖南 "
                     "浙江 西伯利亚 巴黎 纽约 欧洲".split())
# The continent a country lies in; none of those that lie in two.
CONTINENTS = {
    "Europe": "France Germany Italy Spain Greece Portugal Ireland Sweden Norway Finland Denmark "
              "Poland Austria Hungary Belgium Romania Bulgaria Croatia Ukraine Iceland".split(),
    "Asia": "Japan China India Thailand Vietnam Iran Iraq Malaysia Nepal Pakistan Mongolia "
            "Cambodia Laos".split(),
    "Africa": "Kenya Morocco Nigeria Ethiopia Ghana Uganda Rwanda Senegal Algeria Libya Sudan "
              "Angola Zambia Mali Cameroon".split(),
    "South America": "Brazil Argentina Chile Peru Uruguay Paraguay Ecuador Bolivia".split(),
    "North America": "Canada Mexico Cuba Jamaica Haiti".split(),
}
