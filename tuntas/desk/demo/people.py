"""People who work in the demo: one for each role, more where an office needs them. Names are invented."""

from dataclasses import dataclass

from tuntas.access.roles import Role as R
from tuntas.desk.demo.places import CITY, DISTRICTS

PASSWORD = "coba-tuntas-2026"  # noqa: S105 - published on purpose: demo only, refused elsewhere


@dataclass(frozen=True)
class Person:
    """Who: e-mail before the @, name, role, key of the agency, code of the area."""

    login: str
    name: str
    role: R
    agency: str
    area: str = CITY

    @property
    def email(self) -> str:
        """The sign-in name."""
        return f"{self.login}@demo.test"


PEOPLE = (
    Person("petugas", "Rahmi Contoh", R.HOTLINE_OFFICER, "unit"),
    Person("petugas2", "Dedi Contoh", R.HOTLINE_OFFICER, "unit"),
    Person("manajer", "Yuliana Contoh", R.CASE_MANAGER, "unit"),
    Person("supervisor", "Marlina Contoh", R.SUPERVISOR, "unit"),
    Person("kepala", "Suryani Contoh", R.UNIT_HEAD, "unit"),
    Person("pendamping", "Tuti Contoh", R.COMPANION_WORKER, "unit"),
    Person("psikolog", "Anita Contoh", R.PSYCHOLOGIST, "unit"),
    Person("hukum", "Bonar Contoh", R.LEGAL_COUNSELLOR, "unit"),
    Person("mediator", "Hasanah Contoh", R.MEDIATOR, "unit"),
    Person("data", "Ferdi Contoh", R.DATA_OFFICER, "unit"),
    Person("admin", "Galih Contoh", R.SYSTEM_ADMIN, "city"),
    Person("dinas", "Nurhayati Contoh", R.LEADERSHIP, "dinas"),
    Person("auditor", "Lestari Contoh", R.AUDITOR, "city"),
    Person("sekda", "Iskandar Contoh", R.LEADERSHIP, "city"),
    Person("gugustugas", "Wahyu Contoh", R.TASK_FORCE_SECRETARIAT, "task_force"),
    Person("polisi", "Sinta Contoh", R.POLICE_PPA, "police"),
    Person("kapolres", "Ridwan Contoh", R.LEADERSHIP, "police"),
    Person("satpol", "Hendra Contoh", R.AGENCY_MEMBER, "satpol"),
    Person("kasatpol", "Syamsul Contoh", R.LEADERSHIP, "satpol"),
    Person("kesehatan", "Dewi Contoh", R.HEALTH_OFFICER, "hospital"),
    Person("dinkes", "Arief Contoh", R.LEADERSHIP, "health"),
    Person("sosial", "Mega Contoh", R.AGENCY_MEMBER, "social"),
    Person("sekolah", "Pak Budi Contoh", R.SCHOOL_CONTACT, "education"),
    Person("rumahaman", "Sari Contoh", R.SHELTER_OFFICER, "shelter"),
    Person("kpad", "Niko Contoh", R.KPAD, "kpad"),
    Person("lsm", "Vera Contoh", R.AGENCY_MEMBER, "ngo"),
    Person("satgas", "Udin Contoh", R.RESPONSE_TEAM, "unit"),
    Person("kader", "Ibu Ros Contoh", R.CADRE, "secretariat-01", "61.71.01"),
    *(
        Person(f"sekretariat{code[-2:]}", f"Admin {name} Contoh", R.SECRETARIAT_ADMIN, f"secretariat-{code[-2:]}", code)
        for code, name in DISTRICTS.items()
    ),
    *(
        Person(f"camat{code[-2:]}", f"Camat {name} Contoh", R.LEADERSHIP, f"district-{code[-2:]}", code)
        for code, name in DISTRICTS.items()
    ),
)
