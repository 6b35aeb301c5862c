"""docker-compose.yml: what it promises an office's IT, held to the Compose specification and to the portal's own settings."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"
COMPOSED = yaml.safe_load(COMPOSE.read_text())
SERVICES = COMPOSED["services"]
ASKED = re.compile(r"\$\{([A-Z_]+)(?::[-?]([^}]*))?\}")
# What the tables must have been made for before it starts; the proxy waits for those.
AFTER_MIGRATE = {"web", "worker"}


def described():
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_it_is_what_the_compose_specification_says():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_schema_finds_a_known_fault(tmp_path):
    (tmp_path / "faulty.yml").write_text(COMPOSE.read_text().replace("read_only: true", "readonly: true"))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "faulty.yml"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_docker_reads_it_where_it_is_there(tmp_path):
    """Docker's own reading is the judge where it is installed; elsewhere names are followed as it would."""
    docker = shutil.which("docker")
    has_compose = (
        docker and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0
    )
    if has_compose:
        told = {"PORTAL_URL": "https://portal.example", "ALLOWED_HOSTS": "portal.example", "PATH": "/usr/bin:/bin"}
        command = [docker, "compose", "--file", str(COMPOSE), "--env-file", "/dev/null", "config", "--format", "json"]
        done = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["services"].keys() == SERVICES.keys()
        return
    for name, service in SERVICES.items():
        assert set(service.get("depends_on", {})) <= SERVICES.keys(), name
        assert set(service["networks"]) <= COMPOSED["networks"].keys(), name
        assert set(service.get("secrets", [])) <= COMPOSED["secrets"].keys(), name
        assert {mount.split(":")[0] for mount in service.get("volumes", [])} <= COMPOSED["volumes"].keys(), name


@pytest.mark.parametrize("name", SERVICES)
def test_service_has_no_more_rights_than_it_needs(name):
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), "not root, and by number"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.keys() & {"privileged", "cap_add", "network_mode", "pid", "ipc", "devices", "env_file"}
    assert any(place.startswith("/tmp") for place in service["tmpfs"])  # noqa: S108
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
    assert service["healthcheck"] == {"disable": True} if name == "migrate" else service["healthcheck"]["test"]
    assert service["restart"] == ("on-failure:10" if name == "migrate" else "unless-stopped")
    assert service["logging"]["options"]["max-size"], "a log must not fill the disk"


def test_image_is_pinned_or_built_here():
    text = (ROOT / "Dockerfile").read_text()
    arguments = dict(re.findall(r"^ARG (\w+)=(\S+)$", text, re.MULTILINE))
    stages = re.findall(r"^FROM (\S+) AS (\w+)$", text, re.MULTILINE)
    named = [re.sub(r"^\$\{(\w+)\}$", lambda found: arguments[found[1]], image) for image, _ in stages]
    outside = {image for image in named if image not in {stage for _, stage in stages}}
    assert len(outside) == 2
    for name, service in SERVICES.items():
        if build := service.get("build"):
            assert build["target"] in {stage for _, stage in stages}, name
        else:
            outside.add(service["image"])
    for image in outside:
        assert re.search(r":\d+\.\d+(\.\d+)?-[-\w]+(@sha256:[0-9a-f]{64})?$", image), image


def test_nothing_secret_stands_in_the_environment():
    for name, service in SERVICES.items():
        for setting, value in service.get("environment", {}).items():
            is_file = setting.endswith("_FILE")
            assert is_file or not re.search(r"SECRET|PASSWORD|KEY|TOKEN|_URL$", setting.replace("PORTAL_URL", "")), (
                setting
            )
            assert not is_file or value.removeprefix("/run/secrets/") in service["secrets"], (name, setting)
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {"secrets", ".env", ".git", "db.sqlite3*"} <= set(ignored)


def test_setting_that_is_named_is_described():
    own = {name: service for name, service in SERVICES.items() if service["image"].startswith("pcp-portal:")}
    assert own.keys() == {"migrate", "web", "worker"}
    for service in own.values():
        assert {name.removesuffix("_FILE") for name in service["environment"]} <= described()
    asked = {found[1] for found in ASKED.finditer(COMPOSE.read_text())}
    assert asked - described() == {"HTTP_PORT", "HTTPS_PORT"}, "what the host alone knows"


def test_it_starts_in_order():
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in AFTER_MIGRATE:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["proxy"]["depends_on"] == {"web": {"condition": "service_healthy"}}


def test_only_the_proxy_is_reached_from_outside_and_not_the_database():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSED["networks"]["records"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["records"]
    assert SERVICES["proxy"]["networks"] == ["front"]


def test_several_web_processes_share_what_must_be_shared():
    web = SERVICES["web"]
    assert web["deploy"]["replicas"] > 1
    assert web["environment"]["JOBS_IN_PROCESS"] == "false"
    assert web["environment"]["ALLAUTH_TRUSTED_PROXY_COUNT"] == "1"
    shared = web["volumes"][0].split(":")[1]
    assert all(web["environment"][f"{place}_DIR"].startswith(f"{shared}/") for place in ("EDITIONS", "PAPERS"))
    replicas = sum(SERVICES[name]["deploy"].get("replicas", 1) for name in AFTER_MIGRATE)
    assert replicas * int(web["environment"]["DATABASE_POOL"]) < 90, "PostgreSQL gives a hundred connections"


def test_secrets_are_made_once_and_for_the_owner_alone(tmp_path):
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin" / "secrets", tmp_path / "bin")
    subprocess.run([tmp_path / "bin" / "secrets"], capture_output=True, check=True)
    folder = tmp_path / "secrets"
    made = {path.name: path.read_text() for path in folder.iterdir()}
    assert {f"./secrets/{name}" for name in made} == {secret["file"] for secret in COMPOSED["secrets"].values()}
    assert made["database_url"] == f"postgres://portal:{made['database_password']}@database/portal"
    assert len(made["secret_key"]) > 60
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o644}, "read by containers of other users"
    subprocess.run([tmp_path / "bin" / "secrets"], capture_output=True, check=True)
    assert {path.name: path.read_text() for path in folder.iterdir()} == made
