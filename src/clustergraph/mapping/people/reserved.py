"""Reservations that are told by the noun: «Reservation anmäls av …», «… lämnar in en skriftlig reservation»."""

import re

from clustergraph.mapping.text.view import Stretch, View

_RESERVES = re.compile(
    r"\breservation(?:en|er)?\b (?:mot (?:[\w§]+ ){1,4})?(?:har )?(?:anmäl|lämna|inläm|avg[eai]|antecknas|av\b|från\b|inkom)"
    r"|\breservation(?:er)?: |\b(?:anmäl|läm|inlämna|avg[eai]|inkom|foga|begär|antecknas\b)\w*[^.;]{0,60}?\breservation(?:er)?\b"
)
_TOLD = ("background", "proposal", "summary")  # sections that tell what was said before
_WAS = re.compile(r"\b(?:anmäldes?|lämnades?|inlämnades?|avgavs?|begärde|antecknades)\b")
_BORDER = re.compile(r"(?<=[a-zåäö)\d])[.!?] (?=[A-ZÅÄÖ])")


def reserves(view: View, stretch: Stretch, kind: str, start: int) -> bool:
    """Whether the sentence in which a name stands says that those it names hand in a reservation at this meeting."""
    if "reservation" not in view.lower[stretch.start : stretch.end]:
        return False
    borders = [border.end() for border in _BORDER.finditer(view.words, stretch.start, stretch.end)]
    begin = max((at for at in borders if at <= start), default=stretch.start)
    end = min((at for at in borders if at > start), default=stretch.end)
    sentence = view.lower[begin:end]
    return bool(_RESERVES.search(sentence)) and not (kind in _TOLD and _WAS.search(sentence))
