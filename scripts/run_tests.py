"""Run every suite and count: the last line is ``N passed, N failed``, over all of them.

The numbers are read from what the suites write for machines. A suite that ends badly without a
failed test to show for it, or that ran nothing, counts as one failure.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

Counts = tuple[int, int]


def read_jest(report: Path) -> Counts:
    """Tests, and files that could not even be loaded."""
    result = json.loads(report.read_text())
    failed = result["numFailedTests"] + result["numRuntimeErrorTestSuites"]
    return result["numPassedTests"], failed


def read_pytest(report: Path) -> Counts:
    """Tests and errors of their fixtures or files."""
    suites = [suite.attrib for suite in ElementTree.parse(report).iter("testsuite")]
    tests, failures, errors, skipped = (
        sum(int(suite[name]) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    return tests - failures - errors - skipped, failures + errors


def read_playwright(report: Path) -> Counts:
    """Tests; one that passes only now and then has failed."""
    result = json.loads(report.read_text())
    stats = result["stats"]
    return stats["expected"], stats["unexpected"] + stats["flaky"] + len(result["errors"])


Suite = tuple[str, list[str], Callable[[Path], Counts]]
JEST = ["npx", "jest", "--json", "--outputFile={report}"]
SUITES: list[Suite] = [
    ("jest", [*JEST, "--selectProjects", "pure", "dom"], read_jest),
    # Jupyter's services leave timers behind where a kernel went away under them.
    (
        "jest with kernels",
        [*JEST, "--selectProjects", "kernel", "--runInBand", "--forceExit"],
        read_jest,
    ),
    ("pytest", [sys.executable, "-m", "pytest", "-q", "--junitxml={report}"], read_pytest),
    (
        "Playwright",
        ["env", "PLAYWRIGHT_JSON_OUTPUT_FILE={report}", "npx"]
        + ["playwright", "test", "--reporter=list,json"],
        read_playwright,
    ),
]


def run(command: list[str], read: Callable[[Path], Counts], report: Path) -> Counts:
    """Run one suite; what it counted, or one failure where that cannot be right."""
    command = [part.replace("{report}", str(report)) for part in command]
    status = subprocess.run(command).returncode
    try:
        passed, failed = read(report)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        print(f"It left no report that can be read: {error!r}")
        return 0, 1
    if not failed and (status or not passed):
        print(f"It ended with the status {status} after {passed} tests.")
        return passed, 1
    return passed, failed


def main() -> int:
    """Run the suites one after the other, whatever becomes of each; the exit status."""
    lines, all_passed, all_failed = [], 0, 0
    with TemporaryDirectory() as folder:
        for number, (name, command, read) in enumerate(SUITES):
            print(f"\n== {name}", flush=True)
            start = time.monotonic()
            passed, failed = run(command, read, Path(folder) / str(number))
            seconds = time.monotonic() - start
            lines.append(f"{name}: {passed} passed, {failed} failed in {seconds:.0f} s")
            all_passed += passed
            all_failed += failed
    print("\n" + "\n".join(lines))
    print(f"{all_passed} passed, {all_failed} failed")
    return 1 if all_failed else 0


if __name__ == "__main__":
    sys.exit(main())
