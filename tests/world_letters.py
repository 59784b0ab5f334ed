"""Letters to many areas, for tests that go to every address: a draft, and one that went out."""

from typing import Any

from tests.cast import NOW, Cast
from tuntas.files.tests.make import paper, upload
from tuntas.letters import links
from tuntas.letters.actions import batch_signing, batches, recipients, signing
from tuntas.letters.models import BatchScan, Delivery
from tuntas.letters.states import Way
from tuntas.letters.tests.make_batches import make_draft, make_made


def letters(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments by name."""
    draft = make_draft(cast)
    made = make_made(cast)
    mailed = made.deliveries.order_by("position")[0]
    recipients.address(mailed, email="kelurahan@contoh.test", by=cast.secretariat, at=NOW)
    sent = batches.send(made, way=Way.HAND, by_mail=True, by=cast.secretariat, at=NOW)
    row = Delivery.objects.select_related("letter").filter(batch=sent).order_by("position")[1]
    assert row.letter
    copy = signing.keep(row.letter, upload(paper()), by=cast.secretariat, at=NOW)
    batch_signing.by_hand(sent, upload(paper()), by=cast.secretariat, at=NOW)
    return {
        "batch_scan": {"pk": BatchScan.objects.get(signing__batch=sent).pk},
        "batch": {"pk": draft.pk},
        "batch_step": {"pk": draft.pk, "step": "hentikan"},
        "batch_kind": {"kind": "notification"},
        "paper_kind": {"kind": "assignment"},
        "sent_batch": {"pk": sent.pk},
        "signed_copy": {"pk": copy.pk},
        "delivery": {"pk": row.pk},
        "letter_code": {"token": row.letter.token},
        "letter_link": {"token": links.token_of(mailed)},
    }
