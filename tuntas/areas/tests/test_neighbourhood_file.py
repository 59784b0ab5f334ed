"""What a CSV file says, line by line, before anything is looked up."""

import pytest

from tuntas.areas.neighbourhood_file import MAX_BYTES, FileRefused, Line, decode, read


def lines(text: str, *, village_needed: bool = False) -> list[tuple[int, str, int, int]]:
    contents = read(text, village_needed=village_needed)
    assert not contents.problems
    return [(line.number, line.village, line.rw, line.rt) for line in contents.lines]


@pytest.mark.parametrize(
    "text",
    [
        "rw;rt\n1;2\n",
        "rw,rt\r\n1,2\r\n",
        "\ufeffrw;rt\n1;2",
        "RW\tRT\n 01 \t002\n",
        '"rw";"rt"\n"1";"2"\n\n;\n',
        "\n\nrw;rt\nRW 01;rt.2",
    ],
)
def test_it_reads_what_spreadsheets_write(text: str) -> None:
    assert [line[2:] for line in lines(text)] == [(1, 2)]


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    assert lines("ketua,RT,Kelurahan,rw\nBudi,4,Akcaya,3\n", village_needed=True) == [(2, "Akcaya", 3, 4)]


def test_an_rt_without_rw_and_an_rw_without_rt() -> None:
    assert lines("rw;rt\n1;\n;7") == [(2, "", 1, 0), (3, "", 0, 7)]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("0;1", 'nomor RW "0" tidak dikenal'),
        ("1000;1", "tidak dikenal"),
        ("1.0;1", "tidak dikenal"),
        ("satu;1", "tidak dikenal"),
        ("=1+1;1", "tampak seperti rumus"),
        ("+1;1", "tampak seperti rumus"),
        ("-1;1", "tampak seperti rumus"),
        ("@SUM(A1);1", "tampak seperti rumus"),
        ("  ;", None),
        ("x;", "tidak dikenal"),
        (f"{'9' * 90};1", "…"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_others_are_read(cell: str, words: str | None) -> None:
    contents = read(f"rw;rt\n1;1\n{cell}\n2;2\n", village_needed=False)
    assert [(line.rw, line.rt) for line in contents.lines] == [(1, 1), (2, 2)]
    if words is None:
        assert contents.problems == []
    else:
        assert [problem.line for problem in contents.problems] == [3]
        assert words in contents.problems[0].sentence


def test_both_numbers_empty_beside_a_village_is_a_problem() -> None:
    contents = read("kelurahan;rw;rt\nAkcaya;;\n;1;1\n", village_needed=True)
    assert [(each.line, each.sentence) for each in contents.problems] == [
        (2, "nomor RW dan RT dua-duanya kosong."),
        (3, "kelurahan atau desa belum diisi."),
    ]


def test_a_line_twice_names_the_first() -> None:
    contents = read("rw;rt\n1;1\nRW 01;RT 01\n", village_needed=False)
    assert contents.lines == [Line(2, "", 1, 1)]
    assert contents.problems[0].sentence == "sama dengan baris 2."


@pytest.mark.parametrize(
    ("text", "needed", "words"),
    [
        ("", False, "tidak memuat baris"),
        ("rw;rt\n", False, "tidak memuat baris"),
        ("1;2\n3;4", False, "judul kolom: rw;rt"),
        ("rw;rt\n1;2", True, "Kolom kelurahan"),
        ("rw;rt\n" + "1;1\n" * 5001, False, "lebih dari 5000 baris"),
        ('rw;rt\n1;"' + "x" * 140_000, False, "tanda kutip"),
        ("x" * (MAX_BYTES + 1), False, "terlalu besar"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(text: str, needed: bool, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        read(text, village_needed=needed)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\xff\xfer\x00w\x00", "bukan CSV"),
        (b"PK\x03\x04\x00\x00", "bukan CSV"),
        (b"x" * (MAX_BYTES + 1), "terlalu besar"),
    ],
)
def test_other_files_are_refused(raw: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        decode(raw)


def test_it_understands_the_encodings_of_excel() -> None:
    assert decode("\ufeffkelurahan;rw\nÉ;1".encode("utf-8")).startswith("kelurahan")
    assert decode("kelurahan;rw\nÉ;1".encode("cp1252")).endswith("É;1")
