"""Whether the house is alive, for whoever watches it from outside: two words, no details."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuntas.obligations.models import Heartbeat


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view is given its request
    """200 while database and worker answer, else 503."""
    try:
        late = Heartbeat.objects.silent_for(timezone.now()) is not None
    except DatabaseError:
        return JsonResponse({"database": "late", "worker": "late"}, status=503)
    return JsonResponse({"database": "ok", "worker": "late" if late else "ok"}, status=503 if late else 200)
