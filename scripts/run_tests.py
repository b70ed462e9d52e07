"""Run every suite and count: the last line is ``N passed, N failed``, over all of them.

The numbers are read from what the suites write for machines. A suite that ends badly without a
failed test to show for it, or that ran nothing, counts as one failure.

Real servers, kernels and browsers share the machine with each other here. So what a few tests
fail is tried once more when everything else has ended; the output says which those were, since a
test that needs it is to be mended.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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


def failed_files(report: Path) -> list[str]:
    """What jest is to be given to run only those files again in which a test failed."""
    files = json.loads(report.read_text())["testResults"]
    return ["--runTestsByPath", *(file["name"] for file in files if file["status"] == "failed")]


@dataclass(frozen=True)
class Suite:
    """How to run it, to read what came of it, and to run what failed once more."""

    name: str
    command: list[str]
    read: Callable[[Path], Counts]
    again: Callable[[Path], list[str]]


JEST = ["npx", "jest", "--silent", "--json", "--outputFile={report}"]
# Jupyter's services leave timers behind where a kernel went away under them.
WITH_KERNELS = [*JEST, "--selectProjects", "kernel", "--runInBand", "--forceExit"]
#: So many run side by side, because those with kernels and browsers wait more than they compute;
#: whichever ends is followed by the next. The long ones come first, so that all end together.
AT_ONCE = 2
SUITES = [
    Suite(
        "jest with kernels",
        [*WITH_KERNELS, "--testPathIgnorePatterns=test/headless"],
        read_jest,
        failed_files,
    ),
    Suite("jest", [*JEST, "--selectProjects", "pure", "dom"], read_jest, failed_files),
    Suite(
        "pytest",
        [sys.executable, "-m", "pytest", "-q", "--junitxml={report}"],
        read_pytest,
        lambda _: ["--last-failed", "--last-failed-no-failures=none"],
    ),
    Suite(
        "Playwright",
        ["env", "PLAYWRIGHT_JSON_OUTPUT_FILE={report}", "npx"]
        + ["playwright", "test", "--reporter=list,json"],
        read_playwright,
        lambda _: ["--last-failed", "--trace=retain-on-failure"],
    ),
    Suite(
        "jest in the terminal",
        [*WITH_KERNELS, "--testPathPattern=test/headless"],
        read_jest,
        failed_files,
    ),
]
#: So many failed tests of a suite are no accident.
TOO_MANY_FOR_CHANCE = 4


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
    lines: list[str] = []

    def follow(suite: Suite, name: str, more: list[str]) -> Counts:
        print(f"{name}: running", flush=True)
        start = time.monotonic()
        counts, said = run([*suite.command, *more], suite.read, folder / name)
        seconds = time.monotonic() - start
        lines.append("{}: {} passed, {} failed in {:.0f} s".format(name, *counts, seconds))
        print(f"\n== {name}\n{said}{lines[-1]}\n", flush=True)
        return counts

    with TemporaryDirectory() as made, ThreadPoolExecutor(AT_ONCE) as pool:
        folder = Path(made)
        counted = pool.map(lambda suite: follow(suite, suite.name, []), SUITES)
        results = dict(zip((suite.name for suite in SUITES), counted, strict=True))
        for suite in SUITES:
            passed, failed = results[suite.name]
            if passed and 0 < failed < TOO_MANY_FOR_CHANCE:
                more = suite.again(folder / suite.name)
                still = follow(suite, f"{suite.name}, what failed once more", more)[1]
                results[suite.name] = (passed + max(0, failed - still), still)
    passed, failed = (sum(counts[which] for counts in results.values()) for which in (0, 1))
    print("\n".join(lines))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
