"""Words that Indonesian names carry and that do not tell who somebody is; and writings of one name.

Retyped from the project's own table of name variants (`name_variants.csv`: written from general knowledge, its old
spellings after the package doeloe 0.0.1). Everything is in small letters without dots.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Written before a name, and no part of it.
TITLES_BEFORE = _set(
    "h hj kh k ust ustad ustaz ustadz ustadzah dr drg drs dra drh ir prof r tgk hajjah haji pak bu bapak ibu mama mas mbak mbah "
    "bang kak tuan tn nyonya ny nn nona sdr sdri sdra almarhum almarhumah alm almh"
)
# Written after it: degrees.
TITLES_AFTER = _set(
    "sh se st ssos spd skom spsi skep msi mm amd skm mpd mh sag mag sip mkes mkom mt mp sp spt ssi sst sstp str ners skg sked "
    "skh sthi sthum shum mhum shi spdi mpdi amk amdkeb amdkep sfarm apt mpsi phd mba ma lc spog spa bsc msc"
)
PATRONYMIC = frozenset({"bin", "binti", "bt", "bte", "binte", "bint"})
ALIAS = r"\b(?:alias|als|aka|a\.l\.?|(?:biasa |sering )?(?:dipanggil|panggilan)|nama panggilan)\b[.:]?|[@()/;]"

# Lineage and customary names, and clans: kept, but one side often lacks them.
LINEAGE = _set(
    "dt datuak datuk sutan syarif syarifah dayang awang raden gusti uray urai aji andi daeng wayan made nyoman ketut putu gede "
    "kadek komang ida bagus cut teuku t tgk tengku teungku pangeran ratu nyi i ni sirait hutapea damanik siregar nasution lubis "
    "harahap simanjuntak sinaga situmorang sitorus sihombing simatupang tampubolon panjaitan pasaribu manurung ginting tarigan "
    "sembiring purba saragih hasibuan batubara siahaan pardede marpaung gultom silalahi pane"
)

# Writings of one name that no rule of sound brings together.
SAME = {
    other: name
    for name, others in {
        "muhammad": "mohammad mohamad muhamad mohamed muhamed mohammed muhammed moh moch mochamad mochammad mochamat muh mohd md mhd "
        "muhamat muhammat mukhamad mukhammad",
        "ahmad": "achmad akhmad ahmat akhmat achmat ahmed amad",
        "abdul": "abd abdoel abdur abdus abdu abdud abdun",
        "siti": "sitti st sity zitti",
        "nur": "noer noor nurul noerul noorul",
        "sri": "srie serie seri",
        "joko": "jaka djoko djaka",
        "kristina": "christina cristina kristin christin khristina",
    }.items()
    for other in others.split()
}  # fmt: skip
# Letters that stand for a name, only as the first of several words; they say little.
INITIALS = {"m": "muhammad", "a": "ahmad"}

# Alike in sound or by one letter, and yet two names. Endings of the same kind are told apart by `likeness`.
APART = frozenset({frozenset({"dewi", "dwi"}), frozenset({"devi", "dwi"}), frozenset({"ratna", "ratno"})})

# Not a name at all. Compared with the whole text, small letters, without signs.
PLACEHOLDER = (
    r"(?:(?:orang|laki laki|perempuan|wanita|pria|anak|bayi|korban|pelaku|terlapor|pelapor|saksi|ibu|bapak|istri|suami)\s*)*"
    r"(?:"
    r"(?:tanpa|tidak|tak|tdk|belum|blm)(?: (?:ada|di|ber|mau|ingin|mempunyai|punya|ketahui|diketahui|tahu|jelas|disebut|disebutkan"
    r"|menyebut|menyebutkan|diberi|terdata|terisi|bernama|nama|namanya|dikenal))*"
    r"|n ?n|n ?a|nihil|kosong|anonim|anonymous|unknown|no ?name|noname|hamba allah|fulan|fulanah|polan|samaran|dirahasiakan|rahasia"
    r"|(?:mr|mrs|ms|tn|ny|nn|sdr|sdri)? ?x+|[x]+|\?+|-+"
    r"|(?:bayi|by)(?: .*)?"
    r"|(?:anak|an)(?: (?:dari|si|laki laki|perempuan))?(?: (?:ny|nyonya|ibu|bapak|tn|tuan|bu|pak|nn))(?: .*)?"
    r"|anak dari .*"
    r"|anak(?: (?:ke|nomor|no))? ?(?:\d+|[ivx]+|pertama|kedua|ketiga|keempat|kelima|sulung|bungsu)(?: .*)?"
    r"|(?:bayi|anak|korban|pelaku|terlapor|saksi|pelapor|perempuan|laki laki|wanita|pria)(?: ?[a-z0-9])?"
    r")"
)
