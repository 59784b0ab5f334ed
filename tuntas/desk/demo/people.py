"""People who work in the demo: one for each role, more where an office needs them. Names are invented."""

from dataclasses import dataclass

from tuntas.access.roles import Role
from tuntas.desk.demo.places import CITY, DISTRICTS

PASSWORD = "coba-tuntas-2026"  # noqa: S105 - published on purpose: demo only, refused elsewhere


@dataclass(frozen=True)
class Person:
    """Who: e-mail before the @, name, role, key of the agency, code of the area."""

    login: str
    name: str
    role: Role
    agency: str
    area: str = CITY

    @property
    def email(self) -> str:
        """The sign-in name."""
        return f"{self.login}@demo.test"


PEOPLE = (
    Person("petugas", "Rahmi Contoh", Role.HOTLINE_OFFICER, "unit"),
    Person("petugas2", "Dedi Contoh", Role.HOTLINE_OFFICER, "unit"),
    Person("manajer", "Yuliana Contoh", Role.CASE_MANAGER, "unit"),
    Person("manajer2", "Ratih Contoh", Role.CASE_MANAGER, "unit"),
    Person("supervisor", "Marlina Contoh", Role.SUPERVISOR, "unit"),
    Person("kepala", "Suryani Contoh", Role.UNIT_HEAD, "unit"),
    Person("pendamping", "Tuti Contoh", Role.COMPANION_WORKER, "unit"),
    Person("psikolog", "Anita Contoh", Role.PSYCHOLOGIST, "unit"),
    Person("hukum", "Bonar Contoh", Role.LEGAL_COUNSELLOR, "unit"),
    Person("mediator", "Hasanah Contoh", Role.MEDIATOR, "unit"),
    Person("data", "Ferdi Contoh", Role.DATA_OFFICER, "unit"),
    Person("admin", "Galih Contoh", Role.SYSTEM_ADMIN, "city"),
    Person("dinas", "Nurhayati Contoh", Role.LEADERSHIP, "dinas"),
    Person("auditor", "Lestari Contoh", Role.AUDITOR, "city"),
    Person("sekda", "Iskandar Contoh", Role.LEADERSHIP, "city"),
    Person("gugustugas", "Wahyu Contoh", Role.TASK_FORCE_SECRETARIAT, "task_force"),
    Person("polisi", "Sinta Contoh", Role.POLICE_PPA, "police"),
    Person("kapolres", "Ridwan Contoh", Role.LEADERSHIP, "police"),
    Person("satpol", "Hendra Contoh", Role.AGENCY_MEMBER, "satpol"),
    Person("kasatpol", "Syamsul Contoh", Role.LEADERSHIP, "satpol"),
    Person("kesehatan", "Dewi Contoh", Role.HEALTH_OFFICER, "hospital"),
    Person("dinkes", "Arief Contoh", Role.LEADERSHIP, "health"),
    Person("sosial", "Mega Contoh", Role.AGENCY_MEMBER, "social"),
    Person("sekolah", "Pak Budi Contoh", Role.SCHOOL_CONTACT, "education"),
    Person("rumahaman", "Sari Contoh", Role.SHELTER_OFFICER, "shelter"),
    Person("kpad", "Niko Contoh", Role.KPAD, "kpad"),
    Person("lsm", "Vera Contoh", Role.AGENCY_MEMBER, "ngo"),
    Person("satgas", "Udin Contoh", Role.RESPONSE_TEAM, "unit"),
    Person("kader", "Ibu Ros Contoh", Role.CADRE, "secretariat-01", "61.71.01"),
    *(
        Person(
            f"sekretariat{code[-2:]}", f"Admin {name} Contoh", Role.SECRETARIAT_ADMIN, f"secretariat-{code[-2:]}", code
        )
        for code, name in DISTRICTS.items()
    ),
    *(
        Person(f"camat{code[-2:]}", f"Camat {name} Contoh", Role.LEADERSHIP, f"district-{code[-2:]}", code)
        for code, name in DISTRICTS.items()
    ),
)
