"""What can go wrong before a model answers.

ImportError, ValueError
└── MissingDependencyError    a package is not installed
RuntimeError
├── ModelUnavailableError     no source has the model
└── EmbeddingServiceError     a service did not give the vectors
ValueError
└── UnknownEmbeddingFunctionError    the collection's embedding function is not registered here
"""

from __future__ import annotations

from collections.abc import Sequence

INSTALL_HINT = "pip install 'polychrome[embeddings]'"


class MissingDependencyError(ImportError, ValueError):
    """A package the embedding function needs is not installed.

    The message names the package and the command that installs it. It is a ``ValueError`` too, because that
    is what the official client raises here.
    """


class ModelUnavailableError(RuntimeError):
    """No source could provide the embedding model.

    The message lists every source tried with the reason it failed, and what to install. ``attempts`` holds
    the same as (source, reason) pairs.
    """

    def __init__(self, model: str, attempts: Sequence[tuple[str, str]], advice: str) -> None:
        self.attempts = tuple(attempts)
        tried = "\n".join(f"  {number}. {source}: {reason}" for number, (source, reason) in enumerate(attempts, 1))
        super().__init__(f"The embedding model {model} is not available. Tried:\n{tried}\n{advice}")


class EmbeddingServiceError(RuntimeError):
    """A service that makes vectors could not be reached, refused, or answered something else.

    The message names the service and says what it answered, never a key. ``status`` is that of HTTP, None without an
    answer. Ask again when the status is 429 or 503; `EmbeddingFunction.embed_with_retries` does.
    """

    def __init__(self, service: str, problem: str, *, status: int | None = None) -> None:
        self.service = service
        self.status = status
        super().__init__(f"{service} {problem}")


class UnknownEmbeddingFunctionError(ValueError):
    """The collection was made with an embedding function this process does not know.

    Its configuration is kept as it is, and everything that needs no vectors from it works. Register the class
    with `register_embedding_function`, or pass embeddings or an embedding function of your own.
    """


class SourceUnavailable(Exception):
    """One source has no usable model, and the message says why. Internal: it ends up in `ModelUnavailableError`."""
