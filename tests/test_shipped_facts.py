"""What the four source files say, fact by fact, against the reviewed statements that the project ships.

The tables were read in the documents. They look at the statements themselves, not at queries over them, so that a
wrong fact shows here whatever the queries do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TypeVar

import pytest

from clustergraph.model import (
    ActorGroup,
    Adoption,
    Case,
    Challenge,
    Claim,
    CollaborationMembership,
    Consultation,
    ContextItem,
    ContextStatement,
    Decision,
    DesiredEffect,
    Document,
    EconomicConsequence,
    Extension,
    FocusIndustry,
    FollowUpMeasure,
    Goal,
    GovernanceBody,
    Membership,
    Motion,
    NamedParty,
    Position,
    Purpose,
    RelatedStrategy,
    Response,
    Responsibility,
    Statement,
    Strategy,
    StrategyElement,
    SuccessFactor,
)
from clustergraph.reviewing import ReviewedFile
from tests.shipped import reviewed

LETTER = "avsiktsforklaring-life-science"
STRATEGY = "strategi-life-science"
KLK = "uppsala-kommun-kommunledningskontoret"

FILES: dict[str, ReviewedFile] = {file.path.stem: file for file in reviewed()}

S = TypeVar("S", bound=Statement)


def of(kind: type[S], document: str | None = None) -> Iterator[S]:
    """The statements of a kind, in one document or in all of them."""
    for slug, file in FILES.items():
        if document in (None, slug):
            yield from (one for one in file.graph.statements if type(one) is kind)


def the(kind: type[S], slug: str, document: str | None = None) -> S:
    """The statement of this slug, in the first document that makes it."""
    return next(one for one in of(kind, document) if one.slug == slug)


# --- documents and cases ---------------------------------------------------------------------------------------------

DOCUMENTS = {
    # slug: type, date, issuer, recipient, own case, the other side's cases, encloses
    "uppsala-2025-tjansteskrivelse": (
        "memo", "2025-02-03", "uppsala-kommun", "uppsala-kommun-kommunstyrelsen", "ksn-2024-01748", (),
        ("avsiktsforklaring-life-science-2024",),
    ),
    "avsiktsforklaring-life-science-2024": ("letter-of-intent", None, None, None, None, (), ()),
    "huddinge-2024-protokollsutdrag": (
        "minutes-excerpt", None, "huddinge-kommun", "region-stockholm-regionledningskontoret", "ks-2024-1082", (), (),
    ),
    "uppsala-2026-tjansteskrivelse": (
        "memo", "2026-03-10", "uppsala-kommun", "uppsala-kommun-kommunstyrelsen", "ksn-2026-00942", (),
        ("uppsala-2026-yttrande", "strategi-life-science-2026"),
    ),
    "uppsala-2026-yttrande": (
        "consultation-response", None, "uppsala-kommun", "region-uppsala", None, ("rs2026-00072",), (),
    ),
    "strategi-life-science-2026": ("strategy", None, "region-uppsala", None, "rs2026-00072", (), ()),
    "stockholm-2026-remissvar": (
        "consultation-response", None, "stockholms-stad", "region-stockholm", None, ("rs-2025-0671",), (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_documents(slug: str) -> None:
    one = the(Document, slug, slug)
    found = (one.type, one.date, one.issuer, one.recipient, one.case, one.foreign_cases, one.encloses)
    assert found == DOCUMENTS[slug]


def test_there_are_seven_documents_and_five_that_they_cite() -> None:
    assert set(FILES) == set(DOCUMENTS)
    assert {(one.slug, one.type, one.date) for one in of(Document)} - {
        (slug, fields[0], fields[1]) for slug, fields in DOCUMENTS.items()
    } == {
        ("huddinge-2024-tjansteutlatande", "memo", "2024-08-21"),
        ("huddinge-2024-tjansteutlatande-bilaga-1", "letter-of-intent", None),
        ("avsiktsforklaring-life-science-utkast-23-maj", "letter-of-intent", None),  # no year is printed
        ("huddinge-2024-protokollsutdrag-ksau", "minutes-excerpt", "2024-09-25"),
        ("remissbrev-strategi-life-science-2026", "consultation-letter", None),
    }


def test_cases() -> None:
    assert {(one.number, one.authority) for one in of(Case)} == {
        ("KSN-2024-01748", "uppsala-kommun"),
        ("KS-2024/1082", "huddinge-kommun"),
        ("KSN-2026-00942", "uppsala-kommun"),
        ("RS2026-00072", "region-uppsala"),
        ("RS 2025-0671", "region-stockholm"),
    }


def test_that_two_numbers_are_one_matter_is_inferred() -> None:
    linked = [one for one in of(Case) if one.same_matter_as]
    assert {(one.slug, one.same_matter_as) for one in linked} == {
        ("ks-2024-1082", ("ksn-2024-01748",)),
        ("ksn-2026-00942", ("rs2026-00072",)),
        ("rs-2025-0671", ("rs2026-00072", "ksn-2026-00942")),
    }
    assert all(one.support == "inferred" and one.inferred_from for one in linked)


# --- decisions, motion, costs ----------------------------------------------------------------------------------------

DECISIONS = {
    # status, organisation, body, day, paragraph, outcome, proposed by
    ("proposed", "uppsala-kommun", "kommunstyrelsen", None, None, "adopt", KLK),
    ("proposed", "uppsala-kommun", "kommunstyrelsen", None, None, "submit-response", KLK),
    (
        "proposed", "huddinge-kommun", "kommunstyrelsen", None, None, "adopt",
        "huddinge-kommun-kommunstyrelsens-forvaltning",
    ),
    ("taken", "uppsala-kommun", "kommunstyrelsen", "2025-03-05", "§ 70", "adopt", None),
    ("taken", "huddinge-kommun", "kommunstyrelsen", None, "§ 3", "adopt", None),
    ("pending", "region-uppsala", "regionfullmaktige", None, None, None, None),
    ("pending", "region-stockholm", "regionfullmaktige", None, None, None, None),
}  # fmt: skip


def test_decisions_and_proposals_are_kept_apart() -> None:
    found = [
        (
            one.status, one.organisation, (one.body or "").removeprefix(f"{one.organisation}-"), one.date,
            one.paragraph, one.outcome, one.proposed_by,
        )
        for one in of(Decision)
    ]  # fmt: skip
    assert len(found) == len(DECISIONS)
    assert set(found) == DECISIONS


def test_a_decision_taken_executes_the_proposal_of_the_same_body() -> None:
    for one in of(Decision):
        if one.status == "taken":
            proposal = the(Decision, one.executes or "")
            assert (proposal.status, proposal.body, proposal.concerns) == ("proposed", one.body, one.concerns)


def test_the_motion_is_for_the_proposal_and_not_for_the_agreement() -> None:
    (motion,) = of(Motion)
    assert (motion.movers, motion.party, motion.outcome) == (("tomas-selin",), "centerpartiet", "approve")
    proposal = (motion.concerns or "").removeprefix("decision/")
    assert the(Decision, proposal).status == "proposed"
    assert the(Decision, motion.decision).paragraph == "§ 3"


def test_economic_consequences() -> None:
    assert Counter(one.decision for one in of(EconomicConsequence)) == {
        "uppsala-kommunstyrelsen-ksn-2024-01748-forslag": 2,
        "uppsala-kommunstyrelsen-ksn-2026-00942-forslag": 2,
    }


# --- the letter of intent --------------------------------------------------------------------------------------------

UNIVERSITIES = {
    "karolinska-institutet",
    "uppsala-universitet",
    "stockholms-universitet",
    "kungliga-tekniska-hogskolan",
    "sveriges-lantbruksuniversitet",
}
AFTER = (None, "därefter", "2024-06-01", "2025-02-03")
JUNE = ("2024-06", "juni 2024", "2024-06-01", "2024-06-30")
ADOPTIONS = {
    # actor: date, as printed, earliest, latest in the documents that state it
    "region-stockholm": {JUNE},
    "region-uppsala": {JUNE},
    "uppsala-universitet": {AFTER},
    "karolinska-institutet": {AFTER},
    "stockholms-stad": {AFTER},
    # Huddinge's own excerpt prints no day, but the board met after its committee of 25 September.
    "huddinge-kommun": {(None, "därefter", None, "2025-02-03"), (None, None, "2024-09-25", None)},
    "solna-stad": {AFTER},
    "sodertalje-kommun": {AFTER},
    "uppsala-kommun": {("2025-03-05", "den 5 mars 2025", None, None)},
}


def test_who_adopted_and_when() -> None:
    found = defaultdict(set)
    for one in of(Adoption):
        assert one.agreement == LETTER
        assert one.slug == f"{one.actor}-{LETTER}"  # one event, however many documents state it
        found[one.actor].add((one.date, one.date_printed, one.earliest, one.latest))
    assert found == ADOPTIONS


def test_an_adoption_is_no_earlier_than_the_decision_that_it_is() -> None:
    by_decision = {one.decision: one.actor for one in of(Adoption) if one.decision}
    for slug, actor in by_decision.items():
        decision = the(Decision, slug)
        bounds = {one.earliest for one in of(Adoption) if one.actor == actor and one.earliest}
        assert bounds == ({decision.earliest} if decision.earliest else set())


def test_only_two_adoptions_have_a_known_decision() -> None:
    decisions = {one.actor: the(Decision, one.decision).paragraph for one in of(Adoption) if one.decision}
    assert decisions == {"huddinge-kommun": "§ 3", "uppsala-kommun": "§ 70"}


def test_parties_are_named_and_nobody_by_silence() -> None:
    found = {(one.party, one.role, one.support) for one in of(NamedParty)}
    assert found == (
        {
            (f"actor/{slug}", "named-party", "stated")
            for slug in (
                "region-uppsala",
                "region-stockholm",
                "lansstyrelsen-i-uppsala-lan",
                "lansstyrelsen-i-stockholms-lan",
                "stockholms-handelskammare",
            )
        }
        | {
            ("actor-group/de-fem-universiteten", "named-party", "stated"),
            ("actor-group/berorda-kommuner", "named-party", "stated"),
            ("actor-group/ytterligare-aktorer", "prospective", "stated"),
            ("actor/region-stockholm", "drafter", "stated"),
            ("actor/region-uppsala", "drafter", "stated"),
        }
        | {(f"actor/{slug}", "named-party", "inferred") for slug in UNIVERSITIES}
    )


def test_the_five_universities_are_expanded_by_the_strategy_s_list_and_municipalities_stay_open() -> None:
    listed = the(ActorGroup, "strategi-life-science-universiteten", "strategi-life-science-2026")
    assert (listed.membership, set(listed.members)) == ("closed", UNIVERSITIES)
    five = the(ActorGroup, "de-fem-universiteten")
    assert (five.membership, set(five.members), five.support) == ("inferred", UNIVERSITIES, "inferred")
    assert five.inferred_from == (listed.reference,)
    municipalities = the(ActorGroup, "berorda-kommuner")
    assert (municipalities.membership, municipalities.members) == ("open", ())


def test_governance_bodies() -> None:
    letter = "avsiktsforklaring-life-science-2024"
    meetings = the(GovernanceBody, f"{LETTER}-hognivamoten", letter)
    assert (set(meetings.convened_by), meetings.seats) == ({"region-uppsala", "region-stockholm"}, ())
    group = the(GovernanceBody, f"{LETTER}-operativ-grupp", letter)
    assert group.convened_by == ()
    assert set(group.seats) == {
        "actor/region-stockholm",
        "actor/region-uppsala",
        "actor-group/akademin",
        "actor-group/naringslivet",
    }


CLAIMS = {
    # relation, document: each claim's values
    ("establishes", "strategi-life-science-2026"): [
        {"region-uppsala-regionstyrelsen"},
        {"region-uppsala-regionfullmaktige"},
    ],
    ("establishes", "uppsala-2026-tjansteskrivelse"): [
        {"region-stockholm-regionfullmaktige", "region-uppsala-regionfullmaktige"}
    ],
    ("revises", "strategi-life-science-2026"): [{"region-uppsala-regionfullmaktige"}],
    ("keeps-current", "strategi-life-science-2026"): [{"region-uppsala-forsknings-och-innovationsdirektor"}],
    ("drew-up", "avsiktsforklaring-life-science-2024"): [{"region-stockholm", "region-uppsala"}],
    ("drew-up", "uppsala-2025-tjansteskrivelse"): [
        {
            "region-stockholm",
            "region-uppsala",
            "stockholms-handelskammare",
            "andra-huvudintressenter",
            "regionens-universitet",
            "regionens-lansstyrelser",
            "ett-urval-av-kommuner",
        }
    ],
    ("drew-up", "uppsala-2026-tjansteskrivelse"): [{"region-stockholm", "region-uppsala"}],
    ("initiated", "uppsala-2025-tjansteskrivelse"): [{"region-uppsala", "region-stockholm"}],
    ("leads", "huddinge-2024-protokollsutdrag"): [{"region-stockholm"}],
    ("named-parties", "huddinge-2024-protokollsutdrag"): [{"region-stockholm", "region-uppsala"}],
    ("named-parties", "avsiktsforklaring-life-science-2024"): [
        {
            "region-uppsala",
            "region-stockholm",
            "lansstyrelsen-i-uppsala-lan",
            "lansstyrelsen-i-stockholms-lan",
            "de-fem-universiteten",
            "stockholms-handelskammare",
            "berorda-kommuner",
        }
    ],
    ("represented-in", "avsiktsforklaring-life-science-2024"): [
        {"region-stockholm", "region-uppsala", "akademin", "naringslivet"}
    ],
    ("represented-in", "uppsala-2025-tjansteskrivelse"): [{"uppsala-kommun"}],
    ("includes", "uppsala-2026-tjansteskrivelse"): [
        {f"{STRATEGY}/{number}" for number in ("3.1.1", "3.1.2", "3.1.4", "3.1.5")}
    ],
    ("includes", "stockholm-2026-remissvar"): [{LETTER}],
    ("identical-with", "strategi-life-science-2026"): [{"capital-of-life"}],
}


def test_claims_stand_side_by_side() -> None:
    found = defaultdict(list)
    for document in FILES:
        for one in of(Claim, document):
            found[one.relation, document].append({value.split("/", 1)[1] for value in one.values})
    assert found == CLAIMS


# --- people and collaborations ---------------------------------------------------------------------------------------

PEOPLE = {
    ("charlotte-skott", "case-officer", KLK, None),
    ("birgitta-pettersson", "city-director", KLK, None),
    ("ingela-hagstrom", "development-director", KLK, None),
    ("ingela-hagstrom", "deputy-city-director", KLK, None),
    ("erik-pelling", "chair", "uppsala-kommun-kommunstyrelsen", None),
    ("john-hammar", "secretary", "uppsala-kommun-kommunstyrelsen", None),
    ("karin-wanngard", "chair", "stockholms-stad-kommunstyrelsen", None),
    ("tomas-selin", "mover", "huddinge-kommun-kommunstyrelsen", "centerpartiet"),
}


def test_people_have_a_party_only_where_it_is_printed() -> None:
    assert {(one.person, one.role, one.organisation, one.party) for one in of(Membership)} == PEOPLE


def test_collaborations_and_focus_industries() -> None:
    assert {(one.collaboration, one.member) for one in of(CollaborationMembership)} == {
        ("stockholm-business-alliance", "actor/uppsala-kommun"),
        ("stuns", "actor/uppsala-kommun"),
        ("stockholm-business-alliance", "actor-group/kommunerna-i-stockholm-business-alliance"),
    }
    assert {(one.actor, one.programme) for one in of(FocusIndustry)} == {
        ("uppsala-kommun", "uppsala-kommun-naringslivsprogram"),
        ("stockholms-stad", None),
    }


# --- the strategy ----------------------------------------------------------------------------------------------------

PRIORITIES = {
    "3.1.1": {"3.1.1.1": 3, "3.1.1.2": 2, "3.1.1.3": 5},
    "3.1.2": {"3.1.2.1": 2, "3.1.2.2": 2, "3.1.2.3": 2},
    "3.1.3": {"3.1.3.1": 2, "3.1.3.2": 3},
    "3.1.4": {"3.1.4.1": 3, "3.1.4.2": 3},
    "3.1.5": {"3.1.5.1": 3, "3.1.5.2": 2, "3.1.5.3": 2},
}
# The table of contents, without the aspects.
SECTIONS = {
    "1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3", "3.1", "4", "5",
    "5.1.1", "5.1.2", "5.1.3",
}  # fmt: skip


def test_aspects_areas_and_priorities() -> None:
    elements = {one.number: one for one in of(StrategyElement)}
    tree: dict[str, dict[str, int]] = {}
    for aspect in (one for one in elements.values() if one.element_kind == "aspect"):
        areas = [one for one in elements.values() if one.parent == aspect.slug]
        assert {one.element_kind for one in areas} == {"development-area"}
        tree[aspect.number] = {
            area.number: sum(
                one.parent == area.slug and one.element_kind == "priority" for one in elements.values()
            )
            for area in areas
        }
    assert tree == PRIORITIES
    assert sum(map(len, tree.values())) == 13
    assert Counter(one.element_kind for one in elements.values())["priority"] == 34


def test_chapters_and_sections_are_those_of_the_table_of_contents() -> None:
    found = {one.number for one in of(StrategyElement) if one.element_kind in ("chapter", "section")}
    assert found == SECTIONS


def test_a_bullet_is_numbered_by_its_area_and_its_order() -> None:
    for one in of(StrategyElement):
        assert one.number_printed == (one.element_kind != "priority")
        if one.element_kind == "priority":
            assert one.slug == f"{one.parent}-{one.order}"


def test_the_horizon_is_six_to_eight_years() -> None:
    strategy = the(Strategy, STRATEGY, "strategi-life-science-2026")
    assert (strategy.status, strategy.horizon_least, strategy.horizon_most) == ("draft", "P6Y", "P8Y")


def test_purpose_goal_and_effects() -> None:
    purpose = next(one for one in of(Purpose, "strategi-life-science-2026") if one.order == 1)
    goal = next(one for one in of(Goal) if one.order == 1)
    assert purpose.evidence[0].quote.startswith("Syfte: Skapa starka förutsättningar")
    assert goal.evidence[0].quote.startswith("Mål: Den gemensamma Stockholm-Uppsalaregionen")
    assert [one.order for one in of(DesiredEffect)] == [1, 2, 3, 4]


CONTEXTS = {"global": ("2.1", 12), "eu": ("2.2", 8), "nordic": ("2.3", 7), "national": ("2.4", 14)}


def test_context_levels_have_every_sentence_and_bullet_and_an_implication() -> None:
    found = {}
    for one in of(ContextStatement):
        assert one.implication.sv and one.implication.en
        items = [item for item in of(ContextItem) if item.context == one.slug]
        found[one.level] = ((one.element or "").split("/")[1], len(items))
    assert found == CONTEXTS


def test_related_strategies() -> None:
    assert {(one.related, one.relation, one.support) for one in of(RelatedStrategy)} == {
        ("sveriges-life-science-strategi", "based-on", "stated"),
        ("sveriges-life-science-strategi", "adopts-definition-of", "stated"),
        ("sveriges-life-science-strategi", "responds-to", "stated"),  # 2.4, of the surroundings
        ("choose-europe-for-life-sciences", "responds-to", "stated"),  # 2.2
        ("rus-uppsala-lan", "complements", "stated"),
        ("rufs-2060", "complements", "stated"),
        ("rufs-2060", "uses-structures-of", "stated"),
        # «samspela med de regionala utvecklingsstrategierna», which are listed just after
        ("rus-uppsala-lan", "interacts-with", "inferred"),
        ("rufs-2060", "interacts-with", "inferred"),
    }
    assert the(Strategy, "rus-uppsala-lan").vision and the(Strategy, "rufs-2060").vision


DIRECTOR = "post/region-uppsala-forsknings-och-innovationsdirektor"
COUNCIL = "actor/region-uppsala-regionfullmaktige"


def test_responsibilities_with_their_recurrence() -> None:
    assert {
        (one.bearer, one.recurrence, one.support) for one in of(Responsibility, "strategi-life-science-2026")
    } == {
        (COUNCIL, None, "stated"),
        (DIRECTOR, None, "stated"),
        (DIRECTOR, "P2Y", "stated"),
        (DIRECTOR, "P1Y", "inferred"),  # «årligen», and nobody is named
    }
    office = [one for one in of(Responsibility) if one.bearer == f"actor/{KLK}"]
    assert len(office) == 4  # coordinate and report back, in both memos


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FollowUpMeasure, "handlingsplaner|GAP-analyser|indikatorer|Utvärdera|Kommunicera|årligen"),
        (SuccessFactor, "engagerar sig|ekonomiska och personella resurser|tillit|klustersamverkan"),
        (
            Challenge,
            "bostäder|kollektivtrafik|tillgänglighet|el,|vatten|finansiering|klimatanpassade|värmeböljor",
        ),
    ],
)
def test_follow_up_success_and_challenges_hold_every_item(kind: type[Statement], words: str) -> None:
    quoted = " ".join(evidence.quote for one in of(kind) for evidence in one.evidence)
    assert [word for word in words.split("|") if word not in quoted] == []


# --- the consultation ------------------------------------------------------------------------------------------------


def test_consultation_deadline_and_extension() -> None:
    (consultation,) = of(Consultation)
    assert set(consultation.issuers) == {"region-stockholm", "region-uppsala"}
    assert (consultation.subject, consultation.deadline) == (f"strategy/{STRATEGY}", "2026-03-26")
    assert consultation.next_step
    (extension,) = of(Extension)
    assert (extension.actor, extension.deadline) == ("uppsala-kommun", "2026-04-09")


def test_uppsala_s_response_is_proposed_and_neither_response_has_a_date() -> None:
    assert {(one.actor, one.document, one.status, one.date, one.support) for one in of(Response)} == {
        ("uppsala-kommun", "uppsala-2026-yttrande", "proposed", None, "stated"),
        # Stockholm's words never mention the consultation.
        ("stockholms-stad", "stockholm-2026-remissvar", None, None, "inferred"),
    }


# --- positions -------------------------------------------------------------------------------------------------------

SUPPORT, NOTE, PROPOSE = "support", "note", "propose"
CLARIFY, STRESS, CRITICISE, RESERVE = (
    "request-clarification",
    "emphasise",
    "criticise",
    "support-with-reservation",
)

# Stockholm: printed heading → the element of this edition, and the stances under it in order.
STOCKHOLM = {
    "Sammanfattning": (None, [SUPPORT, CLARIFY, CLARIFY, CLARIFY, STRESS]),
    "1.1 Strategins syfte": ("1.1", [SUPPORT, NOTE, SUPPORT, NOTE, NOTE, SUPPORT, STRESS]),
    "1.2.2 Relationen mellan life science-klustret och strategin samt vilka som omfattas av strategin": (
        "1.2.1",
        [STRESS, CLARIFY, PROPOSE, NOTE, NOTE, NOTE, NOTE, CLARIFY, CLARIFY, CLARIFY, PROPOSE],
    ),
    "A. Forskning och innovation": ("3.1.1", [SUPPORT, STRESS, STRESS, NOTE]),
    "B. Tydlig identitet och en god internationell tillgänglighet": (
        "3.1.2",
        [SUPPORT, SUPPORT, NOTE, NOTE, SUPPORT, STRESS],
    ),
    "C. Hållbar utveckling och resiliens inom life science": ("3.1.3", [PROPOSE, PROPOSE, CLARIFY]),
    "D. Kompetensförsörjning och talangutveckling": ("3.1.4", [STRESS, NOTE, PROPOSE, PROPOSE, PROPOSE]),
    "E. Forskningsinfrastrukturer och testmiljöer": ("3.1.5", [CLARIFY]),
    "3.3.Norden – värdegemenskap och gemensam styrka": ("2.3", [STRESS]),
    "4.1 Utförande och uppföljning": ("5.1.1", [NOTE, STRESS]),
}


def test_stockholm_s_positions_by_printed_heading() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for one in of(Position, "stockholm-2026-remissvar"):
        assert one.holder == "stockholms-stad"
        heading = one.section_label or ""
        found[heading].append(one.stance)
        number = STOCKHOLM[heading][0]
        # Wording may name an area under the element that the heading denotes, never another one.
        target = (one.target or "").removeprefix(f"element/{STRATEGY}/")
        assert target.startswith(number) if number else target == f"strategy/{STRATEGY}"
        assert (one.target_basis == "printed-heading") == (target == number)
    assert found == {heading: stances for heading, (_, stances) in STOCKHOLM.items()}


def test_words_that_name_an_area_reach_below_the_heading() -> None:
    areas = {
        (one.target or "").rsplit("/", 1)[1]: one.evidence[0].quote
        for one in of(Position, "stockholm-2026-remissvar")
        if one.target_basis == "wording" and (one.target or "").startswith("element/")
    }
    assert "klimatrisker" in areas["3.1.3.1"]
    assert "beredskapsarbete" in areas["3.1.3.2"]
    assert set(areas) == {"3.1.3.1", "3.1.3.2"}


# Uppsala's response, in order: the words that carry the position, its stance and its first topic.
UPPSALA = [
    ("välkomnar initiativet", SUPPORT, "joint-strategy"),
    ("ett av Europas starkaste", NOTE, "research-innovation"),
    ("kan bidra till att ytterligare stärka", NOTE, "joint-strategy"),
    ("delar strategins ambition", SUPPORT, "cooperation"),
    ("Den täta kopplingen", NOTE, "research-innovation"),
    ("viktigt att den bygger vidare", STRESS, "existing-structures"),
    ("snarare än att etablera parallella processer", STRESS, "existing-structures"),
    ("betona vikten av att varje aktör", STRESS, "core-mandates"),
    ("respektive kärnuppdrag", NOTE, "core-mandates"),
    ("Kommunerna har en viktig roll", STRESS, "municipal-role"),
    ("fysisk planering, markförsörjning", NOTE, "municipal-role"),
    ("avgörande faktorer", STRESS, "establishment-investment"),
    ("fyra fokusbranscher", NOTE, "sector-priority"),
    ("arbetar därför aktivt", NOTE, "establishment-investment"),
    ("tydligare stärka näringslivsperspektivet", PROPOSE, "business-perspective"),
    ("beroende av att företag kan etableras", NOTE, "establishment-investment"),
    ("stödjer hela företagsresan", STRESS, "business-perspective"),
    ("kommersialisering, investeringar och uppskalning", STRESS, "establishment-investment"),
    ("noterar att strategin", NOTE, "action-plans-responsibility-resources"),
    ("tydliggöra ansvarsfördelning", CLARIFY, "action-plans-responsibility-resources"),
    ("Sammanfattningsvis ställer sig", SUPPORT, "joint-strategy"),
    ("bygger vidare på befintliga", STRESS, "existing-structures"),
    ("varje aktörs grunduppdrag", STRESS, "core-mandates"),
    ("stärker näringslivs- och etableringsperspektivet", PROPOSE, "business-perspective"),
    ("klargör hur strategin", CLARIFY, "action-plans-responsibility-resources"),
]
MEMO_2025 = [
    ("behöver värnas", STRESS, "existing-structures"),
    ("förutsätts att det kompletterar", RESERVE, "existing-structures"),
    ("saknar i avsiktsförklaringen", CRITICISE, "operative-group-representation"),
]
MEMO_2026 = [
    ("välkomnar strategin", SUPPORT, "joint-strategy"),
    ("bygger vidare på befintliga", STRESS, "existing-structures"),
    ("stärker näringslivs- och etableringsperspektivet", PROPOSE, "business-perspective"),
    ("är positiv till ambitionen", SUPPORT, "joint-strategy"),
    ("bygga vidare på befintliga", PROPOSE, "existing-structures"),
    ("ta tillvara varje aktörs grunduppdrag", PROPOSE, "core-mandates"),
    ("stärka näringslivs- och etableringsperspektivet", PROPOSE, "business-perspective"),
    ("klargöra hur strategin", CLARIFY, "action-plans-responsibility-resources"),
]
HUDDINGE = [
    ("fler aktörer bör anta", PROPOSE, "cooperation"),
    ("näringarna i Flemingsberg", NOTE, "local-development"),
    ("gynnsam för Huddinges", NOTE, "local-development"),
    ("Fördelarna är", NOTE, "local-development"),
    ("ska antas", SUPPORT, "cooperation"),
    ("genom stiftelsen Flemingsberg Science", PROPOSE, "leadership"),
]


@pytest.mark.parametrize(
    ("document", "holder", "expected"),
    [
        ("uppsala-2026-yttrande", "uppsala-kommun", UPPSALA),
        ("uppsala-2025-tjansteskrivelse", "uppsala-kommun", MEMO_2025),
        ("uppsala-2026-tjansteskrivelse", "uppsala-kommun", MEMO_2026),
        ("huddinge-2024-protokollsutdrag", "huddinge-kommun", HUDDINGE),
    ],
)
def test_positions_in_order(document: str, holder: str, expected: list[tuple[str, str, str]]) -> None:
    found = sorted(of(Position, document), key=lambda one: one.order)
    assert {one.holder for one in found} == {holder}
    assert [(one.stance, one.topics[0]) for one in found] == [
        (stance, topic) for _, stance, topic in expected
    ]
    for one, (words, _, _) in zip(found, expected, strict=True):
        assert words in " ".join(one.evidence[0].quote.split())


def test_what_a_memo_says_of_the_municipality_is_its_office_s_report() -> None:
    for document in ("uppsala-2025-tjansteskrivelse", "uppsala-2026-tjansteskrivelse"):
        assert {(one.asserted_by, one.status) for one in of(Position, document)} == {(KLK, "proposed")}
    assert {one.status for one in of(Position, "uppsala-2026-yttrande")} == {"proposed"}
    assert {one.status for one in of(Position, "stockholm-2026-remissvar")} == {None}


REPEATS = {
    "stockholm-2026-remissvar": {6: 1, 14: 2, 21: 3, 22: 4, 25: 13, 26: 4, 33: 5, 45: 5},
    "uppsala-2026-tjansteskrivelse": {4: 1, 5: 2, 7: 3},
    "uppsala-2026-yttrande": {21: 1, 22: 6, 23: 8, 24: 15, 25: 20},
}


def test_a_repetition_points_to_the_first() -> None:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for one in of(Position):
        if one.repeats:
            first = the(Position, one.repeats)
            assert first.document == one.document
            assert first.repeats is None
            found[one.document][one.order] = first.order
    assert found == REPEATS


def test_a_heading_stands_before_the_position_that_it_heads() -> None:
    for document, file in FILES.items():
        text = " ".join(file.graph.source.text.split())
        for one in of(Position, document):
            if one.section_label:
                words = " ".join(one.evidence[0].quote.split())
                assert text.find(one.section_label) < text.find(words) != -1
                assert one.section_label in text


# --- over all of it --------------------------------------------------------------------------------------------------

DAYS = {
    "2024-06-01", "2024-06-30", "2024-08-21", "2024-09-25", "2025-02-03", "2025-03-05", "2026-03-10", "2026-03-26",
    "2026-04-09",
}  # fmt: skip


def test_no_day_is_in_the_graph_that_no_document_gives() -> None:
    """June 2024 has its first and last day as bounds; every other day is printed somewhere."""
    found = set()
    for file in FILES.values():
        for one in file.graph.statements:
            for field in ("date", "earliest", "latest", "deadline"):
                value = getattr(one, field, None)
                if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                    found.add(value)
    assert found == DAYS


def test_every_statement_has_words_and_a_label_in_both_languages() -> None:
    for file in FILES.values():
        start, end = file.span
        for one in file.graph.statements:
            assert one.heading().sv and one.heading().en, one.reference
            for evidence in one.evidence:
                assert start <= evidence.start < evidence.end <= end
                assert file.graph.source.text[evidence.start : evidence.end] == evidence.quote


def test_what_is_inferred_says_from_what() -> None:
    for file in FILES.values():
        for one in file.graph.statements:
            assert (one.support == "inferred") == bool(one.inferred_from), one.reference


def test_documents_that_state_the_same_thing_name_it_alike() -> None:
    labels = defaultdict(set)
    for file in FILES.values():
        for one in file.graph.statements:
            labels[one.reference].add(one.heading())
    assert [reference for reference, found in labels.items() if len(found) > 1] == []
