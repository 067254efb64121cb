"""Single words that a text writes as a name, and nothing but that shows to be one: «Livsmedelsföretagen»."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clustergraph.mapping.organisations.branches import branch_end
from clustergraph.mapping.organisations.name_borders import first_part
from clustergraph.mapping.organisations.name_patterns import generic_words
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.namespaces import slugify
from clustergraph.reading.alternatives import either


@cache
def _weak() -> tuple[Sparse, dict[str, str], frozenset[str], tuple[str, ...]]:
    """The pattern of words with a weak ending, their types, and the common nouns among them."""
    known = lexicon("actors")
    types = {ending: type_ for type_, endings in known["weak-endings"].items() for ending in endings}
    endings = either(types)
    return (
        Sparse(rf"(?<![\w@./-])[A-ZÅÄÖ][\w&-]{{2,40}}?(?P<ending>{endings})(?=s?(?![\w-]))", *types),
        types,
        frozenset(known["weak-not"]["words"]) | generic_words(),
        tuple(known["weak-not"]["endings"]),
    )


def by_weak_ending(words: str, lower: str, speaks: Iterable[str]) -> Iterator[Named]:
    """«Livsmedelsföretagen», «Regelrådet»: compounds that the text always writes as a name.

    speaks: words that are the subject of a verb by which senders take a stand.
    """
    pattern, types, common, ends = _weak()
    spoken = frozenset(speaks)
    sure: dict[str, bool] = {}
    for match in pattern.within(lower, words).finditer():
        name = match[0]
        low = name.lower()
        if low in common or low.endswith(ends) or lower.endswith("nämnden för ", 0, match.start()):
            continue
        if name not in sure:
            used = _always_name(words, lower, name) or (name in spoken and low not in words.split())
            sure[name] = used or bool(
                types[match["ending"]] == "foundation" and branch_end(words, match.end())
            )
        if sure[name]:
            end = match.end()
            genitive = words[end : end + 1] == "s"
            type_ = "office" if _OWN.match(low) else types[match["ending"]]
            start = first_part(words, match.start())
            whole = words[start:end]
            yield Named(slugify(whole), whole, type_, start, end, "name-in-use", 0.6, genitive)


# What a municipality or region has and no agency is: «Kommunkansliet», «Stadsmuseet».
_OWN = re.compile(r"(?:kommunk|kommuna|regionk|regiona|regionm|landstingsk|stadsa|stadsb|stadsk|stadsm)")
_INSIDE = ',;(”“"»«'  # after which a sentence goes on


def _always_name(words: str, lower: str, name: str) -> bool:
    """Whether a word has its capital everywhere, and somewhere not at the beginning of a sentence."""
    inside = False
    low = name.lower()
    at = lower.find(low)
    while at >= 0:
        begins = at == 0 or not (lower[at - 1].isalnum() or lower[at - 1] == "-")
        if begins and words[at].islower():
            return False
        before = words[max(0, at - 2) : at].rstrip(" ")[-1:]
        inside = inside or (begins and (before.isalnum() or before in _INSIDE))
        at = lower.find(low, at + 1)
    return inside
