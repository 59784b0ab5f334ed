"""`dev.py check` notices what is not current, and the virtual environment is made anew only when it must be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import check, preparation, venv
from devtools.places import ROOT, Stop


def test_built_files_that_differ_are_named(tmp_path: Path) -> None:
    committed, built = tmp_path / "committed", tmp_path / "built"
    for directory in (committed, built):
        (directory / "css").mkdir(parents=True)
        (directory / "css" / "same.css").write_text("a")
    assert check._differences(committed, built) == []
    (committed / "css" / "changed.css").write_text("a")
    (built / "css" / "changed.css").write_text("b")
    (committed / "gone.js").write_text("a")
    (built / "new.js").write_text("a")
    assert check._differences(committed, built) == ["css/changed.css", "gone.js", "new.js"]


def test_a_failing_check_is_reported_as_failing(capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "print('what is wrong'); raise SystemExit(3)"]
    assert check._report("a check", command, dict(os.environ)) is False
    said = capfd.readouterr().out
    assert "FAILED a check" in said
    assert "what is wrong" in said


def test_a_python_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(venv, "SUPPORTED", ((4, 0), (4, 1)))
    with pytest.raises(Stop, match=r"Python 4\.0 to 4\.1 is needed"):
        venv.check_python()


def test_the_launcher_needs_nothing_but_python() -> None:
    code = "import sys; sys.path.insert(0, '.'); import dev; dev.parser().parse_args(['run', '--empty'])"
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_prepared_anew_when_a_model_changes_but_not_for_a_test() -> None:
    files = preparation._files(preparation.TABLES)
    assert ROOT / "requirements.lock" in files
    assert any(path.name == "models.py" or path.parent.name == "models" for path in files)
    assert not any("tests" in path.relative_to(ROOT).parts for path in files)


def test_locks_name_a_hash_for_everything_and_no_place_to_get_it() -> None:
    for lock in venv.TEST:
        lines = (ROOT / lock).read_text().splitlines()
        names = [line for line in lines if "==" in line and not line.startswith((" ", "#"))]
        assert names
        assert all(line.endswith("\\") for line in names)
        assert not any("://" in line or line.startswith("-") for line in lines)
