"""`kg add`."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import Formats, fail, named, note, root_option, shows_errors
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.intake.adding import Added, Intake
    from kg.intake.document import Document
    from kg.intake.inputs import Named
    from kg.model.findings import Finding

COLUMNS = ("article", "status", "published", "sure", "publisher", "title", "language", "characters", "source", "basis",
           "copy_of")  # fmt: skip
SHOWN = ("article", "status", "published", "publisher", "title")
MANY = 5


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback: a date in EDTF, `unknown`, or wrong usage."""
    from kg.model.dates import DateError, span  # noqa: PLC0415 - help does not need it

    if value in {None, "unknown"}:
        return value
    try:
        span(value or "")
    except DateError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None
    return value


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback: a tag of BCP 47 in its usual case, or wrong usage with the tag that is meant."""
    from kg.intake.languages import tag_named  # noqa: PLC0415 - help does not need it
    from kg.model.languages import canonical_tag, is_tag  # noqa: PLC0415

    if value is None or is_tag(value):
        return canonical_tag(value) if value else value
    meant = tag_named(value)
    hint = f"{meant!r} is" if meant else "en, de and zh-Hant are"
    raise click.BadParameter(f"{value!r} is no tag of a language as BCP 47 has them; {hint}", ctx=ctx, param=param)


def _url(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback: an address of the web, or wrong usage."""
    if value is not None and not re.fullmatch(r"https?://[^\s/?#]+\S*", value, re.IGNORECASE):
        message = f"{value!r} is no address; one begins with http:// or https:// and names a host"
        raise click.BadParameter(message, ctx=ctx, param=param)
    return value


@click.command("add")
@click.argument("inputs", metavar="FILE|FOLDER|URL|-", nargs=-1)
@root_option
@click.option("--html", type=click.Path(exists=True, dir_okay=False), help="A page as a browser saved it; then --url.")
@click.option("--url", callback=_url, help="Where the one file given was published.")
@click.option("--title", callback=named, help="The title, where the file has none or a wrong one.")
@click.option("--publisher", callback=named, help="Who published it: an actor's slug or name.")
@click.option("--published", callback=_date, metavar="DATE", help="When, in EDTF, or unknown.")
@click.option("--language", callback=_language, help="The language, as BCP 47 has it: en, zh-Hant.")
@click.option(
    "--retrieved",
    callback=_date,
    metavar="DATE",
    help="When it was taken.  [default: as the file says, else today or before]",
)
@click.option("--article", is_flag=True, help="It is an article, though it looks like a wall or the beginning of one.")
@click.option("--ask", is_flag=True, help="Ask where one basis alone gives a date.  [default: mark it approximate]")
@click.option("--no-originals", is_flag=True, help="Keep no copy in sources/originals/.")
@click.option("--replace", is_flag=True, help="Write articles anew that have no claims and whose text differs.")
@click.option("--private", is_flag=True, help="Fetch from private addresses as well, such as this machine.")
@click.option("--dry-run", is_flag=True, help="Show the heads, and write nothing.")
@click.option("--format", "format_", type=Formats("table", "csv", "json"), default=None,
              help="How to print.  [default: heads of --dry-run; else table on a terminal, csv in a pipe]")  # fmt: skip
@shows_errors
def command(inputs: tuple[str, ...], root: Path, **options: Any) -> None:
    """Make articles of what you have: pages, PDF, Word, mails, feeds, exports of data bases, references.

    Each becomes a text and a head in sources/articles/, with title, publisher, authors, language, the date and how it
    is known, and lines of the page that are not the article as suggestions; no claims yet. Read the head once. Two
    bases that agree date an article; one alone is marked approximate; clocks of pages never do. What is there already
    stays as it is, and a text with claims is never written again. What repeats an article gets its passages as copy-of;
    where that is not certain, the head asks.

    \b
    Examples:
      kg add page.html --url https://example.org/2016/02/09/talks
      kg add https://example.org/2016/02/09/talks
      kg add clippings/ --format json
      kg add factiva.html europresse.html nexis.docx
      kg add --dry-run report.pdf --publisher isdp --published 2016-07
    """
    from kg.intake.adding import Settings, UnsoundProjectError, adding  # noqa: PLC0415 - help does not need them
    from kg.intake.bounds import ReadingProcess  # noqa: PLC0415
    from kg.intake.head import Stated  # noqa: PLC0415
    from kg.intake.inputs import expanded  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415

    named_inputs = (*inputs, *([options["html"]] if options["html"] else []))
    given = list(expanded(named_inputs))
    _usable(root, named_inputs, given, options)
    stated = Stated(*(options[name] or "" for name in ("title", "publisher", "published", "language", "retrieved")))
    settings = Settings(
        stated, dry=options["dry_run"], keep_originals=not options["no_originals"], replace=options["replace"],
        is_article=options["article"], today=_today(),
        ask=_asked if options["ask"] and sys.stdin.isatty() else None,
    )  # fmt: skip
    added: list[Added] = []
    try:
        with ReadingProcess() as process, adding(root.resolve(), settings, process) as intake:
            for each in _with_progress(given):
                added += _one(intake, each, options["url"] or "", private=options["private"], stated=stated)
            findings = intake.findings
    except UnsoundProjectError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    _print(added, findings, options["format_"], dry=options["dry_run"])
    if any(finding.severity == "error" for finding in findings):
        raise SystemExit(1)


def _usable(root: Path, inputs: Sequence[str], given: Sequence[Named], options: Mapping[str, Any]) -> None:
    """End with wrong usage where the options do not fit what is given, which are the files of what is named."""
    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root, or make one by `kg init DIR`", 2)
    if not given and inputs:
        fail(f"there is no file in {', '.join(inputs)} that can hold an article", 2)
    if not given:
        fail("nothing to add; name files, folders or addresses, or - for standard input", 2)
    if options["html"] and not options["url"]:
        fail("--html needs --url: where the page was published", 2)
    if len(given) > 1 and (several := [f"--{name}" for name in ("url", "title", "published") if options[name]]):
        fail(f"{', '.join(several)} can be of one file alone, and there are {len(given):,}", 2)


def _with_progress(given: Sequence[Named]) -> Iterator[Named]:
    """Each input, with a bar on a terminal where there are many."""
    if len(given) < MANY or not sys.stderr.isatty():
        yield from given
        return
    with click.progressbar(given, label="adding", file=sys.stderr, item_show_func=_shown) as bar:
        yield from bar


def _shown(each: Named | None) -> str:
    from kg.model.findings import printable  # noqa: PLC0415

    return printable(Path(each.name).name[:40]) if each is not None else ""


def _one(intake: Intake, each: Named, url: str, *, private: bool, stated: Any) -> list[Added]:
    """What becomes of one input."""
    from kg.intake.document import Input  # noqa: PLC0415
    from kg.intake.inputs import STANDARD_INPUT, UnreadableError  # noqa: PLC0415

    try:
        if each.is_address:
            return intake.add(_fetched(each.name, private=private))
        content = sys.stdin.buffer.read() if each.name == STANDARD_INPUT else each.content()
    except UnreadableError as error:
        intake.refuse(each.name, error.rule, str(error))
        return []
    name = "standard input" if each.name == STANDARD_INPUT else each.name
    return intake.add(Input(content, name, url, retrieved=stated.retrieved), each.folder)


def _today() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()


def _fetched(url: str, *, private: bool) -> Any:
    """What is at an address, with the day of today, since that is when it was taken."""
    from kg.intake.fetching import FetchError, fetched  # noqa: PLC0415
    from kg.intake.inputs import UnreadableError  # noqa: PLC0415

    try:
        return fetched(url, today=_today(), private=private, tell=note)
    except FetchError as error:
        raise UnreadableError("add-fetch", str(error)) from None


def _asked(document: Document, published: str, basis: str) -> str:
    """The date that a person states, or nothing where they let it stand."""
    from kg.model.dates import DateError, span  # noqa: PLC0415

    echo(f"\n{document.title}\n{basis}", err=True)
    while True:
        default = published.rstrip("~") if published != "unknown" else ""
        answer: str = click.prompt("published (EDTF; - for not sure)", default=default or "-", err=True)
        if answer == "-":
            return ""
        try:
            span(answer)
        except DateError as error:
            note(str(error))
            continue
        return answer


def _print(added: Sequence[Added], findings: Sequence[Finding], format_: str | None, *, dry: bool) -> None:
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.model.findings import as_text  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415

    if format_ == "json":
        echo(_json(added, findings), nl=False)
        return
    echo(as_text(findings), nl=False, err=True)
    for each in added:
        for line in each.differences:
            note(f"{each.slug}: {line}")
        if each.repeats is not None and each.repeats.certain:
            note(f"{each.slug} {each.repeats.words}: copy-of says so")
    # What is asked for by --dry-run are the heads, unless a format says otherwise.
    if dry and format_ in {None, "table"}:
        for each in added:
            echo(f"sources/articles/{each.slug}.yaml ({each.status})\n{each.head}")
    elif added:
        rows = tuple(
            (
                a.slug,
                a.status,
                a.published,
                a.sure,
                a.publisher,
                a.title,
                a.language,
                a.characters,
                a.source,
                a.basis,
                a.repeats.original if a.repeats is not None and a.repeats.certain else "",
            )
            for a in added
        )
        print_rows(Table(COLUMNS, rows), format_ or ("table" if sys.stdout.isatty() else "csv"), columns=SHOWN)
    new = [each for each in added if each.status in {"added", "rewritten"}]
    doubtful = sum(not each.sure for each in new)
    said = f"{counted(len(new), 'article')} {'would be ' if dry else ''}added"
    note(f"{said}, {doubtful} to be dated by you" if doubtful else said)


def _json(added: Sequence[Added], findings: Sequence[Finding]) -> str:
    import json  # noqa: PLC0415 - other formats do not need it
    from dataclasses import asdict  # noqa: PLC0415

    from kg.model.findings import as_json  # noqa: PLC0415

    document = {"articles": [asdict(each) for each in added], "findings": json.loads(as_json(findings))}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
