"""What happens to files by itself."""

from procrastinate.contrib.django import app

from tuntas.core.models import DossierKey
from tuntas.files.models import FileChunk


@app.task(name="tuntas.files.jobs.sweep")
def sweep(timestamp: int = 0) -> None:
    """Delete pieces whose dossier has no key: a restored backup may bring them back, and nobody can read them.

    Erasing deletes the pieces itself; this finds what came back afterwards.
    """
    gone = set(FileChunk.objects.values_list("dossier_id", flat=True).distinct()) - set(
        DossierKey.objects.values_list("id", flat=True)
    )
    FileChunk.objects.filter(dossier_id__in=gone).delete()
