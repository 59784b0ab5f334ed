"""Names of people who do not exist: given and second names of many regions, written down from general knowledge.

Nothing here looks at how Tuntas compares names.
"""

import random


def _words(text: str) -> list[str]:
    return text.split()


FEMALE = _words(
    "Siti Sri Nur Dewi Dwi Tri Eka Fitri Fatimah Aisyah Rina Rini Rita Yuni Wati Yulia Yuliana Lestari Ratna Ratih "
    "Maria Marlina Christina Yohana Agustina Kartika Indah Ayu Putri Rahma Rahmawati Nurhayati Nurjanah Nuraini "
    "Aminah Maimunah Khadijah Zainab Halimah Rohani Rosmawati Rosnah Saodah Salmah Hasanah Hamidah Juwita Juliana "
    "Mega Melati Mawar Kencana Wulan Intan Permata Sari Puspita Anggraini Anisa Annisa Nabila Salsabila Zahra "
    "Azzahra Syifa Aulia Amelia Cahya Citra Diana Dian Desi Desy Eni Ernawati Elisabet Ester Evi Farida Fauziah "
    "Hesti Ida Ika Iis Imas Ira Irma Jamilah Kasih Komariah Laila Lilis Linda Lusiana Mariam Martha Meri Mira Nani "
    "Neneng Nia Ningsih Novita Oktavia Patimah Popi Rahel Rani Ratu Retno Risma Rosa Rukmini Sarah Selvi Sinta "
    "Sulastri Sumarni Sumiati Suryani Susanti Susi Tati Titin Tuti Umi Veronika Vina Wahyuni Widya Winarti Yanti "
    "Yeni Yosefina Yuyun Zulaiha Dayang Syarifah Uray Ni Cut"
)
MALE = _words(
    "Muhammad Ahmad Abdul Agus Budi Bambang Slamet Joko Eko Dwi Tri Hendra Hendri Heri Rizky Rizal Fajar Fadli "
    "Yusuf Ibrahim Ismail Iskandar Syarif Zainal Zulkifli Junaidi Jamaludin Jefri Yohanes Yosef Petrus Paulus "
    "Markus Matius Lukas Stefanus Antonius Andreas Alexander Suharto Sutrisno Sugeng Sukarno Suparman Supriadi "
    "Suryadi Susilo Suwito Sudirman Wahyu Wawan Wayan Made Ketut Nyoman Putu Gede Komang Cahyo Cahyono Catur "
    "Chandra Daud Deni Dedi Didik Edi Edy Endang Faisal Farhan Fauzan Ferdi Firman Galih Gilang Guntur Hadi Hafiz "
    "Haikal Hasan Husin Husein Hamzah Hamid Harun Haryanto Hidayat Idris Imam Indra Irfan Irwan Jaka Karim "
    "Kurniawan Latif Lukman Mahmud Mansur Marwan Mulyadi Mustafa Nanang Nasir Nugroho Panji Prasetyo Puji Rahmat "
    "Ramadhan Ramli Randi Reza Ridwan Roni Rudi Rusdi Saiful Samsul Sandi Satria Sigit Soleh Sunardi Surya Taufik "
    "Teguh Tono Toni Umar Usman Wahid Widodo Yanto Yudi Yusri Zaki Zidan Awang Gusti Andi Raden"
)
SECOND = _words(
    "Aminah Hidayah Hidayat Rahman Rahim Rahmawati Hakim Karim Ghani Jannah Huda Khasanah Azizah Saputra Saputri "
    "Pratama Pratiwi Wijaya Kusuma Kusumawati Lestari Wulandari Purnama Purnomo Santoso Setiawan Setiawati Gunawan "
    "Wibowo Utami Utomo Handayani Hartono Hartati Susanto Susanti Nugraha Firmansyah Ardiansyah Alamsyah Hermawan "
    "Kurniawati Ramadhani Maulana Maulida Syahputra Permana Permatasari Sirait Hutapea Damanik Siregar Nasution "
    "Lubis Harahap Simanjuntak Sinaga Situmorang Tarigan Ginting Sembiring Chaniago Koto Tanjung Piliang Daeng "
    "Tamrin Salim Tan Lim Wong Bun Djafar Basri Syafii Anwar Arifin Bakri Effendi Fadillah Fauzi Haris Hasanudin "
    "Ilyas Jaya Jayadi Kamaludin Khairul Mukti Nurdin Oktaviani Pangestu Qodir Rosyid Sanusi Suhendra Syamsudin "
    "Tarmizi Wahab Yulianto Yusup Zakaria Zulfikar Widjaja Laksana Mahendra Prasetya Puspitasari Anggraeni Safitri "
    "Damayanti Cahyani Melani Fitriani Yuliani Apriani Novianti"
)
# Javanese names are made of pieces: a long tail that no list holds.
FRONT = _words(
    "Su Har Wid Pur Sri Mar Mul Nar Sas Sar Kar Tug Ned Rus Sam Ses Yul Win War Par Ngat Leg Wag Pon Kas Dar Jum Sen"
)
MIDDLE = _words("a i o u an in on un ar or ir ad id am im as is at it")
MALE_END = _words("no to yo man di yanto wanto nardi jo min min so rjo dji wan tomo giyo diyono")
FEMALE_END = _words("ti ni yem wati ningsih sih lah nah rti yanti ningrum lastri rni nem tin")
ALIASES = _words(
    "Yati Iyem Ujang Asep Cici Kiki Memey Ucok Butet Upik Buyung Entin Ipit Opi Didit Nining Ncek Aseng Aliong Mamat"
)
PLACEHOLDERS = (
    "Tanpa nama", "NN", "N.N.", "Bayi Ny. Aminah", "Bayi Ny. X", "Mr. X", "Mrs X", "anak ke-2", "Anak ke 3", "TIDAK DIKETAHUI",
    "-", "Anonim", "Bayi Ny. Siti", "tidak ada nama", "Belum ada nama", "xxx", "Bayi perempuan", "Anak Tn. Budi", "Korban",
    "By. Ny. Rina",
)  # fmt: skip


def given(chance: random.Random, sex: str) -> str:
    """One given name, frequent ones more often."""
    if chance.random() < 0.3:
        return made(chance, sex)
    pool = FEMALE if sex == "f" else MALE
    return pool[
        min(int(chance.paretovariate(0.75)) - 1, len(pool) - 1)
        if chance.random() < 0.6
        else chance.randrange(len(pool))
    ]


def made(chance: random.Random, sex: str) -> str:
    """A name made of pieces."""
    end = chance.choice(FEMALE_END if sex == "f" else MALE_END)
    return chance.choice(FRONT) + chance.choice(MIDDLE) + end


def full(chance: random.Random, sex: str, family: str = "") -> str:
    """A whole name of one to four words, some with the father's."""
    words = [given(chance, sex)]
    size = chance.random()
    if size > 0.12:
        words.append(family or (chance.choice(SECOND) if chance.random() < 0.7 else given(chance, sex)))
    if size > 0.68:
        words.insert(1, given(chance, sex))
    if size > 0.97:
        words.append(chance.choice(SECOND))
    if chance.random() < 0.05:
        return f"{words[0]} {'binti' if sex == 'f' else 'bin'} {given(chance, 'm')}"
    return " ".join(dict.fromkeys(words))
