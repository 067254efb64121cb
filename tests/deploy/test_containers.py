"""The container files as far as they can be tried without a container engine, and the wheel that they install."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from clustergraph.server import serving
from clustergraph.server.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PROFILES = [[], ["--profile", "fuseki"], ["--profile", "monitoring"]]


def _compose() -> list[str]:
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    if shutil.which("docker"):
        found = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        if found.returncode == 0:
            return ["docker", "compose"]
    pytest.skip("docker compose (Debian: docker-compose) is not installed")


@pytest.mark.parametrize("profile", PROFILES, ids=["default", "fuseki", "monitoring"])
def test_docker_compose_accepts_the_file(profile: list[str]) -> None:
    done = subprocess.run(
        [*_compose(), *profile, "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_service_is_pinned_healthy_and_without_privileges() -> None:
    compose = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    for name, service in compose["services"].items():
        tag = service["image"].rpartition(":")[2]
        assert any(digit.isdigit() for digit in tag), f"{name}: {service['image']} names no version"
        assert service["healthcheck"]["test"], name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert not service["user"].startswith("0"), name
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), f"{name}: {port} is open to the network"
        for key in service.get("environment", {}):
            assert "PASSWORD" not in key or key.endswith("_FILE"), f"{name}: {key} is a secret in plain sight"
    assert all("file" in secret for secret in compose["secrets"].values())


def test_every_container_ends_when_it_is_told_and_not_before_the_server_has_let_requests_finish() -> None:
    compose = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    for name, service in compose["services"].items():
        # Without an init, the first process of a container hears SIGTERM only where it asks for it; Oxigraph does not.
        assert service["init"] is True, name
        assert int(service["stop_grace_period"].removesuffix("s")) > serving.GRACE_SECONDS, name


def test_the_api_has_room_for_every_answer_that_is_spooled_at_once() -> None:
    compose = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    (mounted,) = compose["services"]["clustergraph"]["tmpfs"]
    size = re.fullmatch(r"/tmp:size=(\d+)g", mounted)
    assert size, mounted
    limits = Settings()
    needed = (limits.readers + limits.long_queries) * limits.result_megabytes
    assert int(size[1]) * 1024 >= needed


@pytest.mark.slow
def test_an_installed_wheel_works_from_an_empty_folder(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheels")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    subprocess.run(
        [programs / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel], check=True
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    # The libraries are those of the tests; the checkout is not among them, its path being in a .pth file.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(empty),
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [programs / "clustergraph", *arguments],
            cwd=empty,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [programs / "python", "-c", "import clustergraph; print(clustergraph.__file__)"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(tmp_path), "the checkout was used, not the wheel"
    assert "canonical digests" in run("build", "--store", ":memory:")
    letter = empty / "svar.txt"
    letter.write_text("Solna stad antog avsiktsförklaringen den 5 mars 2024.\n", encoding="utf-8")
    assert '"adoptions"' in run("map", str(letter))
    assert "Region Stockholm" in run("query", "adoptions", "--store", str(empty / "store"))
