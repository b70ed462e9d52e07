"""Run every suite and count: the last line is ``N passed, N failed``, over all of them.

The numbers are read from what the suites write for machines. A suite that ends badly without a
failed test to show for it, or that ran nothing, counts as one failure.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
JEST = ["npx", "jest", "--silent", "--json", "--outputFile={report}"]
#: Suites side by side, because those with kernels and browsers wait more than they compute; the
#: suites of a lane run one after the other.
LANES: list[list[Suite]] = [
    [
        ("jest", [*JEST, "--selectProjects", "pure", "dom"], read_jest),
        ("pytest", [sys.executable, "-m", "pytest", "-q", "--junitxml={report}"], read_pytest),
    ],
    [
        # Jupyter's services leave timers behind where a kernel went away under them.
        (
            "jest with kernels",
            [*JEST, "--selectProjects", "kernel", "--runInBand", "--forceExit"],
            read_jest,
        ),
        (
            "Playwright",
            ["env", "PLAYWRIGHT_JSON_OUTPUT_FILE={report}", "npx"]
            + ["playwright", "test", "--reporter=list,json"],
            read_playwright,
        ),
    ],
]


def run(command: list[str], read: Callable[[Path], Counts], report: Path) -> tuple[Counts, str]:
    """Run one suite: what it counted, or one failure where that cannot be right; what it said."""
    command = [part.replace("{report}", str(report)) for part in command]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    try:
        passed, failed = read(report)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        return (0, 1), f"{done.stdout}It left no report that can be read: {error!r}\n"
    if not failed and (done.returncode or not passed):
        why = f"It ended with the status {done.returncode} after {passed} tests.\n"
        return (passed, 1), done.stdout + why
    return (passed, failed), done.stdout


def main() -> int:
    """Run all suites, whatever becomes of each; the exit status."""
    results: list[tuple[str, Counts]] = []

    def follow(lane: list[Suite]) -> None:
        for name, command, read in lane:
            print(f"{name}: running", flush=True)
            start = time.monotonic()
            counts, said = run(command, read, Path(folder) / name)
            line = "{}: {} passed, {} failed in {:.0f} s".format(
                name, *counts, time.monotonic() - start
            )
            results.append((line, counts))
            print(f"\n== {name}\n{said}{line}\n", flush=True)

    with TemporaryDirectory() as folder, ThreadPoolExecutor(len(LANES)) as lanes:
        list(lanes.map(follow, LANES))
    passed, failed = (sum(counts[which] for _, counts in results) for which in (0, 1))
    print("\n".join(line for line, _ in results))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
