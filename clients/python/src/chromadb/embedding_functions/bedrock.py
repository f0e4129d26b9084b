"""The embeddings of Amazon Bedrock."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from chromadb._types.records import Documents
from chromadb._types.vectors import Embeddings

from ._config import mapping
from ._configured import MODEL, ConfiguredFunction, Setting, Settings
from ._models import check_options
from ._optional import import_optional
from ._service import fields, texts, vectors
from .errors import EmbeddingServiceError

_SERVICE = "Amazon Bedrock"
_JSON = "application/json"


class AmazonBedrockEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of Amazon Bedrock that takes them one by one, as those of Titan do. Needs boto3.

    Keys stay with the session, which is built again of its region and its profile.
    """

    _name = "amazon_bedrock"
    _settings: ClassVar[Settings] = {
        "model_name": MODEL,
        "session_args": Setting(mapping, required=True),
        "kwargs": Setting(mapping, required=True),
    }
    _space = "l2"

    def __init__(self, session: Any, model_name: str = "amazon.titan-embed-text-v1", **kwargs: Any) -> None:
        """Choose the model; ``session`` is a ``boto3.Session``, ``kwargs`` are the options of its client.

        Raises:
            ValueError: an option cannot be stored.
        """
        check_options(kwargs)
        self.model_name = model_name
        self.kwargs = kwargs
        of_session = {name: getattr(session, name, None) for name in ("region_name", "profile_name")}
        self.session_args = {name: value for name, value in of_session.items() if value}
        self._client: Any = session.client(service_name="bedrock-runtime", **kwargs)

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts.

        Raises:
            chromadb.embedding_functions.EmbeddingServiceError: the model answers something else than a vector.
            botocore.exceptions.ClientError: the service refuses; botocore's other errors, when it is not reached.
        """
        return [self._embed(text) for text in texts(_SERVICE, input)]

    def _embed(self, text: str) -> Any:
        body = json.dumps({"inputText": text})
        answer = self._client.invoke_model(body=body, modelId=self.model_name, accept=_JSON, contentType=_JSON)
        try:
            made = json.loads(answer["body"].read())
        except ValueError as error:
            raise EmbeddingServiceError(_SERVICE, f"answered with something else than JSON: {error}") from None
        return vectors(_SERVICE, fields(_SERVICE, [made], "embedding"))[0]

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> AmazonBedrockEmbeddingFunction:
        """Build the function from what ``get_config`` gave, with a new session.

        Raises:
            ValueError: the configuration is malformed.
            chromadb.embedding_functions.MissingDependencyError: boto3 is not installed.
        """
        AmazonBedrockEmbeddingFunction.validate_config(config)
        boto3 = import_optional("boto3", _SERVICE, "pip install boto3")
        of_session = dict(config["session_args"])
        # A session without a profile calls its profile "default", and cannot be made with it where none has this name.
        if of_session.get("profile_name") == "default" and "default" not in boto3.Session().available_profiles:
            del of_session["profile_name"]
        session = boto3.Session(**of_session)
        return AmazonBedrockEmbeddingFunction(session=session, model_name=config["model_name"], **config["kwargs"])
