"""What a sentence says that something leads to: «avgifterna blir högre», «gör reglerna tydligare», «ökar tryggheten»."""

import re
from functools import cache

from clustergraph.mapping.text.vocabulary import lexicon


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    known = {name: "|".join(words) for name, words in lexicon("positions")["effects"].items()}
    more, less, thing = (
        known["more"],
        known["less"],
        rf"\w*?(?:(?P<bad>{known['bad']})|(?P<good>{known['good']}))",
    )
    amount = rf"(?:(?P<more>{more})|(?P<less>{less}))"
    return (
        # «leder till snabbare utbyggnad», «gör hanteringen krångligare»
        re.compile(
            rf"\b(?:{known['becomes']})(?: (?!att\b|som\b|än\b)[^\s,;]+){{0,6}}? (?:(?P<worse>{known['worse']})|(?P<better>{known['better']}))\b"
        ),
        # «ökar kommunens kostnader», «innebär högre avgifter», «avgifterna blir högre», «bördan ökar»
        re.compile(rf"\b{amount}(?: (?!att\b|som\b|om\b)[^\s,;]+){{0,3}}? {thing}"),
        re.compile(
            rf"\b{thing}\w*(?: (?!att\b|som\b|om\b)[^\s,;]+){{0,4}}? (?:(?:{known['becomes']}) (?:\w+ )?)?{amount}\b"
        ),
    )


def effect_stance(words: str) -> str | None:
    """Whether what is said to come of something is good or bad; None if the words tell of no such change."""
    words = words.partition(" utan att ")[0]
    for form in _forms():
        if found := form.search(words):
            parts = found.groupdict()
            if "better" in parts:
                return "support" if parts["better"] else "criticise"
            return "support" if bool(parts["more"]) == bool(parts["good"]) else "criticise"
    return None
