"""The words of generated articles: names, issues, verbs, hedges; enough of them that no two sentences are alike."""

from __future__ import annotations

STATES = (
    ("china", "China", "CHN", "Beijing"),
    ("north-korea", "North Korea", "PRK", "Pyongyang"),
    ("south-korea", "South Korea", "KOR", "Seoul"),
    ("united-states", "United States", "USA", "Washington"),
    ("japan", "Japan", "JPN", "Tokyo"),
    ("russia", "Russia", "RUS", "Moscow"),
    ("india", "India", "IND", "New Delhi"),
    ("pakistan", "Pakistan", "PAK", "Islamabad"),
    ("vietnam", "Vietnam", "VNM", "Hanoi"),
    ("philippines", "Philippines", "PHL", "Manila"),
    ("indonesia", "Indonesia", "IDN", "Jakarta"),
    ("malaysia", "Malaysia", "MYS", "Kuala Lumpur"),
    ("australia", "Australia", "AUS", "Canberra"),
    ("germany", "Germany", "DEU", "Berlin"),
    ("france", "France", "FRA", "Paris"),
    ("united-kingdom", "United Kingdom", "GBR", "London"),
    ("ukraine", "Ukraine", "UKR", "Kyiv"),
    ("poland", "Poland", "POL", "Warsaw"),
    ("turkey", "Turkey", "TUR", "Ankara"),
    ("iran", "Iran", "IRN", "Tehran"),
    ("israel", "Israel", "ISR", "Jerusalem"),
    ("saudi-arabia", "Saudi Arabia", "SAU", "Riyadh"),
    ("egypt", "Egypt", "EGY", "Cairo"),
    ("iraq", "Iraq", "IRQ", "Baghdad"),
    ("brazil", "Brazil", "BRA", "Brasília"),
    ("mexico", "Mexico", "MEX", "Mexico City"),
    ("canada", "Canada", "CAN", "Ottawa"),
    ("kazakhstan", "Kazakhstan", "KAZ", "Astana"),
    ("mongolia", "Mongolia", "MNG", "Ulaanbaatar"),
    ("thailand", "Thailand", "THA", "Bangkok"),
)

BODIES = ("UN Security Council", "European Commission", "Arctic Council", "African Union", "Arab League", "World Bank")
FIRST = (
    "Ana", "Boris", "Chen", "Dalia", "Emre", "Farid", "Greta", "Hana", "Igor", "Jun", "Katya", "Leila", "Marco",
    "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Sven", "Tariq", "Uma", "Viktor", "Wei", "Xenia", "Yusuf", "Zofia",
)  # fmt: skip
LAST = (
    "Aydin", "Bergström", "Castillo", "Dvořák", "Eriksen", "Fontaine", "Gupta", "Haddad", "Ivanov", "Jensen", "Kimura",
    "Laurent", "Mahmoud", "Novak", "Okafor", "Petrov", "Qureshi", "Rahman", "Santos", "Takeda", "Ueda", "Varga", "Wong",
)  # fmt: skip
OFFICES = ("ministry of defence", "foreign ministry", "state bank", "coast guard", "trade office")
CROWDS = ("critics", "analysts", "diplomats", "opposition lawmakers", "officials", "protesters")
OUTLETS = ("Herald", "Review", "Times", "Observer", "Monitor", "Courier", "Quarterly", "Dispatch")
REGIONS = ("Pacific", "Baltic", "Gulf", "Andean", "Eurasian", "Northern", "Harbour", "Capital")

TOPICS = (
    "missile defence", "fishing rights", "grain exports", "the border crossing", "the gas pipeline", "arms inspections",
    "the naval exercise", "rare earth quotas", "the refugee quota", "the extradition treaty", "the steel tariff",
    "satellite launches", "the peace conference", "the island dispute", "nuclear talks", "the aid convoy",
    "the currency swap", "the water treaty", "the trade embargo", "the ceasefire",
)  # fmt: skip
PLACES = ("Geneva", "Vienna", "Singapore", "Doha", "Oslo", "Nairobi", "Almaty", "Lima", "Malmö", "Busan", "Trieste")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

STANCES = {
    "allied-with": "stands by its alliance with",
    "supports": "backs",
    "advocates": "publicly demands more of",
    "shields": "shields",
    "seeks-closer-ties-with": "wants to patch up relations with",
    "accepts": "goes along with",
    "open-to": "is open to",
    "neutral-toward": "takes no side on",
    "reluctant-toward": "hesitates over",
    "estranged-from": "has drifted away from",
    "displeased-with": "is displeased with",
    "wary-of": "is wary of",
    "at-odds-with": "is at odds with",
    "criticizes": "criticizes",
    "opposes": "opposes",
    "distrusts": "distrusts",
    "condemns": "condemns",
    "threatened-by": "feels threatened by",
    "retaliates-against": "is retaliating against",
    "hostile-to": "is openly hostile to",
}
EVENTS = {
    "AGREE": "signs an accord with",
    "CONSULT": "holds talks with",
    "SUPPORT": "voices support for",
    "CONCEDE": "makes concessions to",
    "COOPERATE": "trains together with",
    "AID": "sends aid to",
    "RETREAT": "pulls its units back from",
    "REQUEST": "asks for help from",
    "ACCUSE": "accuses",
    "REJECT": "turns down a proposal of",
    "THREATEN": "threatens",
    "PROTEST": "protests against",
    "SANCTION": "imposes sanctions on",
    "MOBILIZE": "moves troops toward",
    "COERCE": "seizes property of",
    "ASSAULT": "attacks a post of",
}
INSTRUMENTS = ("the supply of", "its veto over", "access to", "a loan tied to", "the threat to end", "a deal on")
EFFECTS = ("pressure", "inducement", "constraint")
STRENGTHS = ("strong", "moderate", "weak", "none")

# Words of a hedge, how a sentence has them, the class of certainty, whether ICD 203 gives these very words an interval.
HEDGES = (
    ("likely", "it is likely that", "probable", True),
    ("probably", "probably", "probable", True),
    ("very likely", "it is very likely that", "probable", True),
    ("almost certainly", "almost certainly", "certain", True),
    ("unlikely", "it is unlikely that", "probable", True),
    ("might", "it might be that", "possible", False),
    ("may", "it may be that", "possible", False),
    ("could", "it could be that", "possible", False),
    ("reportedly", "reportedly", "unspecified", False),
    ("undoubtedly", "undoubtedly", "certain", False),
)
FILLERS = (
    "The meeting in {place} ended without a common statement.",
    "Shipping through the strait went on as before.",
    "No date for a further round on {topic} was given.",
    "Reporters were kept away from the hall in {place} for most of the day.",
    "Markets had closed by the time the news about {topic} came out.",
    "The text of the draft has not been published.",
    "Delegates left {place} late in the evening.",
)
