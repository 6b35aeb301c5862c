"""The steps from a fresh clone to a portal that runs: called by `bin/setup`, which `make` calls.

Each step leaves a stamp that holds a digest of what it read, written only when the step has ended well: a second run
skips it, a changed lock repeats it, and an interrupted one is done again.
"""

import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bin import machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
HALF_DONE = VENV / "half-done"
FRONT_END = ROOT / "node_modules"
BUILT = ROOT / "static" / "build"
PORT = os.environ.get("PORT") or "8000"
PURPOSES = ("run", "check", "test", "assets")


class Stop(Exception):
    """The set-up cannot go on; the message is a sentence that says what to do."""


def main(purpose: str) -> None:
    """Makes the machine ready for `purpose` and, for run, serves the portal until it is stopped."""
    if purpose == "run":
        refuse_taken_port()
    with_tests = purpose in ("check", "test")
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("System libraries", lambda: system_packages(purpose)),
        ("Virtual environment", virtual_environment),
        ("Python packages", lambda: python_packages(with_tests)),
        ("Front-end packages", lambda: front_end_packages(with_tests)),
        ("Styles, scripts and fonts", assets),
        ("Settings in .env", settings_file),
    ]
    if purpose == "assets":
        steps.pop()
    if purpose == "run":
        steps += [("Database", database), ("Sample data", sample_data), ("Static files", static_files)]
    for number, (name, step) in enumerate(steps, start=1):
        print(f"[{number}/{len(steps)}] {name} ... ", end="", flush=True)
        started = time.monotonic()
        print(f"{time.monotonic() - started:.1f} s" if step() else "as it was", flush=True)
    if purpose == "run":
        serve()


def refuse_taken_port() -> None:
    """Stops before anything is touched when another program listens where the portal would."""
    if not (PORT.isdigit() and 0 < int(PORT) < 65536):
        raise Stop(f"PORT={PORT} is no port: give a number from 1 to 65535, such as PORT=8001.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except PermissionError:
            raise Stop(f"This user may not listen on port {PORT}: choose one above 1023, such as PORT=8001.") from None
        except OSError:
            raise Stop(
                f"Port {PORT} is taken by another program (perhaps a portal that runs already). "
                f"Stop that one, or choose another port: make run PORT={int(PORT) % 65535 + 1}"
            ) from None


def system_packages(purpose: str) -> bool:
    """Installs what the machine lacks where that needs no password, else says which line to type."""
    lacking = machine.missing(purpose)
    if not lacking:
        return False
    said = machine.install(lacking) if machine.can_install() else ""
    if lacking := machine.missing(purpose):
        names = "; ".join(need.name for need in lacking)
        lines = "\n    ".join(machine.install_advice(lacking))
        raise Stop(f"{said}\nThis machine lacks {names}.\nType this, then run make again:\n    {lines}".lstrip())
    return True


def virtual_environment() -> bool:
    """Makes .venv; makes it anew when it is broken, was half made, or its Python is gone or too old."""
    works = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    pip = VENV / "bin" / "pip"
    # Its programs name the folder that they were made for: a copied or moved .venv would run another one's Python.
    is_ours = pip.exists() and str(VENV) in pip.read_text() and not HALF_DONE.exists()
    if is_ours and run([PYTHON, "-c", works], out=subprocess.DEVNULL, err=subprocess.DEVNULL):
        return False
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    HALF_DONE.touch()
    if not run([sys.executable, "-m", "venv", VENV]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(f"The virtual environment could not be made with {sys.executable}: its own words stand above.")
    HALF_DONE.unlink()
    return True


def python_packages(with_tests: bool) -> bool:
    """Installs the locked packages; each must have one of the hashes that the lock names."""
    names = ["run", "build", "dev"] if with_tests else ["run", "build"]
    locks = [ROOT / "requirements" / f"{name}.txt" for name in names]
    wanted = digest([ROOT / "requirements" / f"{name}.txt" for name in ("run", "build")])
    stamp = STAMPS / "packages"
    more_stamp, more_wanted = STAMPS / "test-packages", digest(locks)
    if holds(stamp, wanted) and (not with_tests or holds(more_stamp, more_wanted)):
        return False
    STAMPS.mkdir(exist_ok=True)
    HALF_DONE.touch()
    listed = [word for lock in locks for word in ("-r", lock)]
    if not run([PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--require-hashes", *listed]):
        raise Stop("The Python packages could not be installed: pip's words stand above. Is the network there?")
    stamp.write_text(wanted)
    if with_tests:
        more_stamp.write_text(more_wanted)
    HALF_DONE.unlink()
    return True


def front_end_packages(with_tests: bool) -> bool:
    """Installs what package-lock.json names, without running any script of the packages."""
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp, more_stamp = FRONT_END / "stamp", FRONT_END / "test-stamp"
    if holds(more_stamp if with_tests else stamp, wanted):
        return False
    # npm ci begins by deleting node_modules, and the stamps with it.
    options = ["--ignore-scripts", "--no-progress", "--loglevel=error", *([] if with_tests else ["--omit=dev"])]
    if not run(["npm", "ci", *options], out=subprocess.DEVNULL):
        raise Stop("The front-end packages could not be installed: npm's words stand above. Is the network there?")
    stamp.write_text(wanted)
    if with_tests:
        more_stamp.write_text(wanted)
    return True


def assets() -> bool:
    """Builds static/build out of the styles, scripts and fonts, and the catalogues of translations that the portal reads."""
    source = ROOT / "static"
    catalogues = sorted((ROOT / "locale").rglob("*.po"))
    read = [path for path in sorted(source.rglob("*")) if path.is_file() and BUILT not in path.parents]
    wanted = digest([*read, *catalogues, ROOT / "package-lock.json"])
    are_built = BUILT.exists() and all(path.with_suffix(".mo").exists() for path in catalogues)
    if holds(STAMPS / "assets", wanted) and are_built:
        return False
    (STAMPS / "assets").unlink(missing_ok=True)
    if not run(["npm", "run", "--silent", "build"]):
        raise Stop("The styles and scripts could not be built: the compiler's words stand above.")
    if not run(["pybabel", "--quiet", "compile", "--domain=django", "--directory=locale"]):
        raise Stop("The translations could not be built: the compiler's words stand above.")
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / "assets").write_text(wanted)
    return True


def settings_file() -> bool:
    """Writes .env from .env.example with a secret key of its own; fills in the key where one is empty."""
    target = ROOT / ".env"
    text = (target if target.exists() else ROOT / ".env.example").read_text()
    filled = re.sub(r"^SECRET_KEY=[ \t]*$", f"SECRET_KEY={secrets.token_urlsafe(48)}", text, flags=re.MULTILINE)
    if target.exists() and filled == text:
        return False
    # Written beside and moved, so that no half-written file is ever read; the mode keeps it from other users.
    beside = ROOT / ".env.new"
    beside.unlink(missing_ok=True)
    with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(filled)
    beside.replace(target)
    return True


def database() -> bool:
    """Makes the tables, or brings them up to date."""
    if not run([PYTHON, "manage.py", "migrate", "--verbosity=0"]):
        raise Stop("The database could not be brought up to date: Django's words stand above (DATABASE_URL in .env).")
    return True


def sample_data() -> bool:
    """Loads the sample quarters, pages and meetings; the commands themselves see what is loaded already."""
    print(flush=True)
    if not (
        run([PYTHON, "manage.py", "load_sample"])
        and run([PYTHON, "manage.py", "load_sample_pages"])
        and run([PYTHON, "manage.py", "load_sample_meetings"])
    ):
        raise Stop("The sample data could not be loaded: what is wrong stands above.")
    return True


def static_files() -> bool:
    """Gathers the files that the server hands out, under names that change with their content."""
    wanted = digest([STAMPS / "assets", ROOT / "requirements" / "run.txt"])
    if holds(STAMPS / "static-files", wanted) and (ROOT / "staticfiles" / "staticfiles.json").exists():
        return False
    # What only the PDF reads is read where it was built; to compress it for nobody would take longer than all the rest.
    unserved = ["--ignore=print.css", "--ignore=pack.css", "--ignore=*.ttf"]
    if not run([PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0", *unserved]):
        raise Stop("The static files could not be gathered: Django's words stand above.")
    (STAMPS / "static-files").write_text(wanted)
    return True


def serve() -> None:
    """Prints where the portal is and becomes its server."""
    home = f"http://localhost:{PORT}/"
    sys.stdout.write("\n")
    run([PYTHON, "manage.py", "sample_sign_ins"])
    print(f"""
The portal:             {home}
The Q1 2019/20 report:  {home}reports/2019-20-q1/
The same as a PDF:      {home}reports/2019-20-q1/report.pdf
Sign-in:                {home}sign-in/
Ctrl-C stops it.
""")
    sys.stdout.flush()
    options = ["--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "4", "--host", "127.0.0.1"]
    # A server that has drawn a PDF waits for its drawing processes when it is told to stop, perhaps for ever.
    options += ["--workers-kill-timeout", "3"]
    granian = str(VENV / "bin" / "granian")
    os.chdir(ROOT)
    os.execve(granian, [granian, *options, "--port", PORT, "pcp_portal.wsgi:application"], environment())


def run(command: list[str | Path], out: int | None = None, err: int | None = None) -> bool:
    """Runs a command in the repository with the virtual environment's programs first; says whether it went well."""
    program, *rest = command
    # subprocess looks a program up on our own PATH, not on the one that it is given.
    found = shutil.which(str(program), path=environment()["PATH"]) or str(program)
    done = subprocess.run(
        [found, *rest], cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=err, check=False
    )
    return done.returncode == 0


def environment() -> dict[str, str]:
    """This process's environment with .venv/bin first on PATH; npm's scripts look for node there."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    kept |= {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "VIRTUAL_ENV": str(VENV)}
    if sys.platform == "darwin":
        # Only Homebrew's own Python looks for libraries where Homebrew puts them.
        kept.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    return kept


def digest(paths: Iterable[Path]) -> str:
    """One digest of the names and contents of some files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def holds(stamp: Path, wanted: str) -> bool:
    """Whether a stamp is there and was written for the same input."""
    return stamp.exists() and stamp.read_text() == wanted


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PURPOSES:
        sys.exit(f"Usage: bin/setup {'|'.join(PURPOSES)}")
    try:
        main(sys.argv[1])
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next run goes on from here.")
