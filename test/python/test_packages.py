"""Which packages a coder is told of: those that can be imported, found without importing them."""

import json
import subprocess
import sys
from pathlib import Path

FILE = Path(__file__).parents[2] / "src" / "kernel" / "python" / "packages.py"
PROBE = f"""
import json, sys
exec(compile(open({str(FILE)!r}).read(), "packages", "exec"))
found = [each["name"] for each in probe()]
print(json.dumps([found, [name for name in TRIED if name in sys.modules]]))
"""


def probe(*folders):
    """What is found where these folders come first, and which of it was imported."""
    paths = f"import sys; sys.path[:0] = {[str(folder) for folder in folders]!r}\n"
    answer = subprocess.run(
        [sys.executable, "-c", paths + PROBE], capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


def package(folder, name, code, library=None):
    (folder / name / "lib").mkdir(parents=True)
    (folder / name / "__init__.py").write_text(code)
    if library is not None:
        (folder / name / "lib" / "library.so").write_bytes(library)


def test_imports_nothing_whose_libraries_load():
    found, imported = probe()
    assert {"numpy", "pandas", "sklearn", "lightgbm"} <= set(found)
    assert imported == []


def test_leaves_out_what_lacks_a_library_that_it_needs(tmp_path):
    package(tmp_path, "xgboost", "raise OSError('libgomp.so.1 is not there')", b"no library")
    package(tmp_path, "catboost", "raise ImportError('broken')")
    found, _ = probe(tmp_path)
    assert "xgboost" not in found and "catboost" not in found


def test_imports_what_finds_its_library_by_itself(tmp_path):
    package(tmp_path, "xgboost", "", b"no library")
    package(tmp_path, "catboost", "")
    found, imported = probe(tmp_path)
    assert {"xgboost", "catboost"} <= set(found)
    assert imported == ["xgboost", "catboost"]


NEEDED = {"numpy": "1.17", "pandas": "1.3", "sklearn": "1.0"}
LACKING = f"""
import json, sys
exec(compile(open({str(FILE)!r}).read(), "packages", "exec"))
print(json.dumps(lacking(json.loads(sys.argv[1]))))
"""


def lacking(needed, *folders):
    paths = f"import sys; sys.path[:0] = {[str(folder) for folder in folders]!r}\n"
    command = [sys.executable, "-c", paths + LACKING, json.dumps(needed)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_a_package_that_cannot_be_imported_is_named_in_pythons_own_words(tmp_path):
    size = "numpy.dtype size changed, may indicate binary incompatibility"
    package(
        tmp_path,
        "sklearn",
        f"""try:
    raise ValueError({size!r})
except ValueError as error:
    raise ImportError("\\nIMPORTANT: PLEASE READ THIS FOR ADVICE") from error
""",
    )
    found = lacking(NEEDED, tmp_path)
    assert (found["name"], found["words"]) == ("scikit-learn", f"ValueError: {size}")
    assert lacking(NEEDED) is None


def test_a_package_that_is_missing_ended_or_too_old_is_named(tmp_path):
    package(tmp_path, "torch", "import no_such_module")
    package(tmp_path, "timm", "raise SystemExit(3)")
    assert lacking({"torch": "1"}, tmp_path)["words"] == (
        "ModuleNotFoundError: No module named 'no_such_module'"
    )
    assert lacking({"timm": "1"}, tmp_path)["words"] == "SystemExit: 3"
    old = lacking({"pandas": "99.1"})
    assert (old["oldest"], old["words"]) == ("99.1", "") and old["version"]
