"""What a clause of a decision comes to: the outcome that its verbs name."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import pattern

_GIVEN = re.compile(
    r"(?:(?<=, )(?:antag|fastställ|godkän|beslut)\w+|antag(?:en|et|na)|fastställda?|beslutade?|godkända?) (?:av|den|i|vid|\d)"
)
_NOT_AFTER = re.compile(r" (?:därför |därmed )?(?:inte|ej)\b(?! bara| endast| enbart)")
_NOT_BEFORE = re.compile(r"\b(?:inte|ej|avstår från|avstå från|avböjer|avböja) (?:att )?$")
_BESIDE = pattern("decisions", "outcomes-beside")
_INFINITIVE = re.compile(r"[a-zåäö]{2,}a\b")
_IF = pattern("decisions", "outcomes-if")
# Words that pass something on inside a clause that settles something else: «antalet röster … till nämnden ska vara 30»,
# «uppföljning ska ske och rapporteras till nämnden».
_SETTLES_AFTER = re.compile(r"[^.;]* (?:ska|skall) (?:vara|uppgå till) ")
_SETTLES_BEFORE = pattern("decisions", "outcomes-settles-before")
_REGULARLY = re.compile(r"\brapporter\w*\b[^.;]*\b(?:per år|varje|årligen|kvartalsvis|löpande|regelbundet)\b")
# «ska erbjuda föräldrar forum för samråd»
_OFFERED = re.compile(r"\b(?:erbjud\w*|forum|former)\b[^.;]{0,60}\Z")
_RELATIVE = pattern("decisions", "outcomes-relative")
# Before what is asked for in a request that is settled: «förslaget om att bordlägga ärendet avslås».
_ASKED = re.compile(r"\b\w*(?:förslag|yrkande|begäran|motion)(?:et|en)? (?:[^.;,]{3,60} )?(?:om|på) att $")
# Before a verb in the past that tells of the object of a decision: «de regler som kommunfullmäktige antog».
_OF_OBJECT = re.compile(r"\b(?:som|vilka|vilket) (?:(?:\S+ ){0,3}(?:har |blev )?)$")
# «antog planen med ett särskilt yttrande från Centern» is no answer to anybody.
_OF_MINORITY = re.compile(r"\bsärskil(?:t|da) yttrande")
# «Planen kan inte antas medföra betydande miljöpåverkan», «kan antas»: what is believed
_ASSUMED = re.compile(r"antas?(?=\W(?:medföra|innebära|bli|vara|leda|få|ha|påverka)\b)|(?<=kan )antas?\b")
_JOINED = re.compile(r",|\b(?:och|samt|efter|som)\b")


class Outcomes:
    """The outcomes that the words of a document name, in lower case with their places."""

    def __init__(self, lower: str, hits: Sequence[Hit]) -> None:
        self._lower, self._hits = lower, hits
        self._starts = [hit.start for hit in hits]

    def within(self, start: int, end: int) -> list[Hit]:
        """The words that name an outcome in a span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [hit for hit in self._hits[first:last] if hit.end <= end]

    def of(self, start: int, end: int) -> str | None:
        """The outcome that the words of a clause name: the first, one for responses before the others."""
        hits = self.within(start, end)
        inside = [
            hit
            for hit in hits
            if not _OF_MINORITY.search(self._lower, hit.start, hit.end)
            and not _ASSUMED.match(self._lower, hit.start, end)
        ]
        if not inside:
            return None
        inside = [hit for hit in inside if not self._of_before(hit)]
        inside = [hit for hit in inside if not self._apposition(hit, end)] or inside
        if not inside:
            return None
        told = [hit for hit in inside if not _OF_OBJECT.search(self._lower, start, hit.start)]
        inside = told or inside
        asked = [hit for hit in inside if not _ASKED.search(self._lower, start, hit.start)]
        inside = asked or inside
        if _INFINITIVE.match(self._lower, start, end):
            # «överklaga domen som innebär att planen upphävs»: what is told of the object is not decided
            inside = [hit for hit in inside if not _RELATIVE.search(self._lower, start, hit.start)]
            if not inside:
                return None
        inside = [hit for hit in inside if not self._beside(hit, start, end)]
        if not inside:
            return None
        depends = _IF.match(self._lower, start, end)
        inside = [hit for hit in inside if depends and hit.start >= depends.start("then")] or inside
        slugs = [hit.concept.slug for hit in inside]
        lead = inside[0]
        if "för kännedom" in self._lower[start:end] and lead.concept.slug in ("submit-response", "forward"):
            return "forward"
        if lead.concept.slug in ("approve", "adopt") and self._denied(lead, end):
            return "reject"
        # «skickas på remiss till»: to whom it is passed on says less than what for
        longest = max(
            (hit for hit in inside if hit.start == lead.start),
            key=lambda hit: (hit.concept.slug != "forward", hit.end),
        )
        # «godkänna planförslaget för samråd»: it is sent out, no more
        out = next((hit for hit in inside if hit.concept.slug == "consult"), None)
        if (
            lead.concept.slug in ("approve", "adopt")
            and out
            and not _JOINED.search(self._lower, lead.end, out.start)
        ):
            return "consult"
        if "submit-response" in slugs[:4] and longest.concept.slug in ("approve", "adopt", "forward"):
            return "submit-response"
        beside = longest.concept.slug == "recommend" and _BESIDE.match(self._lower, longest.end, end)
        if longest.concept.slug == "recommend" and len(set(slugs)) > 1 and not beside:
            return next(slug for slug in slugs if slug != "recommend")
        return longest.concept.slug

    def _of_before(self, hit: Hit) -> bool:
        """Whether a participle tells of what has been decided before: «tidigare antagna», «redan beslutade mål»."""
        return self._lower.endswith(("tidigare ", "redan "), 0, hit.start)

    def _apposition(self, hit: Hit, end: int) -> bool:
        """Whether a participle only tells of what is decided on: «policyn, antagen den 14 juni 2016, upphävs»."""
        return _GIVEN.match(self._lower, hit.start, end) is not None

    def _beside(self, hit: Hit, start: int, end: int) -> bool:
        """Whether words that pass something on, or consult on it, stand inside a clause that settles something else."""
        if hit.concept.slug == "forward":
            after, before = _SETTLES_AFTER.match, _SETTLES_BEFORE.search
            settled = after(self._lower, hit.end, end) or before(self._lower, start, hit.start)
            return bool(settled or _REGULARLY.search(self._lower, start, end))
        return hit.concept.slug == "consult" and bool(_OFFERED.search(self._lower, start, hit.start))

    def _denied(self, hit: Hit, end: int) -> bool:
        """Whether a verb is denied: «beviljas inte», «kan inte godkännas», «ej bifalla»."""
        return bool(
            _NOT_AFTER.match(self._lower, hit.end, end)
            or _NOT_BEFORE.search(self._lower, max(0, hit.start - 20), hit.start)
        )
