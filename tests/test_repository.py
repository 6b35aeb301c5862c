"""Facts about the repository itself: what its papers promise exists, and what must not be in it is not."""

import fnmatch
import json
import os
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.conftest import is_apart_from_the_database

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300
SOURCES = {".py", ".mjs", ".js", ".scss", ".html", ".css", ".sh"}
EMPTY_NAMES = {"utils", "helpers", "common", "core", "misc", "services", "managers", "constants"}
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def committed_files():
    """What git would keep, without asking git: the tests run from an unpacked archive as well."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line and line[0] != "#"]
    for folder, folders, files in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)

        def is_kept(name, here=here):
            return name != ".git" and not any(
                fnmatch.fnmatch(name, pattern) or str(here / name) == pattern for pattern in ignored
            )

        folders[:] = filter(is_kept, folders)
        yield from (here / name for name in filter(is_kept, files))


FILES = sorted(committed_files())


def is_source(path):
    return path.suffix in SOURCES or path.parts[0] == "bin" or path == Path(".ci/run") or path.name == "Makefile"


def text_of(path):
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def papers():
    return {path: text_of(path) for path in FILES if path.suffix == ".md" and path.parts[0] in ("README.md", "docs")}


def code_of(paper):
    """The lines of a paper's code blocks and what stands in backticks."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", paper, re.MULTILINE | re.DOTALL)
    lines = [re.split(r"\s+# ", line)[0].strip() for block in blocks for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", paper)


def targets():
    return set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


# What the papers promise


def test_readme_gives_the_two_commands():
    lines = code_of(text_of("README.md"))
    assert {"make run", "make test"} <= {line.removeprefix("$ ") for line in lines}


def test_every_make_command_in_the_papers_exists():
    named = {(str(path), found) for path, text in papers().items() for line in code_of(text)
             for found in re.findall(r"^(?:\$ )?(?:\S+ )?make ([a-z]+)", line)}  # fmt: skip
    assert named
    assert [name for name in named if name[1] not in targets()] == []


def test_every_manage_command_in_the_papers_and_scripts_exists():
    texts = papers() | {path: text_of(path) for path in FILES if is_source(path) and path.parts[0] in ("bin", ".ci")}
    said = {
        (str(path), found)
        for path, text in texts.items()
        for found in re.findall(r"manage\.py\"?,? \"?([a-z_]+)", text)
    }
    assert said
    assert [name for name in said if name[1] not in get_commands()] == []


def test_every_file_that_the_papers_link_exists():
    links = [
        (path, link) for path, text in papers().items() for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    ]
    assert [link for path, link in links if not (ROOT / path.parent / link).exists()] == []


def test_phony_targets_are_all_targets():
    assert set(re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)[1].split()) == targets()


def test_ci_checks_and_tests_on_both_databases():
    script = text_of(".ci/run")
    assert "make check" in script
    assert "make test" in script.replace("with-postgres make test", "")
    assert "bin/with-postgres make test ARGS=--of-the-database\n" in script
    # Whatever the second run leaves out, the first has asked.
    assert script.count("--of-the-database") == 1


def test_what_no_other_database_can_change_is_told_from_the_rest(request, html_faults):
    """This test judges a page, by what it asks for; its neighbours do not."""
    asked = {item.name: is_apart_from_the_database(item) for item in request.session.items if item.path == request.path}
    assert {name for name, is_apart in asked.items() if is_apart} == {request.node.name}
    assert len(asked) > 0


def test_what_is_run_by_name_may_be_run():
    scripts = [path for path in FILES if text_of(path).startswith("#!")]
    assert scripts
    assert [str(path) for path in scripts if not os.access(ROOT / path, os.X_OK)] == []


# Settings


def test_every_setting_is_described_and_every_described_one_is_read():
    described = re.findall(r"^([A-Z_]+)=", text_of(".env.example"), re.MULTILINE)
    read = set(re.findall(r"env\.\w+\(\s*[\"']([A-Z_]+)[\"']", text_of("pcp_portal/settings.py")))
    assert sorted(described) == sorted(read)


# Locks


def locked(name):
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text_of(f"requirements/{name}.txt"), re.MULTILINE))


def wanted(group):
    project = tomllib.loads(text_of("pyproject.toml"))
    lines = project["project"]["dependencies"] if group == "run" else project["dependency-groups"][group]
    return {re.match(r"[A-Za-z0-9._-]+", line)[0].lower().replace("_", "-").replace(".", "-") for line in lines}


@pytest.mark.parametrize("group", ["run", "build", "dev"])
def test_every_dependency_is_locked(group):
    assert wanted(group) - set(locked(group)) == set()


def test_the_locks_agree_with_each_other():
    """All three are installed into one environment."""
    run, build, dev = locked("run"), locked("build"), locked("dev")
    assert {name for name in dev if name in run and dev[name] != run[name]} == set()
    assert set(build) & (set(run) | set(dev)) == set()


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_locked_package_has_a_hash_and_no_address(path):
    text = path.read_text()
    packages = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [lines for lines in packages if "==" not in lines or "--hash=sha256:" not in lines] == []
    assert not re.search(r"://| @ |--index|--extra|--find|^-", re.sub(r"--hash=\S+", "", text), re.MULTILINE)


def test_the_front_end_lock_agrees_and_has_no_address():
    lock = json.loads(text_of("package-lock.json"))
    asked = json.loads(text_of("package.json"))
    top = lock["packages"].pop("")
    assert top["dependencies"] == asked["dependencies"]
    assert top["devDependencies"] == asked["devDependencies"]
    assert [name for name, package in lock["packages"].items() if "integrity" not in package] == []
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert "registry=" not in text_of(".npmrc").replace("omit-lockfile-registry-resolved=", "")


# What must not be there


def test_no_file_names_a_registry_or_a_folder_of_the_machine_it_was_written_on():
    """Where packages come from is each machine's own affair, told to pip and npm outside the repository."""
    told = [value for name, value in os.environ.items() if re.match(r"(PIP|UV|NPM_CONFIG)_", name, re.IGNORECASE)]
    places = [
        place for value in [*told, str(ROOT), str(Path.home())] for place in re.findall(r"https?://[^\s/]+|/\S+", value)
    ]
    hosts = r"registry\.npm" r"js\.org|pypi\.org/sim" r"ple|files\.python" r"hosted\.org"
    # A folder such as /app says nothing; two levels, or somebody's home, do.
    named = [re.escape(place) for place in places if place.count("/") > 1 or place == str(Path.home()) != "/"]
    pattern = re.compile("|".join(rf"(?<![\w.]){place}(?![\w-])" for place in named) + "|" + hosts)
    assert [(str(path), found[0]) for path in FILES if (found := pattern.search(text_of(path)))] == []


def test_no_source_file_is_long():
    ours = [path for path in FILES if is_source(path) and path.parts[0] != "tests" and "migrations" not in path.parts]
    assert {str(path): length for path in ours if (length := len(text_of(path).splitlines())) > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [path for path in FILES if path.suffix == ".py" and {path.stem, *path.parent.parts} & EMPTY_NAMES] == []


def test_every_module_says_what_it_holds():
    modules = [path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts]
    silent = [path for path in modules if (text := text_of(path)).strip() and not re.match(r'(#.*\n)*r?"""\S', text)]
    assert silent == []
