"""`slugline team assign` and `claim`: who labels which articles."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotations.errors import ExchangeError, StoreError, StoryError
from annotations.exchange.postgres.address import is_address, refuse_secrets
from annotations.plurals import count
from tui.commands.common import existing, progress, say
from tui.commands.stats import columns
from tui.sanitize import safe
from tui.sanitize import title as one_line
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.store import Statement, Store
    from annotations.store.assignments import Assignments, How
    from annotations.workflow.assigning import Which
    from annotations.workflow.assignment_rule import Plan, Rule
    from annotations.workflow.stories import Shelf
    from tui.settings import Settings

_DAY = click.DateTime(["%Y-%m-%d"])


def _corpus_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--annotator", default="", help="Your name in this project."),
        click.option(
            "--in",
            "paths",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A folder of articles, or an article; without any, the working folder.",
        ),
    ):
        function = option(function)
    return settings_options(function)


@click.command("assign")
@click.argument("names", metavar="[URL] [ARTICLE|STORY]...", nargs=-1)
@click.option("--to", "takers", metavar="NAME", multiple=True, help="Who gets them. Several times.")
@click.option("--from", "losers", metavar="NAME", multiple=True, help="Who no longer has them.")
@click.option("--rule", is_flag=True, help="Share them out evenly by sentences, among --to.")
@click.option(
    "--overlap", type=click.IntRange(1), default=1, show_default=True,
    help="With --rule: people that have each article.",
)  # fmt: skip
@click.option(
    "--double", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE",
    help="With --rule: share of the parts that one person more has, for agreement: 0.1.",
)  # fmt: skip
@click.option(
    "--by", "together", type=click.Choice(["story", "article", "source", "date"]),
    default="story", show_default=True, help="With --rule: what stays together, a part.",
)  # fmt: skip
@click.option("--source", "sources", multiple=True, help="Only of this publisher. Several times.")
@click.option("--since", type=_DAY, help="Only articles from this day on.")
@click.option("--until", type=_DAY, help="Only articles up to this day.")
@click.option("--dry-run", is_flag=True, help="Only show what would be assigned to whom.")
@click.option(
    "--without-tls", "plain", is_flag=True,
    help="Speak to a server on another machine unencrypted: in a network that you trust.",
)  # fmt: skip
@_corpus_options
def assign_command(
    names: tuple[str, ...],
    takers: tuple[str, ...],
    losers: tuple[str, ...],
    rule: bool,
    overlap: int,
    double: float,
    together: Any,
    dry_run: bool,
    plain: bool,
    sources: tuple[str, ...],
    since: Any,
    until: Any,
    **where: Any,
) -> None:
    """Say who labels which articles or stories; nobody is hindered by it.

    An ARTICLE is named by its path, id or title, a STORY by its title or key, and stands for all
    its articles. With --rule and no names, every article of the corpus is shared out.

    It is recorded in the project, as `slugline history` shows, and the articles are kept there:
    both travel with the next `slugline bundle push`. With URL they are pushed there at once, for
    which one must be a lead there. docs/team.md explains it.
    """
    address, names = _address(names)
    _see_what_is_wanted(rule, names, takers, losers)
    from annotations.workflow.assigning import Which
    from annotations.workflow.assignment_rule import Rule

    which = Which(names, sources, _iso(since), _iso(until))
    by = Rule(overlap=overlap, double=double, together=together) if rule else None
    if address and not dry_run:
        _see_that_one_may(address, plain=plain)
    settings = settle(where["config_file"], where["project"], where["annotator"], where["paths"])
    with _to_change(settings, where["paths"], dry_run=dry_run) as desk:
        done = desk.assign(which, takers, losers, by)
        if not dry_run and done:
            desk.record(done)
        if address and not dry_run:
            _push(desk.store, address, settings, plain=plain)


@click.command("claim")
@click.argument("names", metavar="ARTICLE|STORY...", nargs=-1, required=True)
@click.option("--give-back", is_flag=True, help="No longer have what you claimed.")
@_corpus_options
def claim_command(names: tuple[str, ...], give_back: bool, **where: Any) -> None:
    """Say that you label these articles or stories, so that others take different ones.

    Everybody may. What a lead assigned to you is yours without it.
    """
    from annotations.workflow.assigning import Which

    settings = settle(where["config_file"], where["project"], where["annotator"], where["paths"])
    with _to_change(settings, where["paths"], dry_run=False) as desk:
        desk.record(desk.claim(Which(names), give_back=give_back))


def _address(names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The address among what was named, and the rest."""
    found = [one for one in names if is_address(one)]
    for one in found:
        refuse_secrets(one)
    if len(found) > 1 or (found and names[0] != found[0]):
        raise click.UsageError("One address of a database, before the articles.")
    return (found[0] if found else ""), tuple(one for one in names if one not in found)


def _see_what_is_wanted(
    rule: bool, names: Sequence[str], takers: Sequence[str], losers: Sequence[str]
) -> None:
    if not (takers or losers):
        raise click.UsageError(
            "Say who gets them with --to, or who no longer has them with --from."
        )
    if rule and losers:
        raise click.UsageError("--rule gives out; --from takes away: one after the other.")
    if not (rule or names):
        raise click.UsageError("Name articles or stories, or share all of them out with --rule.")


def _iso(day: Any) -> str:
    return day.strftime("%Y-%m-%d") if day else ""


class _Desk:
    """A corpus, a project, and what is said there."""

    def __init__(self, shelf: Shelf, store: Store, settings: Settings, *, dry_run: bool) -> None:
        from annotations.store.assignments import read_assignments
        from annotations.workflow.assignment_words import called_in

        self.store = store
        self._shelf = shelf
        self._settings = settings
        self._dry_run = dry_run
        self._known = read_assignments(store)
        self._called = called_in(store)
        self._order = list(store.people())

    def _picked(self, which: Which) -> Sequence[tuple[Story, Card]]:
        from annotations.workflow.assigning import chosen

        found = chosen(self._shelf, which)
        if not found:
            raise StoryError("No article here is of that publisher and time: nothing to assign.")
        return found

    def _people(self, names: Sequence[str]) -> list[str]:
        from annotations.store.people import find_person

        everyone = self.store.people()
        try:
            return list(dict.fromkeys(find_person(one, everyone, StoryError) for one in names))
        except StoryError as error:
            raise StoryError(
                f"{error} Colleagues are known here once they have pushed, and you have pulled."
            ) from error

    def assign(
        self, which: Which, takers: Sequence[str], losers: Sequence[str], rule: Rule | None
    ) -> list[Statement]:
        """What has to be said; told beforehand as a table, and the articles kept."""
        from annotations.store.assignments import assigned, taken_away
        from annotations.workflow.assigning import keep

        picked = self._picked(which)
        to, gone = self._people(takers), self._people(losers)
        titles = {card.article_id: card.title for _, card in picked}
        plan, known = self._plan(picked, to, rule)
        for line in self._table(plan, to or gone):
            click.echo(line)
        if self._dry_run:
            return []
        said = taken_away(titles, gone, known)
        if to:
            with progress(len(titles), "Keeping articles") as advance:
                cards = [card for _, card in picked if card.article_id in plan.people]
                for skipped in keep(self.store, cards, self._settings.config, advance):
                    say(f"{skipped.path}: not assigned: {skipped.reason}")
            here = frozenset(self.store.frozen_ids())
            for id_, people in plan.people.items():
                if id_ in here:
                    how: How = "rule" if rule else "hand"
                    in_order = sorted(people, key=self._order.index)
                    said += assigned({id_: titles[id_]}, in_order, known, how)
        if not said:
            click.echo("Nothing to change: it is so already.")
        return said

    def _plan(
        self, picked: Sequence[tuple[Story, Card]], to: Sequence[str], rule: Rule | None
    ) -> tuple[Plan, Assignments]:
        from annotations.workflow.assigning import has_already, work_in
        from annotations.workflow.assignment_rule import by_hand, planned

        work = work_in(picked, self.store, self._settings.config)
        if missing := len(picked) - len(work):
            say(f"{count(missing, 'article')} cannot be read and will not be assigned.")
        if rule is None:
            return by_hand(work, to), self._known
        before = has_already(self.store, self._known, [one.article_id for one in work])
        return planned(work, to, rule, self.store.project_id, before), self._known

    def _table(self, plan: Plan, people: Sequence[str]) -> Iterator[str]:
        """Who gets how much."""
        head = ("Person", "articles", "sentences", "doubles")
        shares = sorted(plan.shares, key=lambda one: self._order.index(one.person))
        rows = [(self._called.person(one.person), *(f"{n:,}" for n in one[1:])) for one in shares]
        if rows:
            yield from columns([head, *rows])
            yield f"{count(len(plan.people), 'article')}, {plan.doubled:,} with two people or more"
        if self._dry_run:
            yield "Nothing was assigned: this only shows what would be."

    def claim(self, which: Which, *, give_back: bool) -> list[Statement]:
        """What one says oneself."""
        from annotations.store.assignments import claimed, given_back
        from annotations.workflow.assigning import keep

        picked, me = self._picked(which), self.store.join(self._settings.annotator)
        titles = {card.article_id: card.title for _, card in picked}
        if give_back:
            return given_back(titles, me, self._known)
        for one in keep(
            self.store, [card for _, card in picked], self._settings.config, lambda _: None
        ):
            say(f"{one.path}: {one.reason}")
        here = frozenset(self.store.frozen_ids())
        kept = {id_: title for id_, title in titles.items() if id_ in here}
        return claimed(kept, me, self._known)

    def record(self, said: Sequence[Statement]) -> None:
        """Keep it, and say what became of it."""
        from annotations.workflow.assignment_words import called_in, done

        if not said:
            click.echo("Nothing to change: it is so already.")
            return
        titles = {card.article_id: card.title for s in self._shelf.stories for card in s.cards}
        self.store.state(self.store.join(self._settings.annotator), said)
        called = called_in(self.store, lambda one: titles.get(one, ""))
        click.echo(one_line(done(said, called), 1_000))


@contextmanager
def _to_change(settings: Settings, paths: tuple[Path, ...], *, dry_run: bool) -> Iterator[_Desk]:
    """The corpus and the project; a dry run only reads.

    Raises:
        StoreError: If the project cannot be read, or not be written to.
    """
    from annotations.store import open_store
    from annotations.workflow.stories import Shelf
    from tui.commands.stories import read_stories

    found = read_stories(paths, settings)
    folder = existing(settings.project) if dry_run else settings.project
    store = open_store(folder, read_only=dry_run)
    try:
        if store.read_only and not dry_run:
            raise StoreError(f"Nothing was changed. {store.read_only_reason}")
        yield _Desk(Shelf(found, store), store, settings, dry_run=dry_run)
    finally:
        store.close()


def _see_that_one_may(address: str, *, plain: bool) -> None:
    """See that a database takes assignments of ours, before anything is said.

    Raises:
        ExchangeError: If it does not.
    """
    from annotations.exchange.postgres.carrier import connected
    from annotations.exchange.postgres.members import login_of

    with connected(address, plain=plain) as carrier:
        login, may = login_of(carrier)
    if may not in ("lead", "everything"):
        raise ExchangeError(
            f"Nothing was assigned: only leads may, and “{login}” is none there. Whoever keeps the "
            f"database makes one: `slugline team init URL --lead {login}`."
        )


def _push(store: Store, address: str, settings: Settings, *, plain: bool) -> None:
    from annotations.exchange import push

    sent = push(store, address, settings.config, plain=plain)
    line = f"Pushed: {count(sent.new, 'event')}, {count(sent.articles, 'article')}."
    click.echo(safe(line))
