"""The entities, sources and authors of a DNA data base → the actors and issues of a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.importing.naming import Names, clean
from kg.importing.writing import one_or_many
from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.importing.dna_file import Document, Entity, Statement

# Only words that are kinds of actor: what coders call a type is often a sector, such as NGO, business or government.
KINDS = {
    "state": "state",
    "country": "state",
    "international body": "international-body",
    "international organization": "international-body",
    "international organisation": "international-body",
    "intergovernmental organization": "international-body",
    "intergovernmental organisation": "international-body",
    "igo": "international-body",
    "group": "group",
    "person": "person",
}
ALIAS = "alias"
LONGEST_NOTE = 4_000


@dataclass(slots=True)
class NewActor:
    """An actor while it is made."""

    slug: str
    label: str
    kind: str
    note: str = ""
    aliases: list[str] = field(default_factory=list)
    member_of: set[str] = field(default_factory=set)

    def entry(self) -> dict[str, Any]:
        """The entry as actors.yaml has it."""
        lists = {"aliases": self.aliases, "member-of": sorted(self.member_of - {self.slug})}
        given = {key: one_or_many(items) for key, items in lists.items() if items}
        return {"kind": self.kind, "label": self.label, **given, **({"note": self.note} if self.note else {})}


class Registries:
    """The actors and issues that statements and documents name; those of the entities by their ids."""

    def __init__(self, entities: Mapping[int, Entity]) -> None:
        self.entities = entities
        self.names = Names()
        self.actors: dict[int, NewActor] = {}
        self.others: list[NewActor] = []
        self.issues: dict[int, str] = {}
        self.issue_entries: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, NewActor] = {}

    def take(self, statements: Collection[Statement], documents: Iterable[Document]) -> None:
        """Add everybody and everything that these name, labels before aliases, entities before documents."""
        self._take_actors(statements)
        for concept in sorted({statement.concept for statement in statements}):
            self._take_issue(self.entities[concept])
        for id_, actor in self.actors.items():
            for alias in _aliases(self.entities[id_]):
                self._add_alias(actor, alias)
        for document in documents:
            self.publisher(document.source)
            self.authors(document.author)

    def publisher(self, source: str) -> str:
        """The slug of a document's source."""
        if label := clean(source):
            return self._called(label, "organization").slug
        unknown = self._called("Unknown publisher", "organization")
        unknown.note = "The publisher of documents for which the DNA data base names no source."
        return unknown.slug

    def authors(self, author: str) -> list[str]:
        """The slugs of a document's authors, who are separated by semicolons."""
        return list(dict.fromkeys(self._author(name) for part in author.split(";") if (name := clean(part))))

    def entries(self) -> dict[str, dict[str, Any]]:
        """The actors by slug."""
        return {actor.slug: actor.entry() for actor in (*self.actors.values(), *self.others)}

    def _take_actors(self, statements: Collection[Statement]) -> None:
        """Add organizations, persons, and what they are members of: those for whom they speak, and larger bodies."""
        for id_ in self._with_bodies({statement.organization for statement in statements} - {0}):
            self._take_actor(self.entities[id_], "organization", _kind(self.entities[id_]))
        for id_, actor in self.actors.items():
            if body := self._body(self.entities[id_]):
                actor.member_of.add(self.actors[body.id].slug)
        for id_ in sorted({statement.person for statement in statements} - {0, *self.actors}):
            self._take_actor(self.entities[id_], "person", "person")
        for statement in statements:
            if statement.person and statement.organization:
                self.actors[statement.person].member_of.add(self.actors[statement.organization].slug)

    def _with_bodies(self, ids: Iterable[int]) -> list[int]:
        """Organizations and the bodies of which they are parts; such chains may go round."""
        found: set[int] = set()
        for id_ in ids:
            body: Entity | None = self.entities[id_]
            while body and body.id not in found:
                found.add(body.id)
                body = self._body(body)
        return sorted(found)

    def _take_actor(self, entity: Entity, variable: str, kind: str) -> None:
        slug, label = self.names.actor(clean(entity.value), variable, entity.id)
        actor = NewActor(slug, label, kind, f"DNA entity {entity.id}{self._described(entity)}.")
        self.actors[entity.id] = self._by_name[fold(label)] = actor

    def _take_issue(self, entity: Entity) -> None:
        label = clean(entity.value)
        slug = self.names.issue(label, entity.id)
        definition = f"The concept “{label}” of a DNA data base, entity {entity.id}{self._described(entity)}."
        aliases = [alias for alias in _aliases(entity) if fold(alias) != fold(label)]
        given = {"aliases": one_or_many(aliases)} if aliases else {}
        self.issues[entity.id] = slug
        self.issue_entries[slug] = {"label": label, "definition": definition, **given}

    def _parent(self, entity: Entity) -> Entity | None:
        """The entity of the same variable that an entity is placed under."""
        parent = self.entities.get(entity.parent)
        usable = parent and parent.variable == entity.variable and parent.id != entity.id and clean(parent.value)
        return parent if usable else None

    def _body(self, entity: Entity) -> Entity | None:
        """The organization of which one is a part; nobody is a member of a person."""
        parent = self._parent(entity)
        return parent if parent and _kind(parent) != "person" else None

    def _described(self, entity: Entity) -> str:
        """What else DNA has on an entity, in one line."""
        parent = self._parent(entity)
        facts = [("part of", clean(parent.value))] if parent else []
        facts += [(clean(name), clean(value)) for name, value in entity.attributes if fold(name) != ALIAS]
        facts += [("colour", entity.colour)] if entity.colour else []
        return clean("".join(f"; {name}: {value}" for name, value in facts), LONGEST_NOTE).rstrip(".")

    def _called(self, label: str, kind: str) -> NewActor:
        """The actor of a label, a new one if none has it."""
        if fold(label) not in self._by_name:
            slug, unique = self.names.actor(label, kind, len(self.others) + 1)
            self.others.append(NewActor(slug, unique, kind))
            self._by_name[fold(label)] = self.others[-1]
        return self._by_name[fold(label)]

    def _author(self, name: str) -> str:
        """The slug of an author, who may be a person of the statements with the family name first."""
        family, _, given = name.partition(",")
        turned = self._by_name.get(fold(f"{given} {family}")) if given.strip() else None
        if turned and fold(name) not in self._by_name:
            self._add_alias(turned, name)
        return self._called(name, "person").slug

    def _add_alias(self, actor: NewActor, alias: str) -> None:
        if self.names.take(alias):
            actor.aliases.append(alias)
            self._by_name[fold(alias)] = actor


def _kind(entity: Entity) -> str:
    """What kind of actor an organization is, by its attribute "Type" where that says so."""
    type_ = next((value for name, value in entity.attributes if fold(name) == "type"), "")
    return KINDS.get(fold(type_), "organization")


def _aliases(entity: Entity) -> list[str]:
    """The names in the attribute of that name, separated by semicolons."""
    found = [value for name, value in entity.attributes if fold(name) == ALIAS]
    return list(dict.fromkeys(alias for value in found for part in value.split(";") if (alias := clean(part))))
