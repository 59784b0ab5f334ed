"""The lists follow the vocabulary that is typed into SIMFONI PPA: nothing of it is missing."""

from tuntas.cases.states import Context, LegalStep, PlaceType, Relation, ServiceKind
from tuntas.intake.states import ViolenceType
from tuntas.people.states import Disability, Education, Marital, Work


def test_the_eight_services_have_the_numbers_of_the_ministry() -> None:
    assert [kind.value for kind in ServiceKind] == list(range(1, 9))
    assert [kind.label for kind in ServiceKind] == [
        "Pengaduan", "Kesehatan", "Bantuan hukum", "Penegakan hukum", "Rehabilitasi sosial", "Reintegrasi sosial", "Pemulangan",
        "Pendampingan tokoh agama",
    ]  # fmt: skip


def test_each_list_has_every_value_of_the_register() -> None:
    assert {"physical", "psychological", "sexual", "exploitation", "trafficking", "neglect", "other"} <= set(
        ViolenceType
    )
    assert {"household", "workplace", "school", "public", "short_course", "online", "other"} <= set(PlaceType)
    assert {"none", "preschool", "primary", "lower_secondary", "upper_secondary", "tertiary", ""} <= set(Education)
    assert {"none", "student", "housewife", "private", "civil", "trade_farm_fish", "working", ""} <= set(Work)
    assert {"single", "civil", "religious", "customary", "none", "divorced"} <= set(Marital)
    assert {
        "parent", "family", "spouse", "former_spouse", "partner_or_friend", "neighbour", "teacher", "employer", "colleague",
        "other", "",
    } <= set(Relation)  # fmt: skip
    assert {"physical", "intellectual", "mental", "sensory", "multiple"} <= set(Disability)
    assert {
        "reported", "examination", "investigation", "arrest", "detention", "search", "seizure", "pre_prosecution", "prosecution",
        "first_court", "appeal", "cassation", "diversion",
    } <= set(LegalStep)  # fmt: skip


def test_what_happened_and_in_which_context_are_two_lists() -> None:
    assert not {kind.label for kind in ViolenceType} & {context.label for context in Context}
