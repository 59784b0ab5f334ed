"""Who sees the register, its letters, and batches of them."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.areas.states import Level
from tuntas.letters.states import OPEN_KINDS
from tuntas.obligations.models import Wall

if TYPE_CHECKING:
    from tuntas.letters.models import Batch, Delivery, Letter  # noqa: F401 - named in quotes


class LetterQuerySet(QuerySet["Letter"]):
    """Letters of agencies within reach; none behind a wall."""

    def visible_to(self, actor: Actor, permission: Permission = Permission.LETTER_VIEW) -> Self:
        """The register as the actor sees it: number, date, neutral subject. The content is another permission.

        Who may send letters of an agency sees those that are about nobody, as in its batches.
        """
        within = reach(actor, permission)
        if permission is Permission.LETTER_VIEW:
            within |= Q(kind__in=sorted(OPEN_KINDS), dossier_id__isnull=True) & reach(actor, Permission.LETTER_SEND)
        return self.filter(within).exclude(dossier_id__in=Wall.objects.hidden_dossiers(actor))

    def unsigned(self) -> Self:
        """Those that count and carry no electronic signature that was found good."""
        return self.filter(voided_at__isnull=True).exclude(signed_copies__good=True)


class BatchQuerySet(QuerySet["Batch"]):
    """Batches of agencies within reach. They are about nobody, so there is no wall."""

    def visible_to(self, actor: Actor) -> Self:
        """For those who send letters of an agency, and for those who read its register."""
        return self.filter(reach(actor, Permission.LETTER_VIEW) | reach(actor, Permission.LETTER_SEND))

    def with_counts(self) -> Self:
        """`recipients` and `confirmed` of each, for lists."""
        return self.annotate(
            recipients=Count("deliveries"),
            confirmed=Count("deliveries", filter=Q(deliveries__receipt_at__isnull=False)),
        )


class DeliveryQuerySet(QuerySet["Delivery"]):
    """Lines of a batch; the batch says who sees them."""

    def visible_to(self, actor: Actor) -> Self:
        """With their batch."""
        return self.filter(
            reach(actor, Permission.LETTER_VIEW, agency="batch__agency", area_path="batch__area_path")
            | reach(actor, Permission.LETTER_SEND, agency="batch__agency", area_path="batch__area_path")
        )

    def waiting(self) -> Self:
        """Sent, and nothing heard; of a letter that was voided nothing is expected."""
        return self.filter(sent_at__isnull=False, receipt_at__isnull=True, letter__voided_at__isnull=True)

    def reminded(self) -> Self:
        """Those to which a reminder has gone out."""
        return self.filter(reminders__sent_at__isnull=False).distinct()

    def with_reminded(self) -> Self:
        """`reminded`: whether a reminder to it has gone out."""
        return self.annotate(reminded=Exists(self.model.objects.filter(reminds=OuterRef("pk"), sent_at__isnull=False)))

    def counted(self) -> dict[str, int]:
        """How many there are, have a letter, went out, were confirmed, are waited for."""
        return self.aggregate(
            total=Count("pk"), numbered=Count("letter"), sent=Count("sent_at"), confirmed=Count("receipt_at"),
            mail_failed=Count("pk", filter=Q(mail_failed=True)),
            silent=Count(
                "pk", filter=Q(sent_at__isnull=False, receipt_at__isnull=True, letter__voided_at__isnull=True)
            ),
        )  # fmt: skip

    def by_level(self) -> list[tuple[str, int, int]]:
        """For each level its word, how many there are, how many were confirmed."""
        rows = self.values("level").annotate(total=Count("pk"), confirmed=Count("receipt_at")).order_by("level")
        return [(Level(row["level"]).label, row["total"], row["confirmed"]) for row in rows]
