"""Handing out a file. The higher app owns the address and has asked who may see it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tuntas.access.actors import Actor
from tuntas.core.vault import Erased
from tuntas.files.actions import files
from tuntas.files.models import File
from tuntas.files.states import Kind

CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"


def serve(request: HttpRequest, file: File, *, inline: bool) -> HttpResponse:
    """The content, recorded as read; 410 when its dossier has been erased. Only pictures are shown inline.

    Raises Denied for a file that was taken away or lies behind a wall. The name in the download says nothing about
    anybody: it stays on the disk of whoever saves it.
    """
    try:
        content = files.read(file, by=cast(Actor, request.user), at=timezone.now())
    except Erased:
        return render(request, "files/gone.html", status=410)
    way = "inline" if inline and file.kind == Kind.PHOTO else "attachment"
    ending = "jpg" if file.kind == Kind.PHOTO else "pdf"
    response = HttpResponse(content, content_type=str(file.media_type))
    response["Content-Disposition"] = f'{way}; filename="berkas-{file.pk.hex[-8:]}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CLOSED
    response["Cache-Control"] = "no-store"
    return response
