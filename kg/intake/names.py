"""Names of people in bylines and fields of authors: where one ends and the next begins, and what is no person's.

Names come as papers set them: in capitals, after "By" or "Auteur :", with a role, a paper or a day behind them.
"""

from __future__ import annotations

import re
from functools import cache

from kg.intake.calendar import months
from kg.registry.agencies import outlets
from kg.sources.agencies import agency_named

# What stands before the names: a word and a space, or a word and a colon.
BEFORE = (
    r"(?:(?:(?:written|reported|edited|text|story|words)\s+)?by|von|par|por|di|da|de|av|af|door|od|от|text)\s+"
    r"|(?:by|text|texte|texto|testo|authors?|auteure?s?|autor(?:in|es|a)?|autore|auteurs?|författare|автор|作者|記者|记者|撰文|문"
    r"|publi(?:shed by|cado por|é par)|posted by|geschrieben von|escrito por|scritto da)\s*[:：]\s*"
)
BYLINE = re.compile(rf"^[\W\d]{{0,20}}(?:{BEFORE})(?P<names>[^\W\d_].{{1,200}})$", re.IGNORECASE | re.DOTALL)
LABELLED = re.compile(r"^[\W\d]{0,20}[^\W\d_]{2,12}(?:\s(?:by|por|par|von|da))?\s*[:：]")
# Behind the last name: where, when, for whom, and whatever a sign or a figure sets apart.
BEHIND = re.compile(
    r"\s+(?:for|in|at|on|from|am|um|für|aus|pour|à|le|para|en|per|voor|special to|is|was|has)\s"
    r"|\s(?:updated|published|posted)\s"
    r"|\s[-–—]+\s|[|•·@#»(\[<\n\t]|(?<!\w)\d|https?:|(?<=\w\w\w)\.\s+(?=\w)|(?<=[^\W\d_]{3})(?:posted|published|updated)\b",
    re.IGNORECASE,
)
# Who else wrote it, in brackets behind the name.
TOGETHER = re.compile(r"\s*\((?:with|avec|mit|con|com)\s+([^()]{3,100})\)", re.IGNORECASE)
BETWEEN = re.compile(
    r"\s*[;/&、，‚]\s*|\s+(?:and|und|et|with|avec|mit|con|com|(?-i:y|e|og|och|en|ja|i|и))\s+", re.IGNORECASE
)
# Words that are in the names of papers, firms, desks and offices, and hardly in those of people.
OF_BODIES = re.compile(
    r"\b(?:news(?:room|desk|wires?|paper|week)?|staff|reports?|redaktion\w*|rédaction|redacción|redazione|redactie|online|teams?|desk"
    r"|editorial|agenc(?:y|ies|ia|e)|agentur(?:en)?|agenzia|media|magazine?|magazin|zeitung|times|daily|weekly|gazette|herald|tribune|journal"
    r"|bureau|board|institute?|institut|university|universität|universidad|ministry|ministerium|department|\w*(?:anstalt|amt|verein|verband)"
    r"|gmbh|inc|ltd|llc|corp|company|blog|web(?:site|master)?|admin(?:istrator)?|authors?|autor(?:en)?|wires?|services?|networks?|tv|radio"
    r"|broadcasting|international|groups?|foundation|stiftung|association|council|office|cent(?:er|re)|club|partei|party|presse?|prensa"
    r"|noticias|contributors?|guests?|writers?|special|the|our|all|your|more|read|share|follow|subscribe|comments?|photos?|fotos?|video"
    r"|getty|images|published|posted|updated|last|today|yesterday|free|united|associated)\b",
    re.IGNORECASE,
)
# A surname that some of these words are too.
SURNAMES = frozenset({"press", "free", "guest", "special", "last"})
# Who is named as an author by programs, and is nobody.
NOBODY = re.compile(
    r"^(?:admin(?:istrator)?|root|user|guest|editor(?:s|ial)?|editorial\s+(?:board|team|staff)|staff(?:\s+(?:writer|reporter)s?)?"
    r"|web\s*master|news\s*(?:room|desk)|redaktion|rédaction|redacción|redazione|unknown|anonymous|null|none|default|"
    r"microsoft\s+office.*|contributors?|author|agenc(?:y|ies)|news\s+service\s+reports?|an[oó]nimo|\W*)$",
    re.IGNORECASE,
)
# What somebody does, as a word before the name.
ROLE_BEFORE = re.compile(
    r"^(?:(?:[\w-]*-)?(?:expert(?:e|in)?|redakteur(?:in)?|autor(?:in)?|reporter(?:in)?|korrespondent(?:in)?|kolumnist(?:in)?"
    r"|gastautor(?:in)?)|photographs?|photos?|interview|journalist|columnist|correspondent|editor|analysis|opinion|exclusive"
    r"|mr|mrs|ms)\.?:?\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
# Whoever is a role beside a name: where the one ends and the other begins is for a person to say.
ROLE = re.compile(r"\b(?:correspondents?|editors?|reporters?|writers?|analysts?|letters)\b", re.IGNORECASE)
PARTICLES = frozenset({
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn",
    "zu", "zum", "ter", "ten", "und", "y", "e", "i", "av", "af", "ben", "abu", "dei", "do", "das", "d",
})  # fmt: skip
# First words of places of two words, which look like names.
PLACES = frozenset(
    {"new", "san", "los", "las", "north", "south", "west", "east", "st", "saint", "hong", "abu", "washington", "rio"}
)
EAST = re.compile("[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af·・]{2,8}")
EASTERN_BODY = re.compile("(?:社|网|網|报|報|局|部|台|组|組|编辑|編集|신문|뉴스)$")
LONGEST, MOST_WORDS = 60, 5
INITIALS = re.compile(r"^(?:[^\W\d_]\.\s?)+[^\W\d_]")


def people(text: str) -> list[str]:
    """The names in a byline or a field of authors, each as names are set, without what stands around them."""
    plain = TOGETHER.sub(r" & \1", " ".join(text.split()) if "\n" not in text else text.strip())
    while (match := BYLINE.match(plain)) and (LABELLED.match(plain) or _begins_with_name(match["names"])):
        plain = match["names"]
    plain = BEHIND.split(_unglued(plain), maxsplit=1)[0]
    return [name for part in BETWEEN.split(plain) for name in _listed(part)]


def people_of_line(line: str) -> list[str]:
    """The people whom a line such as "By Maria Holm and Eva Lind" names; none where the line is no such line."""
    if not BYLINE.match(line):
        return []
    found = [name for name in people(line) if is_person(name)]
    # "de" and "Von" begin sentences as well as bylines: unless a colon stands there, the line is little but names.
    rest = len(line) - sum(map(len, found))
    return found if LABELLED.match(line) or rest <= LONGEST + 20 else []


def people_listed(line: str) -> list[str]:
    """Two people or more whom a line names that has nothing but names; none for any other."""
    found = people(line)
    only = len("".join(found)) >= len(re.sub(r"\s*(?:[,;&/]|\b(?:and|und|et)\b)\s*", "", line)) - 2
    return found if len(found) > 1 and only and all(map(is_person, found)) else []


def is_person(name: str) -> bool:
    """Whether a name looks like one of a person, and not of a paper, an agency, a desk or a place."""
    if not name or len(name) > LONGEST or agency_named(name) or name.casefold() in _outlets():
        return False
    if EAST.fullmatch(name.replace(" ", "")):
        return EASTERN_BODY.search(name) is None and len(name.replace(" ", "")) <= MOST_WORDS
    words = name.split()
    own = [word for word in words if word.casefold() not in PARTICLES]
    if not 2 <= len(own) <= len(words) <= MOST_WORDS or any(c.isdigit() or c in "_@:/©" for c in name):  # noqa: PLR2004 - first and last
        return False
    if any(word.casefold() not in SURNAMES or index == 0 for index, word in _of_bodies(words)):
        return False
    if len(words) == 2 and words[0].casefold().strip(".") in PLACES:  # noqa: PLR2004
        return False
    return all(_is_set_as_name(word) for word in words) and not _is_set_small(words[-1])


def same_person(one: str, other: str) -> bool:
    """Whether two names can be of one person: the same last name, and first names that begin alike."""
    first, second = one.casefold().split(), other.casefold().split()
    if not first or not second or first[-1] != second[-1]:
        return False
    short, long = sorted((first[0].rstrip("."), second[0].rstrip(".")), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def set_as_name(name: str) -> str:
    """A name as names are set: Lisa Mascaro for LISA MASCARO, L. Mascaro for l. mascaro; others as they are."""
    if INITIALS.match(name) and name.rsplit(maxsplit=1)[-1][0].islower():
        return " ".join(w if w.casefold() in PARTICLES else w[0].upper() + w[1:] for w in _last_set(name.split()))
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 4 or not all(c.isupper() for c in letters) or not any(c.islower() for c in name.lower()):  # noqa: PLR2004
        return name
    words = name.split()
    return " ".join(_set(word, first=index == 0) for index, word in enumerate(words))


def _last_set(words: list[str]) -> list[str]:
    """The words of a name, the last of which is never a particle."""
    return [*words[:-1], words[-1][0].upper() + words[-1][1:]]


def _listed(part: str) -> list[str]:
    """The names between commas: of people, without roles, papers and places behind them; "Holm, Maria" is one."""
    pieces = [ROLE_BEFORE.sub("", piece.strip(' .-–—*:,"“”')) for piece in part.split(",")]
    pieces = [set_as_name(piece) for piece in pieces if piece]
    if len(pieces) < 2:  # noqa: PLR2004 - a list has two
        return pieces
    if len(pieces) == 2 and all(len(piece.split()) == 1 for piece in pieces) and is_person(" ".join(pieces[::-1])):  # noqa: PLR2004
        return [" ".join(pieces[::-1])]
    return [pieces[0], *(piece for piece in pieces[1:] if is_person(piece) and not ROLE.search(piece))]


def _begins_with_name(text: str) -> bool:
    """Whether what stands behind a "von" or "de" has a first name and a last, so that this is no part of the name."""
    return all(word[0].isupper() for word in text.split()[:2]) and len(text.split()) > 1


def _unglued(text: str) -> str:
    """A text without the name of a month that stands behind a name without a space: a day in another element."""
    for match in re.finditer(r"(?<=[^\W\d_])(?=[^\W\d_])", text):
        word = re.match(r"[^\W\d_]+", text[match.end() :])
        if word and text[match.start() - 1].islower() and word[0][0].isupper() and word[0].casefold() in months():
            return text[: match.start()]
    return text


@cache
def _outlets() -> frozenset[str]:
    """The names of papers and broadcasters that are known, in small letters."""
    named = ((outlet["label"], *outlet.get("aliases", ())) for outlet in outlets().values())
    return frozenset(name.casefold() for names in named for name in names)


def _of_bodies(words: list[str]) -> list[tuple[int, str]]:
    return [(index, word) for index, word in enumerate(words) if OF_BODIES.search(word)]


def _is_set_as_name(word: str) -> bool:
    first = word.lstrip("'’‘\"“(-")[:1]
    return bool(first) and (
        not first.islower() or word.casefold().rstrip("'’") in PARTICLES or word[:2].casefold() in {"d'", "d’"}
    )


def _is_set_small(word: str) -> bool:
    return word[0].islower()


def _set(word: str, *, first: bool) -> str:
    if not first and word.casefold() in PARTICLES:
        return word.lower()
    if re.fullmatch(r"(?:[^\W\d_]\.?){1,2}|I{2,3}|IV", word) and not re.search(r"[AEIOUY][^.]", word[1:]):
        return word
    cased = re.sub(r"[^\W\d_]+", lambda m: m[0][0] + m[0][1:].lower(), word)
    return re.sub(r"^(Mc|O['’])([a-z])", lambda m: m[1] + m[2].upper(), cased)
