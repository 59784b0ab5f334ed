"""Kinds of agencies, channels of contact, services, and the one number that is always shown."""

from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices


class AgencyKind(TextChoices):
    """What an institution is; decides its place in ladders and suggestions, never its rights."""

    UPTD_PPA = "uptd_ppa", "UPTD PPA"
    P2TP2A = "p2tp2a", "P2TP2A"
    AGENCY_WOMEN_CHILD = "agency_women_child", "Dinas PPPA"
    DISTRICT_SECRETARIAT = "district_secretariat", "Sekretariat kecamatan"
    DISTRICT = "district", "Kecamatan"
    POLICE = "police", "Kepolisian"
    SATPOL_PP = "satpol_pp", "Satpol PP"
    AGENCY_HEALTH = "agency_health", "Dinas Kesehatan"
    HEALTH_CENTER = "health_center", "Puskesmas / rumah sakit"
    AGENCY_SOCIAL = "agency_social", "Dinas Sosial"
    AGENCY_EDUCATION = "agency_education", "Dinas Pendidikan"
    SHELTER = "shelter", "Rumah aman"
    KPAD = "kpad", "KPAD"
    NGO = "ngo", "LSM"
    TASK_FORCE = "task_force", "Gugus Tugas TPPO"
    RELIGIOUS_AFFAIRS = "religious_affairs", "Kantor Kementerian Agama"
    MIGRANT_PROTECTION = "migrant_protection", "BP3MI"
    IMMIGRATION = "immigration", "Kantor Imigrasi"
    LPSK = "lpsk", "LPSK"
    LEGAL_AID = "legal_aid", "Lembaga bantuan hukum"
    CIVIL_REGISTRY = "civil_registry", "Dinas Kependudukan dan Pencatatan Sipil"
    GOVERNMENT = "government", "Pemerintah daerah"
    OTHER = "other", "Lembaga lain"


class Service(TextChoices):
    """The eight service kinds of SIMFONI PPA."""

    COMPLAINT = "complaint", "Pengaduan"
    HEALTH = "health", "Kesehatan"
    LEGAL_AID = "legal_aid", "Bantuan hukum"
    LAW_ENFORCEMENT = "law_enforcement", "Penegakan hukum"
    SOCIAL_REHABILITATION = "social_rehabilitation", "Rehabilitasi sosial"
    SOCIAL_REINTEGRATION = "social_reintegration", "Reintegrasi sosial"
    REPATRIATION = "repatriation", "Pemulangan"
    SPIRITUAL = "spiritual", "Pendampingan tokoh agama"


class ContactChannel(TextChoices):
    """How the public reaches an agency."""

    PHONE = "phone", "Telepon"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", "Surel"
    ADDRESS = "address", "Alamat"


class Weekday(IntegerChoices):
    """ISO: Monday is 1."""

    MONDAY = 1, "Senin"
    TUESDAY = 2, "Selasa"
    WEDNESDAY = 3, "Rabu"
    THURSDAY = 4, "Kamis"
    FRIDAY = 5, "Jumat"
    SATURDAY = 6, "Sabtu"
    SUNDAY = 7, "Minggu"


@dataclass(frozen=True)
class Hotline:
    """A number of the state, shown to the public whatever else is verified."""

    name: str
    phone: str
    whatsapp: str
    source: str


# Ministry of Women's Empowerment and Child Protection: free of charge, day and night.
SAPA_129 = Hotline(
    name="SAPA 129",
    phone="129",
    whatsapp="08111-129-129",
    source="Kementerian PPPA, Layanan SAPA 129",
)
