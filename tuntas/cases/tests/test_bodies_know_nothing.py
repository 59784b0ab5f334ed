"""Members of a working group learn nothing of cases from its pages."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast, sign_in
from tuntas.access.roles import Role
from tuntas.bodies.tests.make import make_body, make_seat
from tuntas.cases.tests.make import NAME, STORY, make_case, make_party


def test_a_member_reads_of_the_body_and_of_no_case(cast: Cast, client: Client) -> None:
    body, officer = make_body(cast), cast.by_role[Role.POLICE_PPA]
    case = make_case(cast, area=cast.south_village)
    make_party(case)
    sign_in(client, officer)
    assert client.get(reverse("bodies:detail", args=[body.pk])).status_code == 404
    make_seat(body, agency=cast.agencies["police"], holder="Uji Kanit")
    text = ""
    for name in ("detail", "decrees", "members", "secretariat"):
        answer = client.get(reverse(f"bodies:{name}", args=[body.pk]))
        assert answer.status_code == 200
        text += answer.content.decode()
    assert 'href="/meja/kelompok/"' in text  # in the navigation
    assert not [word for word in (case.number, STORY, NAME, str(case.pk)) if word in text]
    assert client.get(reverse("cases:detail", args=[case.pk])).status_code == 404
