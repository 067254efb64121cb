"""One request for a page, and the page that answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from clustergraph.pages.graph import Graph, kind, path_of, slug
from clustergraph.pages.texts import Texts
from clustergraph.store import Store

if TYPE_CHECKING:
    from clustergraph.pages.search import SearchIndexes
    from clustergraph.queries.kept import Tables


@dataclass(frozen=True)
class Visit:
    """Who asks for what.

    Attributes:
        store: what is shown.
        path: the page's path, decoded.
        params: the parameters of the address, the last of each name, without `lang`.
        lang: the page's language, sv or en.
        lang_given: whether the address names the language, so that the links keep it.
        base: the server's public address, with a slash at its end.
        searching: the search index of each version of the store.
        tables: the answers of the canned queries.
        description: gives the OpenAPI description of the server.
    """

    store: Store
    path: str
    params: Mapping[str, str]
    lang: str
    lang_given: bool
    base: str
    searching: "SearchIndexes"
    tables: "Tables"
    description: Callable[[], Mapping[str, Any]]

    @cached_property
    def graph(self) -> Graph:
        """The store in the visit's language."""
        return Graph(self.store, self.lang, self.tables)

    @cached_property
    def t(self) -> Texts:
        """The texts in the visit's language."""
        return Texts(self.lang)

    def url(self, path: str, /, **params: str | None) -> str:
        """The address of a page with parameters; those that are empty are left out."""
        return address(path, {**params, "lang": self.lang if self.lang_given else None})

    def here(self, **params: str | None) -> str:
        """This page with some parameters set otherwise; None takes one away."""
        return self.url(self.path, **{**self.params, **params})

    def in_language(self, lang: str) -> str:
        """This page in another language."""
        return address(self.path, {**self.params, "lang": lang})

    def thing(self, iri: str) -> str:
        """Where a thing is shown: its own page where it has one, its resource page, or the IRI itself."""
        own = {"document": "/documents/", "agreement": "/agreements/", "strategy": "/strategies/"}.get(
            kind(iri)
        )
        path = own + slug(iri) if own else path_of(iri)
        if path is None:
            return iri
        page, _, fragment = path.partition("#")
        return self.url(page) + (f"#{fragment}" if fragment else "")

    def quote(self, statement: str, document: str, number: str | int = 1) -> str:
        """Where the words behind a statement stand in their document."""
        anchor = quote(f"{kind(statement)}/{slug(statement)}/{number}", safe="/")
        return f"{self.url('/documents/' + slug(document))}#{anchor}"


def address(path: str, params: Mapping[str, str | None]) -> str:
    """A path and its parameters as an address; empty parameters are left out."""
    encoded = urlencode({name: value for name, value in params.items() if value})
    return quote(path, safe="/~:@!$&'()*+,;=-._") + (f"?{encoded}" if encoded else "")


def page_of(visit: Visit) -> int:
    """Which page of a long list the address asks for; the first for anything that is no such number."""
    given = visit.params.get("page", "1")
    return int(given) if given.isdecimal() and 1 <= int(given) <= 10_000 else 1


@dataclass(frozen=True)
class Page:
    """What a view gives: a template, its title, and what it shows.

    Attributes:
        template: file in `templates/`.
        title: for the window's title and the heading.
        section: the entry of the navigation that is lit.
        shows: the variables of the template.
        scripts: files of `static/` that this page runs.
        styles: files of `static/` beyond the common one.
        machine: the page's content in machine-readable form, as pairs of media type and address.
        status: HTTP status.
        policy: a Content-Security-Policy of its own, where the common one does not do.
        moved: the address that takes this one's place; nothing is shown then.
    """

    template: str
    title: str
    section: str = ""
    shows: Mapping[str, Any] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    machine: tuple[tuple[str, str], ...] = ()
    status: int = 200
    policy: str | None = None
    moved: str | None = None
