"""The components of our pages as template tags: `{% load ui %}`. The catalogue is `docs/look.md`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tuntas.core import field_context, marks
from tuntas.core.ids import uuid7
from tuntas.core.once import FIELD, form_id

register = template.Library()

# Doors stand above core; it knows them by name only, and does without those that are not built.
PUBLIC_LINKS = (("portal:services", "Layanan di dekat saya"), ("portal:privacy", "Apa yang kami simpan"))


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **options: Any) -> field_context.Context:
    """Label, hint, error and control of one form field, tied together for a screen reader."""
    return field_context.context(bound, **options)


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString:
    """The id of what this form makes: sent twice, it makes it once (see `core.once`)."""
    # Firefox would give a page that is loaded again the id of before.
    value = form_id(context["request"]) or uuid7()
    return format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', FIELD, value)


@register.inclusion_tag("components/errors.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """All that is wrong in these forms, each a link to its field; nothing when all is well."""
    problems = []
    for form in forms:
        problems += [{"text": text, "target": ""} for text in form.non_field_errors()]
        for bound in form:
            if bound.is_hidden:
                problems += [{"text": text, "target": ""} for text in field_context.errors(bound)]
            else:
                target = field_context.target(bound)
                problems += [{"text": text, "target": target} for text in field_context.errors(bound)]
    return {"problems": problems, "id": "ada-kesalahan"}


@register.inclusion_tag("components/button.html")
def button(label: str, **options: Any) -> dict[str, Any]:
    """A button; with `reason` it stays in reach of the keyboard, does nothing, and says why."""
    reason = str(options.pop("reason", None) or "")
    name = options.pop("id", "")
    if reason and not name:
        name = marks.anchor(label, reason)
    return {
        "label": label,
        "id": name,
        "kind": options.pop("kind", "primary"),
        "url": options.pop("url", ""),
        "name": options.pop("name", ""),
        "value": options.pop("value", ""),
        "form": options.pop("form", ""),
        "reason": reason,
        **marks.nothing_left(options),
    }


@register.inclusion_tag("components/tag.html")
def tag(label: str, kind: str = "open") -> dict[str, Any]:
    """A state: its word, a shape and a colour, so that it holds in black and white."""
    return {"label": label, "kind": kind, "shape": marks.SHAPES[kind]}


@register.inclusion_tag("components/tag.html")
def risk(value: str, *, short: bool = False) -> dict[str, Any]:
    """The danger of a report: TINGGI, SEDANG, RENDAH, or not judged yet; `short` under a heading "Risiko"."""
    kind, label = marks.RISKS.get(str(value).upper(), ("risk-none", "belum dinilai"))
    return {"label": label if short else f"Risiko {label}", "kind": kind, "shape": marks.SHAPES[kind]}


@register.simple_tag
def exit_button() -> SafeString:
    """The way out of a sensitive page; a plain link when scripts are off."""
    return _exit_button(_url("portal:exit") or getattr(settings, "EXIT_PATH", "/keluar"))


@lru_cache(maxsize=8)  # the same on every page
def _exit_button(url: str) -> SafeString:
    return render_to_string("components/exit.html", {"exit_url": url})


@register.simple_tag
def public_links() -> SafeString:
    """The links at the foot of the public pages, as far as they are installed."""
    return _public_links(tuple((_url(name), label) for name, label in PUBLIC_LINKS))


@lru_cache(maxsize=8)  # the same on every page
def _public_links(found: tuple[tuple[str, str], ...]) -> SafeString:
    links = [{"url": url, "label": label} for url, label in found if url]
    return render_to_string("components/public_links.html", {"links": links})


@register.inclusion_tag("components/messages.html", takes_context=True)
def message_list(context: Context) -> dict[str, Any]:
    """What the last action has to say, once. An error page has no request and stays silent."""
    request = context.get("request")
    stored: Iterable[Any] = get_messages(request) if isinstance(request, HttpRequest) else ()
    return {"messages": [marks.notice(str(each), each.level_tag) for each in stored]}


@register.inclusion_tag("components/notice.html")
def notice(text: str, kind: str = "info", title: str = "") -> dict[str, str]:
    """One sentence set apart: info (law, notes), late, danger or done."""
    return {**marks.notice(text, kind), "title": title}


@register.inclusion_tag("components/next.html", takes_context=True)
def next_page(context: Context, key: object, label: str = "Berikutnya", param: str = "after") -> dict[str, str]:
    """A link to the rows after `key`, with every filter kept; nothing when there are none."""
    if not key:
        return {"url": "", "label": label}
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    if query is None:
        return {"url": str(format_html("?{}={}", param, key)), "label": label}
    query[param] = str(key)
    return {"url": f"?{query.urlencode()}", "label": label}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, url: str = "") -> dict[str, Any]:
    """How far long work has come. With `url` it asks again by itself; the link works without scripts."""
    ended = total > 0 and done >= total
    return {"done": done, "total": total, "label": label, "url": "" if ended else url, "ended": ended}


@register.simple_tag
def moment(value: Any, zone: Any = None, style: str = "full") -> SafeString:
    """A moment with its zone: 22 Nov 2026 14.05 WIB; style "short" without the year, "long" with the weekday."""
    return marks.moment(value, zone, style=style)


@register.simple_tag
def day(value: Any, *, long: bool = False) -> SafeString:
    """A day: 22 Nov 2026, or Minggu, 22 November 2026."""
    return marks.day(value, long=long)


@register.simple_tag
def due(value: Any, now: Any, zone: Any = None) -> SafeString:
    """A deadline seen from `now`: "lewat 9 menit", "sampai 17.30", "sampai 24 Nov 08.00"."""
    return marks.due(value, now, zone)


@register.filter
def code_groups(value: str) -> str:
    """A secret code in groups of four, as it is read aloud and written down."""
    plain = "".join(str(value).split())
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def _url(name: str) -> str:
    return _reversed(name, get_resolver(get_urlconf()), get_script_prefix())


@lru_cache(maxsize=64)
def _reversed(name: str, _resolver: URLResolver, _prefix: str) -> str:
    """An address holds as long as the addresses of the installation do: neither changes while a process runs."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
