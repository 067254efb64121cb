"""Whose paragraph a sign in the head of an extract numbers: «KS § 45» beside «KSAU § 61» of the committee that prepared the matter."""

import re

from clustergraph.mapping.text.view import Stretch, View

NUMBERED = re.compile(
    r"(?:forts\.? )?(?:[A-ZÅÄÖ]{1,6}(?:[ /-][A-ZÅÄÖ]{2})? )?(§ ?\d+(?:[/:]\d+)?)", re.IGNORECASE
)
# The initials before the sign of a paragraph, and whether they are those of a body: «KS § 45» of the Kommunstyrelse.
_LETTERED = re.compile(
    r"(?:[Ff]orts\.? )?((?:[A-ZÅÄÖ]{1,6}|[A-ZÅÄÖ][a-zåäö]{1,4})(?:[ /-]?(?:[A-ZÅÄÖ]{2}|au))?) § ?\d"
)
_SIGN_WITHIN = 40  # characters within which a line has such a sign
_BESIDE_SIGN = 3  # lines between the paragraphs of two bodies


def _of_committee(letters: str, name: str) -> bool:
    """Whether letters are those of a committee and the name is that of another body."""
    committee = name.lower().endswith(("utskottet", "utskott", "beredningen", "presidiet"))
    return letters.upper().endswith(("AU", "PU", "LU", "SU")) and len(letters) > 1 and not committee


def _same_letters(letters: str, name: str) -> bool:
    """Whether letters are the initials of a body: in the order of its name, with those of a committee only for one."""
    if _of_committee(letters, name):
        return False
    at = iter(name.lower())
    return letters[0].lower() == name[0].lower() and all(letter in at for letter in letters.lower())


def of_preparing(view: View, stretch: Stretch, body: str) -> bool:
    """Whether a line names the paragraph of another body than the one called `body`, beside that one's own."""
    letters = _letters(view, stretch)
    if not letters or _same_letters(letters, body):
        return False
    committee = view.of_committee(stretch)
    near = view.stretches[max(0, stretch.index - _BESIDE_SIGN) : stretch.index + _BESIDE_SIGN + 1]
    others = [one for one in near if one is not stretch and _signed(view, one)]
    # «KS § 45» over «AU § 61» is that of the body, whatever its letters stand for
    prepared = _of_committee(letters, body)
    return any(
        not (sign := _letters(view, one))
        or _same_letters(sign, body)
        or (prepared and not _of_committee(sign, body))
        or (committee and not view.of_committee(one))
        for one in others
    )


def _signed(view: View, stretch: Stretch) -> bool:
    """Whether a line begins with the sign and number of a paragraph, whosesoever."""
    return stretch.block.number.startswith("§") or bool(
        NUMBERED.match(view.words, stretch.start, stretch.end)
    )


def _letters(view: View, stretch: Stretch) -> str:
    """The initials before the sign of a paragraph at the beginning of a line, without what parts them."""
    block = stretch.block
    match = _LETTERED.match(view.text, block.printed, min(block.end, block.printed + _SIGN_WITHIN))
    return re.sub("[ /-]", "", match[1]) if match else ""
