"""The answers of the canned queries over the shipped graph, as the four source files give them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
import pytest

from clustergraph.queries import canned, catalogue
from clustergraph.queries.answering import answer, construct
from clustergraph.queries.formats import as_objects
from clustergraph.store import Store

LETTER = "avsiktsforklaring-life-science"


def test_adoptions(ask: Any) -> None:
    rows = {row["actor_label"]: (row["date"], row["decision"] is not None) for row in ask("adoptions")}
    assert rows == {
        "Region Stockholm": ("2024-06", False),
        "Region Uppsala": ("2024-06", False),
        "Uppsala universitet": (None, False),
        "Karolinska Institutet": (None, False),
        "Stockholms stad": (None, False),
        "Huddinge kommun": (None, True),
        "Solna stad": (None, False),
        "Södertälje kommun": (None, False),
        "Uppsala kommun": ("2025-03-05", True),
    }
    quotes = {row["actor_label"]: row["quote"] for row in ask("adoptions")}
    assert quotes["Uppsala kommun"].startswith("Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta")
    assert (
        quotes["Region Uppsala"]
        == "Avsiktsförklaringen antogs av Region Stockholm och Region Uppsala i juni 2024."
    )


def test_named_is_not_adopted(ask: Any) -> None:
    rows = ask("agreement-parties", agreement=LETTER)
    named = {row["actor_label"] for row in rows if row["stage"] == "named" and row["support"] == "stated"}
    assert named == {
        "Region Uppsala",
        "Region Stockholm",
        "Länsstyrelsen i Uppsala län",
        "Länsstyrelsen i Stockholms län",
        "de fem universiteten i Stockholm och Uppsala",
        "Stockholms Handelskammare",
        "berörda kommuner",
    }
    expanded = {
        row["actor_label"] for row in rows if row["stage"] == "named" and row["support"] == "inferred"
    }
    assert expanded == {
        "Karolinska Institutet",
        "Uppsala universitet",
        "Stockholms universitet",
        "Kungliga Tekniska högskolan",
        "Sveriges lantbruksuniversitet",
    }
    assert {row["actor_label"] for row in rows if row["stage"] == "adopted"} == {
        row["actor_label"] for row in ask("adoptions")
    }


def test_parties_without_adoption(ask: Any) -> None:
    assert {
        row["actor_label"]: row["support"] for row in ask("parties-without-adoption", agreement=LETTER)
    } == {
        "Länsstyrelsen i Uppsala län": "stated",
        "Länsstyrelsen i Stockholms län": "stated",
        "Stockholms Handelskammare": "stated",
        "Stockholms universitet": "inferred",
        "Kungliga Tekniska högskolan": "inferred",
        "Sveriges lantbruksuniversitet": "inferred",
    }


def test_decisions(ask: Any) -> None:
    taken = {
        row["organisation_label"]: (row["date"], row["paragraph"], row["case_number"], row["outcome"])
        for row in ask("decisions")
    }
    assert taken == {
        "Huddinge kommun": (None, "§ 3", "KS-2024/1082", "adopt"),
        "Uppsala kommun": ("2025-03-05", "§ 70", None, "adopt"),
    }
    proposed = {
        (row["organisation_label"], row["case_number"], row["outcome"])
        for row in ask("decisions", status="proposed")
    }
    assert proposed == {
        ("Uppsala kommun", "KSN-2024-01748", "adopt"),
        ("Huddinge kommun", "KS-2024/1082", "adopt"),
        ("Uppsala kommun", "KSN-2026-00942", "submit-response"),
    }
    assert len(ask("decisions", organisation="huddinge-kommun")) == 1


def test_documents(ask: Any) -> None:
    assert {
        (row["type"], row["date"], row["issuer_label"], row["case_number"]) for row in ask("documents")
    } == {
        ("minutes-excerpt", None, "Huddinge kommun", "KS-2024/1082"),
        ("consultation-response", None, "Stockholms stad", None),
        ("memo", "2025-02-03", "Uppsala kommun", "KSN-2024-01748"),
        ("letter-of-intent", None, None, None),
        ("memo", "2026-03-10", "Uppsala kommun", "KSN-2026-00942"),
        ("consultation-response", None, "Uppsala kommun", None),
        ("strategy", None, "Region Uppsala", "RS2026-00072"),
    }
    assert len(ask("documents")) == 7
    assert {row["date"] for row in ask("documents", type="memo")} == {"2025-02-03", "2026-03-10"}


def test_case_numbers(ask: Any) -> None:
    assert {
        (row["case_number"], row["authority_label"], row["document"], row["relation"])
        for row in ask("case-numbers")
    } == {
        ("KS-2024/1082", "Huddinge kommun", "huddinge-2024-protokollsutdrag", "own"),
        ("KSN-2024-01748", "Uppsala kommun", "uppsala-2025-tjansteskrivelse", "own"),
        ("KSN-2026-00942", "Uppsala kommun", "uppsala-2026-tjansteskrivelse", "own"),
        ("RS2026-00072", "Region Uppsala", "strategi-life-science-2026", "own"),
        ("RS2026-00072", "Region Uppsala", "uppsala-2026-yttrande", "foreign"),
        ("RS 2025-0671", "Region Stockholm", "stockholm-2026-remissvar", "foreign"),
    }


def test_strategy_structure(ask: Any) -> None:
    rows = ask("strategy-structure", strategy="strategi-life-science")
    assert {row["number"]: row["label"] for row in rows if row["kind"] == "aspect"} == {
        "3.1.1": "Forskning och innovation",
        "3.1.2": "Tydlig identitet och en god internationell tillgänglighet",
        "3.1.3": "Hållbar utveckling och resiliens inom life science",
        "3.1.4": "Kompetensförsörjning och talangutveckling",
        "3.1.5": "Forskningsinfrastrukturer och testmiljöer",
    }
    areas = {row["number"]: row["label"] for row in rows if row["kind"] == "development-area"}
    assert areas == {
        "3.1.1.1": "Samverkan och kunskapsdelning",
        "3.1.1.2": "Data och infrastruktur",
        "3.1.1.3": "Internationell konkurrenskraft och finansiering",
        "3.1.2.1": "Internationellt samarbete",
        "3.1.2.2": "Kommunikation",
        "3.1.2.3": "Attraktion för investeringar och talanger",
        "3.1.3.1": "Klimat och miljö",
        "3.1.3.2": "Beredskap",
        "3.1.4.1": "Utbildning",
        "3.1.4.2": "Kompetens",
        "3.1.5.1": "Processer för utveckling",
        "3.1.5.2": "Uppskalning",
        "3.1.5.3": "Forskningsinfrastruktur",
    }
    priorities = Counter(row["parent_number"] for row in rows if row["kind"] == "priority")
    assert priorities == {
        "3.1.1.1": 3, "3.1.1.2": 2, "3.1.1.3": 5, "3.1.2.1": 2, "3.1.2.2": 2, "3.1.2.3": 2, "3.1.3.1": 2,
        "3.1.3.2": 3, "3.1.4.1": 3, "3.1.4.2": 3, "3.1.5.1": 3, "3.1.5.2": 2, "3.1.5.3": 2,
    }  # fmt: skip


def test_strategy_context(ask: Any) -> None:
    rows = ask("strategy-context")
    assert {(row["level"], row["number"]) for row in rows} == {
        ("global", "2.1"),
        ("eu", "2.2"),
        ("nordic", "2.3"),
        ("national", "2.4"),
    }
    items = {
        level: [row["item"] for row in rows if row["level"] == level]
        for level in ("eu", "nordic", "national")
    }
    assert "ett mer sammanhållet system för kliniska prövningar" in items["eu"]
    assert "hälsodata och interoperabilitet" in items["nordic"]
    assert "Kompetensförsörjning, talangattraktion och livslångt lärande" in items["national"]
    implications = {row["level"]: row["implication"] for row in rows}
    assert "medskapare snarare än mottagare" in implications["eu"]
    assert implications["global"].startswith("För att vara relevant och resilient")


def test_responsibilities(ask: Any) -> None:
    rows = {(row["role_label"], row["duty"]): row["recurrence"] for row in ask("responsibilities")}
    director = "Forsknings- och innovationsdirektören i Region Uppsala"
    assert rows["Regionfullmäktige i Region Uppsala", "ansvarar för att fastställa strategin"] is None
    assert rows[director, "ansvarar för övrigt arbete med innehållet i strategin"] is None
    assert rows[director, "ansvarar för att strategin aktualitetsprövas"] == "P2Y"


def test_follow_up(ask: Any) -> None:
    quotes = [row["quote"] for row in ask("follow-up")]
    for words in (
        "Utveckla handlingsplaner med konkreta mål och åtgärder",
        "Utföra GAP-analyser",
        "Etablera tydliga indikatorer",
        "Utvärdera effekterna av strategin och handlingsplaner regelbundet",
        "Kommunicera aktiviteter och resultat",
    ):
        assert sum(words in quote for quote in quotes) == 1, words


def test_actors_that_documents_speak_of(ask: Any) -> None:
    spoken_of = {row["actor"] for row in ask("actors", in_documents="true")}
    assert {"huddinge-kommun", "huddinge-kommun-kommunstyrelsen", "stuns"} <= spoken_of
    assert "kiruna-kommun" not in spoken_of
    others = {row["actor"] for row in ask("actors", in_documents="false")}
    assert "kiruna-kommun" in others and not others & spoken_of
    assert others | spoken_of == {row["actor"] for row in ask("actors")}


def test_positions_of_an_actor_an_element_a_stance_a_topic(ask: Any) -> None:
    assert {row["actor_label"] for row in ask("positions")} == {
        "Huddinge kommun",
        "Stockholms stad",
        "Uppsala kommun",
    }
    stockholm = ask("positions", actor="stockholms-stad", element="3.1.3")
    assert {row["section_label"] for row in stockholm} == {
        "C. Hållbar utveckling och resiliens inom life science"
    }
    assert any("mer proaktivt" in row["quote"] and row["stance"] == "propose" for row in stockholm)
    assert any(
        row["element_number"] == "3.1.3.2" and row["stance"] == "request-clarification" for row in stockholm
    ), "an element takes in what lies under it"
    brand = ask("positions", topic="brand-identity", stance="request-clarification")
    assert all("varumärkesarbete" in row["quote"] for row in brand)
    assert {row["actor_label"] for row in brand} == {"Stockholms stad"}
    reserved = ask("positions", stance="support-with-reservation", actor="uppsala-kommun")
    assert [row["quote"].split()[0:4] for row in reserved] == [["För", "att", "detta", "initiativ"]]
    assert ask("positions", stance="oppose") == []
    (office,) = ask("positions", actor="huddinge-kommun", stance="support")
    assert (office["status"], office["asserted_by"]) == (
        "proposed",
        "huddinge-kommun-kommunstyrelsens-forvaltning",
    )
    assert {row["asserted_by"] for row in stockholm} == {None}


def test_the_label_of_another_edition_stands_beside_the_element(ask: Any) -> None:
    labels = {
        (row["section_label"], row["element_number"]) for row in ask("positions", actor="stockholms-stad")
    }
    assert ("3.3.Norden – värdegemenskap och gemensam styrka", "2.3") in labels
    assert ("4.1 Utförande och uppföljning", "5.1.1") in labels
    assert ("E. Forskningsinfrastrukturer och testmiljöer", "3.1.5") in labels


def test_position_matrix_counts_no_repetition(ask: Any) -> None:
    cells = {
        (row["actor_label"], row["element_number"], row["stance"]): row["count"]
        for row in ask("position-matrix")
        if row["element_number"]
    }
    # Five notes under 1.2.2: engagement, bearing, examples, cities' role; and «för staden en viktig bransch» under 1.1.
    assert cells["Stockholms stad", "3.1.3.1", "propose"] == 2
    assert cells["Stockholms stad", "3.1.5", "request-clarification"] == 1
    assert cells["Uppsala kommun", "5", "note"] == 1
    repeated = {row["position"] for row in ask("repetitions")}
    counted = sum(row["count"] for row in ask("position-matrix"))
    assert counted == sum(
        row["position"] not in repeated and row["target"] is not None for row in ask("positions")
    )


def test_shared_asks(ask: Any) -> None:
    shared = {row["topic"]: set(row["actors"].split("; ")) for row in ask("shared-asks")}
    both = {"Stockholms stad", "Uppsala kommun"}
    for topic in (
        "existing-structures",
        "business-perspective",
        "municipal-role",
        "action-plans-responsibility-resources",
    ):
        assert both <= shared[topic], topic
    assert all(len(actors) >= 2 for actors in shared.values())
    assert "brand-identity" not in shared
    assert {row["topic"] for row in ask("shared-asks", min_actors="3")} <= set(shared)
    assert "brand-identity" in {row["topic"] for row in ask("shared-asks", min_actors="1")}


def test_uncommented_areas(ask: Any) -> None:
    commented = {"3.1.3.1", "3.1.3.2", "3.1.5.2"}
    areas = {row["number"] for row in ask("strategy-structure") if row["kind"] == "development-area"}
    assert {row["element_number"] for row in ask("uncommented-areas")} == areas - commented


def test_consultation_and_its_status(ask: Any) -> None:
    (consultation,) = ask("consultations")
    assert consultation["deadline"] == "2026-03-26"
    assert consultation["issuer_label"] == "Region Stockholm; Region Uppsala"
    assert {
        row["actor_label"]: (row["deadline"], row["extended_deadline"], row["response_date"], row["response"])
        for row in ask("consultation-status")
    } == {
        "Uppsala kommun": ("2026-03-26", "2026-04-09", None, "uppsala-2026-yttrande"),
        "Stockholms stad": ("2026-03-26", None, None, "stockholm-2026-remissvar"),
    }


def test_governance_bodies(ask: Any) -> None:
    rows = {row["body"]: row for row in ask("governance-bodies")}
    assert len(rows) == 2
    meetings = next(row for body, row in rows.items() if "operativ-grupp" not in body)
    group = next(row for body, row in rows.items() if "operativ-grupp" in body)
    assert set(meetings["convened_by"].split("; ")) == {"Region Stockholm", "Region Uppsala"}
    assert {"akademien", "näringslivet"} <= set(group["members"].split("; "))
    assert "det löpande arbetet" in group["task"]


def test_collaborations(ask: Any) -> None:
    pairs = {(row["organisation_label"], row["member_label"]) for row in ask("collaborations")}
    assert {("Stockholm Business Alliance", "Uppsala kommun"), ("STUNS", "Uppsala kommun")} <= {
        (organisation.partition(" –")[0].removeprefix("Stiftelsen "), member)
        for organisation, member in pairs
    }


def test_persons_and_roles(ask: Any) -> None:
    rows = {(row["person_label"], row["role"], row["party"]) for row in ask("persons-and-roles")}
    assert ("Tomas Selin", "mover", "C") in rows
    assert ("Charlotte Skott", "case-officer", None) in rows
    assert ("Karin Wanngård", "chair", None) in rows
    assert ("Erik Pelling", "chair", None) in rows
    assert ("John Hammar", "secretary", None) in rows
    assert {person for person, _, _ in rows} >= {"Birgitta Pettersson", "Ingela Hagström"}
    assert {party for person, _, party in rows if person != "Tomas Selin"} == {None}


def test_timeline(ask: Any) -> None:
    events = {(row["date"], row["kind"]) for row in ask("timeline")}
    assert {
        ("2024-06", "adoption"),
        ("2025-02-03", "document"),
        ("2025-03-05", "decision"),
        ("2025-03-05", "adoption"),
        ("2026-03-10", "document"),
        ("2026-03-26", "deadline"),
        ("2026-04-09", "extension"),
    } <= events
    dates = [row["date"] for row in ask("timeline")]
    assert dates == sorted(dates)


def test_disagreements(ask: Any) -> None:
    found = {(row["relation"], frozenset((row["value"], row["other_value"]))) for row in ask("disagreements")}
    assert (
        "establishes",
        frozenset(("Regionfullmäktige i Region Uppsala", "Regionstyrelsen i Region Uppsala")),
    ) in found
    drew_up = [row for row in ask("disagreements") if row["relation"] == "drew-up"]
    assert len(drew_up) == 1
    assert {drew_up[0]["document"], drew_up[0]["other_document"]} == {
        "avsiktsforklaring-life-science-2024",
        "uppsala-2025-tjansteskrivelse",
    }


def test_repetitions(ask: Any) -> None:
    pairs = {
        (row["quote"][:40], row["first_quote"][:40]) for row in ask("repetitions", actor="stockholms-stad")
    }
    assert any(quote.startswith("*Stockholms stad välkomnar*") for quote, _ in pairs)
    again = [
        row
        for row in ask("repetitions", actor="uppsala-kommun")
        if row["document"] == "uppsala-2026-yttrande"
    ]
    assert len(again) == 5, "the closing summary: one sentence and four bullets"
    assert {row["actor_label"] for row in ask("repetitions")} == {"Stockholms stad", "Uppsala kommun"}


def test_evidence(ask: Any) -> None:
    (row,) = ask("evidence", statement=f"adoption/uppsala-kommun-{LETTER}")
    from clustergraph import resources

    text = (resources.data() / "documents/uppsala-2026-tjansteskrivelse-yttrande-och-strategi.txt").read_text(
        "utf-8"
    )
    assert text[row["start"] : row["end"]] == row["quote"]
    assert row["document"] == "uppsala-2026-tjansteskrivelse"


def test_labels_in_english(ask: Any) -> None:
    labels = {row["actor"]: row["actor_label"] for row in ask("adoptions", lang="en")}
    assert labels["uppsala-universitet"] == "Uppsala University"


def test_actors(ask: Any) -> None:
    regions = ask("actors", type="region")
    assert len(regions) == 21
    assert {row["actor_label"] for row in regions} >= {"Region Stockholm", "Region Uppsala"}
    parents = {row["actor"]: row["parent_label"] for row in ask("actors") if row["parent"]}
    assert parents["huddinge-kommun-kommunstyrelsen"] == "Huddinge kommun"


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_what_its_file_expects_is_in_the_answer(store: Store, name: str) -> None:
    query = canned(name)
    assert query.expect, "the file says nothing of what the documents answer"
    values = {each.name: each.example for each in query.parameters.values() if each.required}
    found: Iterable[Mapping[str, object]]
    if query.constructs:
        triples = ox.parse(construct(store, query, values, "application/n-triples"), ox.RdfFormat.N_TRIPLES)
        found = (
            {part: getattr(getattr(quad, part), "value", None) for part in ("subject", "predicate", "object")}
            for quad in triples
        )
    else:
        table = answer(store, query, values)
        found = as_objects(table.columns, table.rows)

    def agrees(row: Mapping[str, object]) -> bool:
        return all(
            wanted in (str(row[column]), str(row[column]).rpartition("/")[2])
            for column, wanted in query.expect.items()
        )

    assert any(map(agrees, found))
