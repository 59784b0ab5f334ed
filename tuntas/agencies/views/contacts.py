"""Contacts for the public, and colleagues for duty."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.access.requests import StaffRequest
from tuntas.agencies import forms, policies
from tuntas.agencies.actions import contacts, duty_contacts
from tuntas.agencies.models import Agency, DutyContact, PublicContact
from tuntas.core.once import once


def _agency(request: StaffRequest, pk: UUID) -> Agency:
    return get_object_or_404(Agency.objects.visible_to(request.user), pk=pk)


def _contact(request: StaffRequest, pk: UUID) -> PublicContact:
    visible = Agency.objects.visible_to(request.user)
    return get_object_or_404(PublicContact.objects.filter(agency__in=visible).select_related("agency"), pk=pk)


def _person(request: StaffRequest, pk: UUID) -> DutyContact:
    known = Agency.objects.with_rota_for(request.user)
    return get_object_or_404(DutyContact.objects.filter(agency__in=known).select_related("agency"), pk=pk)


@once(PublicContact, "agencies:detail", shown="agency_id")
def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A number or address for the public."""
    agency = _agency(request, pk)
    policies.check_edit(request.user, agency)
    form = forms.Contact(request.POST or None)
    if form.is_valid():
        contacts.add(agency, row_id=request.row_id, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Kontak dicatat. Kontak ini tampil untuk umum sesudah diperiksa.")
        return redirect("agencies:detail", pk=agency.pk)
    return render(request, "agencies/contact.html", {"form": form, "agency": agency, "contact": None})


def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another number needs to be verified anew."""
    contact = _contact(request, pk)
    policies.check_edit(request.user, contact.agency)
    form = forms.Contact(request.POST or None, contact=contact)
    if form.is_valid():
        contacts.edit(contact, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Kontak disimpan.")
        return redirect("agencies:detail", pk=contact.agency_id)
    return render(request, "agencies/contact.html", {"form": form, "agency": contact.agency, "contact": contact})


@require_POST
def verify(request: StaffRequest, pk: UUID) -> HttpResponse:
    """I have tried it; it works."""
    contact = _contact(request, pk)
    contacts.verify(contact, by=request.user, at=timezone.now())
    messages.success(request, f"{contact.value} tercatat diperiksa hari ini.")
    return redirect("agencies:detail", pk=contact.agency_id)


@require_POST
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Off the list."""
    contact = _contact(request, pk)
    contacts.remove(contact, by=request.user, at=timezone.now())
    messages.success(request, f"{contact.value} dihapus dari daftar.")
    return redirect("agencies:detail", pk=contact.agency_id)


@once(DutyContact, "agencies:detail", shown="agency_id")
def add_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague who can be rung."""
    agency = get_object_or_404(Agency.objects.with_rota_for(request.user), pk=pk)
    policies.check_rota(request.user, agency)
    at = timezone.now()
    form = forms.DutyPerson(request.POST or None, people=policies.accounts_of(agency, at))
    if form.is_valid():
        person = duty_contacts.add(agency, row_id=request.row_id, by=request.user, at=at, **form.given())
        messages.success(request, f"{person.name} menjadi kontak piket.")
        return redirect("agencies:detail", pk=agency.pk)
    return render(request, "agencies/person.html", {"form": form, "agency": agency, "person": None})


def edit_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another number, position or account."""
    person = _person(request, pk)
    policies.check_rota(request.user, person.agency)
    at = timezone.now()
    form = forms.DutyPerson(request.POST or None, people=policies.accounts_of(person.agency, at), contact=person)
    if form.is_valid():
        duty_contacts.edit(person, by=request.user, at=at, **form.given())
        messages.success(request, "Kontak piket disimpan.")
        return redirect("agencies:detail", pk=person.agency_id)
    return render(request, "agencies/person.html", {"form": form, "agency": person.agency, "person": person})


@require_POST
def end_person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No longer to be rung."""
    person = _person(request, pk)
    duty_contacts.end(person, by=request.user, at=timezone.now())
    messages.success(request, f"{person.name} tidak lagi menjadi kontak piket.")
    return redirect("agencies:detail", pk=person.agency_id)
