"""Actors that many projects name, as entries to take: states, their organs, international bodies, agencies, papers.

    states.yaml    capitals, demonyms, names with their times, notes, by the slugs of ontology/event-tables/
                   countries.ttl, where codes, English names and last days stand, for the tables of events too
    cldr.json      names of states and capitals in the languages of the United Nations, from the CLDR of Unicode
                   (LICENSE-UNICODE), written by `benchmarks/territory_names.py`
    organs.yaml    foreign ministries and other organs, with the state for which each acts
    bodies.yaml    international bodies
    media.yaml     news agencies, with what they sign as, papers, broadcasters and journals; `agencies` are of it

Facts only: what is disputed is said in a note, and a Wikidata item is given only where it was confirmed. Nothing of
this is in a project until somebody takes it (`kg actors --known NAME --add`).
"""

from kg.registry.agencies import Agency, agencies
from kg.registry.known import Known, Registry, load

__all__ = ["Agency", "Known", "Registry", "agencies", "load"]
