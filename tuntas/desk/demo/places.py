"""Agencies of the demo: all numbers are fictitious (0561-000…)."""

from dataclasses import dataclass

from tuntas.agencies.states import AgencyKind as K
from tuntas.agencies.states import Service

CITY = "61.71"


@dataclass(frozen=True)
class Place:
    """One agency: key, name, short name, kind, area code, key of the parent, services, does it receive, public number."""

    key: str
    name: str
    short: str
    kind: K
    area: str = CITY
    parent: str = ""
    services: tuple[Service, ...] = ()
    receives: bool = False
    phone: str = ""
    always: bool = False
    emergency: bool = False


DISTRICTS = {
    "61.71.01": "Pontianak Selatan",
    "61.71.02": "Pontianak Timur",
    "61.71.03": "Pontianak Barat",
    "61.71.04": "Pontianak Utara",
    "61.71.05": "Pontianak Kota",
    "61.71.06": "Pontianak Tenggara",
}

PLACES = (
    Place("city", "Pemerintah Kota Pontianak", "Pemkot", K.GOVERNMENT),
    Place(
        "dinas",
        "Dinas Pengendalian Penduduk, KB, Pemberdayaan Perempuan dan Perlindungan Anak Kota Pontianak",
        "DP2KBP3A",
        K.AGENCY_WOMEN_CHILD,
        parent="city",
        services=(Service.COMPLAINT,),
        receives=True,
        phone="0561-000-100",
    ),
    Place(
        "unit",
        "UPTD PPA Kota Pontianak",
        "UPTD PPA",
        K.UPTD_PPA,
        parent="dinas",
        services=(Service.COMPLAINT, Service.LEGAL_AID, Service.SOCIAL_REHABILITATION),
        receives=True,
        phone="0561-000-101",
    ),
    Place("shelter", "Rumah Aman Kota Pontianak", "Rumah Aman", K.SHELTER, parent="unit", always=True),
    Place(
        "police",
        "Polresta Pontianak, Unit PPA",
        "Polresta",
        K.POLICE,
        services=(Service.LAW_ENFORCEMENT,),
        phone="0561-000-110",
        always=True,
        emergency=True,
    ),
    Place("satpol", "Satuan Polisi Pamong Praja Kota Pontianak", "Satpol PP", K.SATPOL_PP, parent="city", always=True),
    Place(
        "health", "Dinas Kesehatan Kota Pontianak", "Dinkes", K.AGENCY_HEALTH, parent="city", services=(Service.HEALTH,)
    ),
    Place(
        "hospital",
        "Rumah Sakit Kota (contoh)",
        "RS Kota",
        K.HEALTH_CENTER,
        parent="health",
        services=(Service.HEALTH,),
        phone="0561-000-118",
        always=True,
        emergency=True,
    ),
    Place(
        "social",
        "Dinas Sosial Kota Pontianak",
        "Dinsos",
        K.AGENCY_SOCIAL,
        parent="city",
        services=(Service.SOCIAL_REHABILITATION,),
    ),
    Place(
        "education", "Dinas Pendidikan dan Kebudayaan Kota Pontianak", "Disdikbud", K.AGENCY_EDUCATION, parent="city"
    ),
    Place(
        "kpad",
        "Komisi Perlindungan Anak Daerah Kota Pontianak",
        "KPAD",
        K.KPAD,
        services=(Service.COMPLAINT,),
        phone="0561-000-102",
    ),
    Place(
        "ngo",
        "Yayasan Rumah Tenang (contoh)",
        "Rumah Tenang",
        K.NGO,
        services=(Service.LEGAL_AID,),
        phone="0561-000-103",
    ),
    Place("task_force", "Gugus Tugas TPPO Kota Pontianak", "Gugus Tugas", K.TASK_FORCE, parent="city"),
    *(
        Place(
            f"district-{code[-2:]}",
            f"Kecamatan {name}",
            f"Kec. {name}",
            K.DISTRICT,
            area=code,
            parent="city",
        )
        for code, name in DISTRICTS.items()
    ),
    *(
        Place(
            f"secretariat-{code[-2:]}",
            f"Sekretariat Pokja Kecamatan {name}",
            f"Sekr. {name}",
            K.DISTRICT_SECRETARIAT,
            area=code,
            parent=f"district-{code[-2:]}",
            services=(Service.COMPLAINT,),
            receives=True,
            phone=f"0561-000-2{code[-2:]}",
        )
        for code, name in DISTRICTS.items()
    ),
)

# Which unit receives: the UPTD PPA for the whole city; two secretariats already do so for their own kecamatan.
RECEIVERS = {CITY: "unit", "61.71.01": "secretariat-01", "61.71.04": "secretariat-04"}
