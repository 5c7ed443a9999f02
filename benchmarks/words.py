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
PLACES = (
    "Geneva", "Vienna", "Singapore", "Doha", "Oslo", "Nairobi", "Almaty", "Lima", "Malmö", "Busan", "Trieste", "Accra",
    "Baku", "Cebu", "Dakar", "Esbjerg", "Fukuoka", "Ghent", "Haifa", "Izmir", "Jaipur", "Kigali", "Lyon", "Maputo",
    "Nagoya", "Oran", "Porto", "Quito", "Riga", "Sapporo", "Tromsø", "Utrecht", "Valparaíso", "Windhoek", "Yerevan",
    "Zagreb",
)  # fmt: skip
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
# Where a sentence has something from, and how that puts it; many, so that articles have few words in a row in common.
PAPERS = (
    "minutes", "transcript", "protocol", "communiqué", "record", "summary", "memorandum", "report", "notes", "dossier",
    "file", "verbatim",
)  # fmt: skip
SHOWS = ("shows", "says", "has it", "puts it", "confirms", "makes plain", "states", "recalls", "records", "suggests")
DENIALS = ("denied", "disputed", "rejected", "contradicted")
CONFIRMATIONS = ("confirmed", "affirmed", "repeated", "endorsed")
MANNERS = ("vigorously", "twice", "in writing", "once more", "at length", "openly", "flatly", "without delay")
REPORTS = ("what was said about", "the report on", "all that one reads on", "every word about", "an account of")
# What nobody quotes is put together of these, so that hardly two articles have five words in a row of it in common.
FILLERS = "{when} {who} {did} {what} {where}."
FILLED = {
    "when": (
        "Late on the first evening", "After the second session", "By noon", "Hours before the plenary",
        "Without saying why", "As on earlier days", "Towards the weekend", "In the small hours",
        "For the third time", "Once the doors were shut", "Contrary to custom", "Half an hour later",
        "Despite the rain", "Well after midnight", "On the last morning", "To general surprise",
    ),
    "who": (
        "interpreters", "two junior clerks", "a retired professor", "the hosts", "several reporters", "the caterers",
        "an elderly lawyer", "the shipping firms", "most of the observers", "a group of students", "the harbour pilots",
        "some traders", "the note takers", "three former ministers", "the mayor", "nobody in the hall",
    ),
    "did": (
        "read aloud", "waited for", "asked about", "argued over", "handed round", "spoke of", "looked up", "missed",
        "drew up", "mislaid", "wrote down", "laughed at", "turned to", "praised", "paid for", "walked out over",
    ),
    "what": (
        "a map of the coast", "the draft on {topic}", "some figures for {topic}", "the seating order", "an old treaty",
        "the minutes", "a letter on {topic}", "the price of coal", "the timetable", "a guest list", "the translation",
        "an annex about {topic}", "a photograph", "the bill for dinner", "a proposal on {topic}", "the weather",
    ),
    "where": (
        "in {place}", "outside a hotel in {place}", "near the port of {place}", "behind closed doors", "over coffee",
        "at the airport of {place}", "by the lake", "under the clock", "on the steps", "in a side room", "at dinner",
        "across the street", "between two meetings", "on the train to {place}", "in the old theatre", "by telephone",
    ),
}  # fmt: skip
