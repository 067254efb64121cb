"""What a vote came to, as the words on how it was put tell it: whose request or proposal the meeting follows."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.vocabulary import pattern

_FINDS = pattern("decisions", "votes-finds")
_WINS = pattern("decisions", "votes-wins")
_WON = pattern("decisions", "votes-won")
_NEAR = 80  # characters
_ADDITION_WON = pattern("decisions", "votes-addition-won")
_PROPOSAL_OF = pattern("decisions", "votes-proposal-of")
_STEM = 7  # letters by which «utskotts» and «utskottets» are one


class Vote:
    """The words on how the requests in a matter were put to the vote, in lower case."""

    def __init__(self, told: str) -> None:
        self._told = told if _FINDS.search(told) else ""
        self.adds = bool(_ADDITION_WON.search(told))
        self.follows_proposal = bool(_PROPOSAL_OF.search(self._told))

    def won(self, name: str) -> bool:
        """Whether the meeting follows what a person asks for, an addition aside."""
        return any(self._follows(one) for one in self._requests(name) if "tillägg" not in one[0])

    def lost(self, name: str) -> bool:
        """Whether a person's request is set against another, which won."""
        own = list(self._requests(name))
        return bool(own) and not any(map(self._follows, own))

    def lost_with(self, said: str) -> bool:
        """Whether the proposal that words ask to be approved is set against that of another body, which won."""
        asked, followed = _PROPOSAL_OF.search(said), list(_PROPOSAL_OF.finditer(self._told))
        whose = asked["whose"][:_STEM] if asked else ""
        winning = {one["whose"][:_STEM] for one in followed[-1:]}
        return bool(whose and winning) and whose not in winning and f" {whose}" in self._told

    def _requests(self, name: str) -> Iterator[re.Match[str]]:
        """Where the words name the request of a person: «Eva Lunds (S) m.fl. yrkande»."""
        surname = name.lower().rpartition(" ")[2]
        if surname not in self._told:
            return iter(())
        whose = rf"\b{re.escape(surname)}s?(?: \([^)]{{1,5}}\))?(?: m\.? ?fl\.?)?s? (?:\w+ )?\w*(?:yrkande|förslag)\w*"
        return re.finditer(whose, self._told)

    def _follows(self, request: re.Match[str]) -> bool:
        start, end = request.span()
        before = _WINS.search(self._told, max(0, start - _NEAR), start)
        return bool(before or _WON.match(self._told, end))
