"""What importing the package costs, and what it shows."""

import subprocess
import sys

import chromadb
import pytest

HEAVY = ("numpy", "httpx", "orjson", "anyio", "attr", "attrs", "onnxruntime", "chroma_server", "pydantic")


def loaded_after(code: str) -> set[str]:
    """The heavy modules that are loaded once ``code`` has run."""
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(HEAVY) & set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import chromadb") == set()
    assert loaded_after("import chromadb.config, chromadb.errors; chromadb.Settings(_env_file=None)") == set()


def test_a_local_client_does_not_load_httpx() -> None:
    assert not {"httpx", "onnxruntime"} & loaded_after("import chromadb; chromadb.EphemeralClient()")


def test_an_http_client_does_not_load_the_engine() -> None:
    code = "import chromadb; chromadb.CloudClient(api_key='x')"
    assert not {"chroma_server", "onnxruntime"} & loaded_after(code)


def test_the_api_level_and_our_own_version() -> None:
    assert chromadb.__version__ == "1.5.9"
    assert chromadb.__polychrome_version__.count(".") == 2


def test_every_exported_name_exists_and_is_listed() -> None:
    for name in chromadb.__all__:
        assert getattr(chromadb, name) is not None
    assert set(chromadb.__all__) <= set(dir(chromadb))
    assert set(chromadb.__all__) <= set(vars(chromadb))
    assert len(set(chromadb.__all__)) == len(chromadb.__all__)


def test_the_exported_names() -> None:
    """A change here is a change of the public API."""
    official = (
        "AdminClient AsyncHttpClient Client CloudClient EphemeralClient HttpClient PersistentClient RustClient "
        "configure get_settings Settings ClientAPI AdminAPI AsyncClientAPI DEFAULT_TENANT DEFAULT_DATABASE ReadLevel "
        "Cmek Collection Metadata Metadatas Where WhereDocument Documents IDs URI URIs Embeddings EmbeddingFunction "
        "Include CollectionMetadata UpdateMetadata UpdateCollectionMetadata QueryResult GetResult TokenTransportHeader "
        "Search Key K Knn Rrf SparseVector SparseVectors SparseEmbeddingFunction Schema VectorIndexConfig "
        "HnswIndexConfig SpannIndexConfig FtsIndexConfig SparseVectorIndexConfig StringInvertedIndexConfig "
        "IntInvertedIndexConfig FloatInvertedIndexConfig BoolInvertedIndexConfig"
    )
    ours = (
        "AsyncAdminAPI AsyncAdminClient AsyncCloudClient AsyncCollection AsyncEphemeralClient AsyncPersistentClient "
        "EventHooks RequestEvent ResponseEvent RetryEvent RetryPolicy Timeout"
    )
    assert set(chromadb.__all__) == set(official.split()) | set(ours.split())


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = chromadb.Nothing  # type: ignore[attr-defined]
