"""People whom a meeting chooses: who approves its minutes, and who has a post."""

from collections.abc import Iterator

from clustergraph.mapping.person_fields import PARTY, printed_party, several_role
from clustergraph.mapping.roles import NAME, NAME_PATTERN, FoundPerson, base_title, printed_role, role_of
from clustergraph.mapping.sparse import Sparse
from clustergraph.mapping.titles_of_people import base_form
from clustergraph.mapping.view import View

# «Anna Ek (S) utsågs att justera protokollet», «Till justerare valdes Anna Ek och Bo Al».
_NAMED = rf"{NAME}(?: \([A-ZÅÄÖ]{{1,3}}\))?"
_PEOPLE = rf"{_NAMED}(?:(?:, {_NAMED})* (?:och|samt) {_NAMED})?"
_ADJUSTS = Sparse(
    rf"(?P<before>{_PEOPLE}) (?:utsågs|utses|valdes|väljs|utsedd|utsedda)(?: (?:enhälligt|av \w+))? (?:till justerare|till justeringsm\w+|att (?:jämte |tillsammans med |, ?)?(?:[^.\n]{{0,40}} )?justera)\b"
    rf"|[Tt]ill (?:justerare|justeringsm\w+|att [^.\n]{{0,40}}justera [^.\n]{{0,40}}?)(?: \w+)? (?:utsågs|utses|valdes|väljs) (?P<after>{_PEOPLE})",
    *("justera", "justering"),
)


def _adjusters(view: View) -> Iterator[FoundPerson]:
    """Everybody who is chosen to approve the minutes."""
    for match in _ADJUSTS.within(view.lower, view.words).finditer():
        group = "before" if match["before"] else "after"
        for person in NAME_PATTERN.finditer(view.words, *match.span(group)):
            party = PARTY.match(view.words, person.end())
            yield FoundPerson(
                person[0],
                "adjuster",
                printed_role("adjuster"),
                printed_party(party["party"]) if party else None,
                *person.span(),
                "chosen-to-adjust",
                0.8,
            )


_CHOOSES = r"(?:om|ny|åter)?(?:utsågs|utses|utsedd|utsedda|valdes|väljs|valdes om|väljs om)"
_POST = r"[a-zåäö][\w-]{3,30}"
# «Till mötesordförande valdes Anna Ek», «Bo Berg omvaldes till revisor».
_CHOSEN = Sparse(
    rf"(?P<before>{_PEOPLE}) {_CHOOSES} (?:\w+ )?till (?:mötets )?(?P<to>(?:vice )?{_POST})"
    rf"|[Tt]ill (?:mötets )?(?P<post>(?:vice )?{_POST})(?: [a-zåäö][\w ]{{1,50}}?)? {_CHOOSES} (?P<after>{_PEOPLE})",
    *("valdes", "väljs", "utses", "utsåg", "utsedd"),
)


def chosen_people(view: View) -> Iterator[FoundPerson]:
    """Everybody who is chosen to approve the minutes or to a post."""
    yield from _adjusters(view)
    for match in _CHOSEN.within(view.lower, view.words).finditer():
        post = match["to"] or match["post"]
        listed = several_role(post)
        role = listed or role_of(base_title(post)) or ("official" if base_form(post) else None)
        if role is None or role == "adjuster":
            continue
        title = printed_role(listed) if listed else base_title(post)
        group = "before" if match["before"] else "after"
        for person in NAME_PATTERN.finditer(view.words, *match.span(group)):
            party = PARTY.match(view.words, person.end())
            yield FoundPerson(
                person[0],
                role,
                title,
                printed_party(party["party"]) if party else None,
                *person.span(),
                "chosen-to-a-post",
                0.75,
            )
