"""The script that counts: a suite that did not really pass must not look as if it had."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
import run_tests


def suite(report, status=0):
    """A command that writes the report, where there is one, and ends with the status."""
    write = "" if report is None else f"open('{{report}}', 'w').write({report!r}); "
    return [sys.executable, "-c", f"{write}raise SystemExit({status})"]


def jest(passed=0, failed=0, crashed=0):
    return json.dumps(
        {
            "numPassedTests": passed,
            "numFailedTests": failed,
            "numRuntimeErrorTestSuites": crashed,
        }
    )


def junit(**counts):
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0, **counts}
    attributes = " ".join(f'{name}="{count}"' for name, count in counts.items())
    return f"<testsuites><testsuite {attributes}/></testsuites>"


def playwright(expected=0, unexpected=0, flaky=0, errors=()):
    stats = {"expected": expected, "unexpected": unexpected, "flaky": flaky, "skipped": 0}
    return json.dumps({"stats": stats, "errors": list(errors)})


@pytest.mark.parametrize(
    ("read", "report", "status", "counts"),
    [
        ("jest", jest(passed=3), 0, (3, 0)),
        ("jest", jest(passed=3, failed=2), 1, (3, 2)),
        ("jest", jest(passed=3, crashed=1), 1, (3, 1)),
        ("jest", jest(passed=3), 1, (3, 1)),
        ("jest", jest(), 0, (0, 1)),
        ("jest", None, 1, (0, 1)),
        ("jest", None, 0, (0, 1)),
        ("jest", "half a rep", 0, (0, 1)),
        ("pytest", junit(tests=9, failures=1, errors=2, skipped=1), 1, (5, 3)),
        ("pytest", junit(tests=2, skipped=2), 0, (0, 1)),
        ("pytest", "<half", 0, (0, 1)),
        ("playwright", playwright(expected=2), 0, (2, 0)),
        ("playwright", playwright(expected=2, unexpected=1, flaky=1), 1, (2, 2)),
        ("playwright", playwright(errors=["no browser"]), 1, (0, 1)),
    ],
)
def test_counts_what_really_happened(tmp_path, read, report, status, counts):
    reader = getattr(run_tests, f"read_{read}")
    assert run_tests.run(suite(report, status), reader, tmp_path / "report")[0] == counts


def named(name, command):
    """A suite of jest's; what failed is run again by the same command."""
    return run_tests.Suite(name, command, run_tests.read_jest, lambda report: [])


def said_last(capfd):
    return capfd.readouterr().out.splitlines()[-1]


def test_a_failing_suite_hides_no_other(monkeypatch, capfd):
    first = named("first", suite(None, 1))
    second, beside = named("second", suite(jest(passed=5))), named("beside", suite(jest(passed=2)))
    monkeypatch.setattr(run_tests, "SUITES", [first, second, beside])
    assert run_tests.main() == 1
    assert said_last(capfd) == "7 passed, 1 failed"


def test_shows_what_each_suite_said(monkeypatch, capfd):
    says = [sys.executable, "-c", "print('why it failed'); raise SystemExit(1)"]
    monkeypatch.setattr(run_tests, "SUITES", [named("only", says)])
    assert run_tests.main() == 1
    assert "== only\nwhy it failed\n" in capfd.readouterr().out


def test_all_well(monkeypatch, capfd):
    monkeypatch.setattr(run_tests, "SUITES", [named("only", suite(jest(passed=5)))])
    assert run_tests.main() == 0
    assert said_last(capfd) == "5 passed, 0 failed"


@pytest.mark.parametrize(
    ("failed", "again", "last"),
    [
        (2, jest(passed=9), "10 passed, 0 failed"),
        (2, jest(passed=8, failed=1), "9 passed, 1 failed"),
        (2, None, "9 passed, 1 failed"),
        # So many are no accident.
        (4, jest(passed=9), "8 passed, 4 failed"),
    ],
)
def test_what_a_few_tests_fail_runs_once_more_and_is_named(
    monkeypatch, capfd, tmp_path, failed, again, last
):
    """The second time the suite finds what the first one left behind."""
    reports = [jest(passed=8, failed=failed), again]
    write = (
        f"import pathlib; been = pathlib.Path({str(tmp_path / 'been')!r}); "
        f"report = {reports!r}[been.exists()]; "
        "been.touch(); report and open('{report}', 'w').write(report); "
        "raise SystemExit(report is None or '\"numFailedTests\": 0' not in report)"
    )
    shaky = named("shaky", [sys.executable, "-c", write])
    monkeypatch.setattr(run_tests, "SUITES", [shaky])
    assert run_tests.main() == (0 if last.endswith(" 0 failed") else 1)
    out = capfd.readouterr().out
    assert out.splitlines()[-1] == last
    assert ("shaky, what failed once more:" in out) == (failed < 4)
