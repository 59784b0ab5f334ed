import pytest

from tuntas.accounts.password_rules import is_predictable


@pytest.mark.parametrize(
    "password",
    [
        "password1234", "Password12345!", "bismillah-2026", "Indonesia123!!", "sayangsayang", "rahasia rahasia", "aaaaaaaaaaaa",
        "121212121212", "123456789012", "qwertyuiopas", "abcdefghijkl", "Pontianak2026", "tuntastuntas1",
    ],
)  # fmt: skip
def test_guessed_first(password: str) -> None:
    assert is_predictable(password)


@pytest.mark.parametrize(
    "password",
    [
        "kuda bendi naik perahu",
        "empat ikan di jendela",
        "j8#kQ2!vLp0z",
        "kata-sandi-uji-panjang",
        "rumah hijau dekat pasar",
    ],
)
def test_not_guessed_first(password: str) -> None:
    assert not is_predictable(password)
