"""English words that speak for a kind of content, and for its types, beside those that the codebook has.

Each stands for all words that begin so; a word with a full stop behind it is that word alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model.vocabulary import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STANCES: Mapping[str, str] = {
    "advocates": "should. must. call for, calls for, called for, urge, advoca, demand, insist, push for, need to",
    "allied-with": "ally. allies. alliance, allied, pact, partner",
    "sponsors": "proxy, proxies, sponsor, bankroll, finance, funds. funded, arming",
    "supports": (
        "support, back. backs. backed. backing, endorse, welcom, favor, favour, in favo, interest in, improve, "
        "praise"
    ),
    "recognizes": "recogni, legitimate government, diplomatic relations with",
    "shields": "shield, protect, soften, cushion, cover for, block sanctions, defend",
    "seeks-closer-ties-with": (
        "patch up, mend, court. courting, courts. rapproch, reach out, outreach, overture, closer, reset"
    ),
    "accepts": "accept, go along, goes along, acquiesc, tolerat, abide, comply, approve, collaborat",
    "open-to": (
        "open to, opens. opened its door, consider. considers. willing, readiness, ready to, possibility of "
        "allow, mull"
    ),
    "warming-toward": "thaw, warm. warms. warming, improving relations, rapproch, reengag, re-engag",
    "neutral-toward": "neutral, abstain, takes no side, impartial, non-align, stays out",
    "estranged-from": "estrang, frost, former ally, cool. cooled, fell out, chill, rift, deteriorat",
    "reluctant-toward": "reluctan, hesita, loath, unwilling, little incentive, drag, cautious about, balk, lukewarm",
    "criticizes": "critic, rebuke, fault, wrong, mistake, aggravat, counterproductive, question the, exaggerat",
    "displeased-with": "displeas, angr, resent, frustrat, unhapp, consternation, irritat, outrag, annoy, dismay",
    "at-odds-with": "at odds, division, divided, disagree, differ, tension, dispute, out of line, clash, disput",
    "condemns": "condemn, denounc, decri, decry, deplor, outrage",
    "distrusts": "distrust, mistrust, suspect, suspicio, ulterior, motive",
    "wary-of": "wary, fear, concern, worr, alarm, apprehens, anxi, nervous",
    "opposes": "oppos, object, reject, resist, against the, refus, veto, rule out",
    "seeks-to-contain": (
        "contain. containing, containment, encircl, curb, counterbalance, hem in, limit the influence"
    ),
    "threatened-by": "threat, danger to, menac, undermine. undermines, defend, vulnerab",
    "retaliates-against": "retaliat, in response to, punish, tit-for-tat, reprisal, revenge, hit back",
    "hostile-to": "hostil, enem, defian, defy, defies, provoc, destroy, annihilat, belliger",
    "occupies": "occup, annex, seiz, holds territory",
    "at-war-with": "war with, at war, battl, fight, offensive, combat, shell, airstrike",
}  # fmt: skip
EVENTS: Mapping[str, str] = {
    "AID": "aid. assistance, donat, humanitarian, deliver, supplies. relief",
    "RETREAT": (
        "withdr, ceasefire, cease-fire, releas, lift. lifts. lifted, eas. pull out, pulled out, evacuat, retreat"
    ),
    "COOPERATE": (
        "trade. trades. trading, cooperat, joint exercise, export, import. imports. laborer, labourer, revenue, "
        "share intelligence, joint drill, exchange"
    ),
    "SUPPORT": "praise, endors, back. backs. backed, recogniz, recognis, congratulat, support",
    "CONCEDE": "concede, conced, gave way, gives way, back down, relent, allow",
    "AGREE": (
        "agree, sign. signs. signed, deal. accord, treaty, pledge, promise, joint decision, decision to, decided"
    ),
    "CONSULT": (
        "met. meet, visit, talks. negotiat, summit, discuss, mediat, host. hosts. hosted, dialogue, delegation, "
        "consult"
    ),
    "REQUEST": "request, ask. asks. asked, urge, appeal, propos, demand, call on, calls on, called on, pressed",
    "REJECT": "reject, refus, declin, veto, turned down, stonewall, paralys, rebuff, rule out, ruled out",
    "ACCUSE": "accus, blam, alleg, condemn, denounc, challeng, criticiz, criticis, protest to",
    "THREATEN": "threaten, warn, ultimatum, vow, threat to",
    "PROTEST": "protest, demonstrat, rally. rallies. march. marches. marched, riot, strike action",
    "MOBILIZE": (
        "launch, test. tests. tested, deploy, missile, rocket, mobiliz, mobilis, drill, exercis, troops, warship, "
        "patrol, maneuver"
    ),
    "SANCTION": (
        "sanction, embargo, expel, suspend, impos, ban. bans. banned, cut off, sever, recall, tariff, restrict"
    ),
    "COERCE": "arrest, seiz, detain, blockad, hack. hacks. hacked, cyber, occup, raid, confiscat, ruling",
    "ASSAULT": (
        "attack, bomb, kill, invad, shell. shells. shelled, airstrike, air strike, assault, fired on, fighting, "
        "casualt, strike on, strikes on"
    ),
}  # fmt: skip
EFFECTS: Mapping[str, str] = {
    "pressure": (
        "pressure, force. forces. forced, compel, push, cost, coerc, leverage, edge. edges, bring into line, "
        "sanction, oblig, drive. driving"
    ),
    "inducement": (
        "in exchange, in return, induc, incentiv, reward, offer, in order to win, aid. carrot, cooperation on"
    ),
    "constraint": (
        "danger of, risk, prevent, constrain, deter, concern that, out of fear, limit, threaten, cannot, "
        "dependen, collaps, undercut, lest, constitute the bulk, decrease, hold back"
    ),
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "leverage": (
        "force. forces. forced, compel, pressure on, leverage, edge. push. pushes. pushed, incentive, in exchange "
        "for, bring into line, depend, undercut, outweigh, risk destabil, run the danger, deter, constrain, "
        "induce, oblige, driving. decrease, so that, in return for, would threaten, make it harder, constitute "
        "the bulk"
    ),
    "event": (
        "launch, met. meet. meeting, visit, sign. signs. signed, test. tests. tested, attack, trade volume, "
        "discuss, deploy, impos, announc, arrest, expel, decision, ruling, withdr, propos, request, condemned, "
        "condemnation, negotiat, summit, talks. sent. killed, increased, decided, agreed, on monday, on tuesday, "
        "on wednesday, on thursday, on friday, on saturday, on sunday, laborer"
    ),
    "stance": (
        "sees. see. view, regard, consider, oppos, support, back. backs. backed, reluctan, wary, fear, concern, "
        "want, seek, should. ally. allies, alliance, tension, critic, threat, relation, hostil, displeas, "
        "interest, open to, against, willing, division, objection, trust, consternation, courting, thaw, frost, "
        "accept, go along, shield, expect, intended, aimed"
    ),
}  # fmt: skip
TYPES: Mapping[str, Mapping[str, str]] = {"stance": STANCES, "event": EVENTS, "leverage": EFFECTS}


def words_of(kind: str, notation: str, text: str) -> list[str]:
    """The words of a text that speak for a type of a kind, in its order."""
    pattern = _patterns(kind).get(notation)
    return [found[0] for found in pattern.finditer(searchable(text))] if pattern is not None else []


def kind_words(kind: str, text: str) -> list[str]:
    """The words of a text that speak for a kind of content: "stance", "event" or "leverage"."""
    return [found[0] for found in _patterns("")[kind].finditer(searchable(text))]


@cache
def _patterns(kind: str) -> dict[str, re.Pattern[str]]:
    """By type, or by kind for "", a pattern of whole words that begin as the list says."""
    return {name: re.compile(rf"\b(?:{'|'.join(_forms(words))})") for name, words in (TYPES.get(kind) or KINDS).items()}


def _forms(words: str) -> Iterator[str]:
    for word in re.split(r", |(?<=\.) ", words):
        yield re.escape(word.removesuffix(".")) + (r"\b" if word.endswith(".") else r"\w*")
