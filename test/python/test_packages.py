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
