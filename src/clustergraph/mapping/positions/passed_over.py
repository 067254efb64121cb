"""What no position is looked for in: silent sections, the title in the running text, and what a document answers."""

import re

from clustergraph.mapping.text.roles import NAME, is_name
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import pattern

SILENT = frozenset({"basis", "distribution"})  # kinds of section
_HEADLINE = 120  # characters of a first line that is the headline of a page
_TITLE_BLOCKS = 8  # blocks at the beginning in which the title can stand
_ASKED = pattern("positions", "passed-over-asked")
_ANSWER = re.compile(r"(?:^|[\n.?!] ?)(?:[\w-]+s )?(?:svar|kommentar|bemötande|åtgärd)(?:er)?:")
_BY_PERSON = re.compile(rf"(?P<name>{NAME})(?: \([A-ZÅÄÖ]{{1,4}}\))? [a-zåäö]{{3,}}(?:r|de|te)\b")
_REACH = 700  # characters from what is asked to its answer


class PassedOver:
    """Tells of the blocks of one document which sentences are no words of its writer."""

    def __init__(self, view: View, title: str | None) -> None:
        self.view, self.title = view, title

    def over(self, start: int, stretch: Stretch) -> bool:
        """Whether the sentence at `start` is the title, or what the rest of the block answers."""
        return self._titles(stretch) or self._answered(start, stretch)

    def by_person(self, start: int, end: int) -> bool:
        """Whether a sentence tells what somebody says: «Anna Ek framför att …» in minutes is of no organisation."""
        said = _BY_PERSON.match(self.view.words, start, end)
        return bool(said and is_name(said["name"]))

    def _titles(self, stretch: Stretch) -> bool:
        """Whether a block is the title of the document, printed as running text."""
        length = stretch.end - stretch.start
        if not self.title and stretch.index == 0:
            return length < _HEADLINE and self.view.words[stretch.end - 1] != "."
        near = self.title and stretch.index < _TITLE_BLOCKS and length <= 1.3 * len(self.title)
        return bool(near) and self.view.block_words(stretch).startswith(self.title or "")

    def _answered(self, start: int, stretch: Stretch) -> bool:
        """Whether words are what the document answers: «Rekommendation 1: Inför avgångssamtal. Svar: Kommunen …»."""
        lower = self.view.lower
        asked = _ASKED.match(lower, stretch.start, stretch.end)
        answer = _ANSWER.search(lower, asked.end(), asked.end() + _REACH) if asked else None
        return answer is not None and start < answer.start()
