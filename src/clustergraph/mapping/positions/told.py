"""What a sentence only tells, announces or proposes to decide: another's opinion, courtesies, motions; none is held."""

from functools import cache

from clustergraph.mapping.positions.holders import Holders
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon

_CONCEDING = ("trots att ", "även om ", "fastän ")  # what the paper says is conceded before the own word
_MANY = ("de", "dessa", "många", "flera", "vissa")  # also before a noun: «De mål som …»


class Told:
    """Tells of the words of one document what their sender does not hold itself."""

    def __init__(self, lower: str, holders: Holders) -> None:
        self.lower, self.holders = lower, holders
        self.said, self.passively = (one.within(lower) for one in _tellings())

    def reported(self, start: int, stop: int) -> bool:
        """Whether the sentence from `start` to `stop` says what the paper or another party says."""
        opening = self.lower[start:stop]
        if opening.startswith(_CONCEDING):
            return False
        according = opening.startswith("enligt ")
        if according and pattern("own-view").match(opening):
            return False
        if pattern("of-paper").match(opening) or self.passively.search(start, stop):
            return True
        meant = pattern("meant").match(self.lower, start)
        if meant and self.holders.of_another(meant[1], meant.end(1)):
            return True
        named = self.holders.first_after(start, start + 14, stop) if according else None
        if named and named.own:
            return False
        if (according and pattern("told-according").match(opening)) or pattern("within").match(opening):
            return True
        relative = pattern("relative").match(opening) if " som " in opening else None
        if relative and not self.said.search(start, start + relative.start("said")):
            named = self.holders.first_after(start, start + relative.start("said"), stop)
            if (
                named is None
                or not named.reported
                or opening[named.start - start : named.end - start] in _MANY
            ):
                return False  # «De mål som regeringen anger måste …»: who is named only tells which
        subject = self.holders.first_after(start, stop, stop)
        said = self.said.search(start, stop)
        inserted = said and pattern("inserted").search(self.lower, start, stop)
        if said and inserted and inserted.start() < said.start() < inserted.end():
            # «Förslaget innebär inte, som utredningen anger, …»
            said = self.said.search(inserted.end(), stop)
        if said and pattern("as-said").search(self.lower, start, said.start()):
            said = self.said.search(said.end(), stop)
        return bool(said) and not (subject and subject.own)

    def to_decide(self, hit: Hit) -> bool:
        """Whether a verb proposes what a body is to decide: «föreslår att nämnden godkänner planen»."""
        proposes = hit.concept.slug in ("foresla", "hemstalla")
        asked = self.lower[hit.end : hit.end + 160]
        return proposes and bool(pattern("to-decide").match(asked) or pattern("submitted").match(asked))

    def courteous(self, hit: Hit) -> bool:
        """Thanks, having been asked, and announcements of what follows: «vill lyfta fram följande»."""
        return (
            self.lower.startswith(_courtesies(), hit.start)
            or self.lower.startswith(tuple(lexicon("positions")["courtesy"]["after"]), hit.end)
            or bool(pattern("announced").match(self.lower, hit.start, hit.start + 120))
            or bool(pattern("figures").match(self.lower, hit.start))
        )


@cache
def _tellings() -> tuple[Sparse, Sparse]:
    """The verbs with which others say something, and what stands for them in the passive."""
    verbs, passive = lexicon("positions")["said"]["verbs"], lexicon("positions")["passively"]
    said = Sparse(rf"\b(?:{'|'.join(verbs)})\b", *(verb.rpartition(")")[2] for verb in verbs), leads=True)
    return said, Sparse("|".join(passive["phrases"]), *passive["begin"], leads=True)


@cache
def _courtesies() -> tuple[str, ...]:
    return tuple(lexicon("positions")["courtesy"]["phrases"])
