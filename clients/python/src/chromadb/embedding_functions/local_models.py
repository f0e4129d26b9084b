"""Embeddings by models that other packages run in this process: Instructor, Text2Vec and OpenCLIP.

A model is loaded with the first text or image, and shared by all functions with the same settings.
"""

from __future__ import annotations

from typing import Any, ClassVar

from chromadb._types.records import Documents, Embeddable, is_image
from chromadb._types.vectors import Embeddings

from ._config import optional, string
from ._configured import MODEL, ConfiguredFunction, Setting, Settings
from ._images import check_items, pillow_image
from ._models import shared, shared_model
from ._optional import import_optional
from ._service import texts, vectors

# A model's name may be its directory, which may move.
_MOVABLE_MODEL = Setting(string, required=True)


class InstructorEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts with a model of the package InstructorEmbedding, which reads an instruction before each text."""

    _name = "instructor"
    _settings: ClassVar[Settings] = {
        "model_name": _MOVABLE_MODEL,
        "device": Setting(string, required=True),
        "instruction": Setting(optional(string)),
    }

    def __init__(
        self, model_name: str = "hkunlp/instructor-base", device: str = "cpu", instruction: str | None = None
    ) -> None:
        """Choose the model, by name or directory, the device it runs on, and the instruction."""
        self.model_name = model_name
        self.device = device
        self.instruction = instruction

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `MissingDependencyError` without InstructorEmbedding."""
        given: list[Any] = list(texts("Instructor", input))
        if self.instruction is not None:
            given = [[self.instruction, text] for text in given]
        model = shared_model(
            "InstructorEmbedding",
            "INSTRUCTOR",
            "pip install InstructorEmbedding",
            {"model_name_or_path": self.model_name, "device": self.device},
        )
        return list(vectors("Instructor", list(model.encode(given, convert_to_numpy=True))))


class Text2VecEmbeddingFunction(ConfiguredFunction[Documents]):
    """Embed texts, Chinese ones above all, with a model of the package text2vec."""

    _name = "text2vec"
    _settings: ClassVar[Settings] = {"model_name": _MOVABLE_MODEL}

    def __init__(self, model_name: str = "shibing624/text2vec-base-chinese") -> None:
        """Choose the model, by name or directory."""
        self.model_name = model_name

    def __call__(self, input: Documents) -> Embeddings:
        """Embed the texts; `MissingDependencyError` without text2vec."""
        given = texts("Text2Vec", input)
        model = shared_model(
            "text2vec", "SentenceModel", "pip install text2vec", {"model_name_or_path": self.model_name}
        )
        return list(vectors("Text2Vec", list(model.encode(given, convert_to_numpy=True))))


class OpenCLIPEmbeddingFunction(ConfiguredFunction[Embeddable]):
    """Embed texts and images in one space with a model of OpenCLIP. Needs open-clip-torch, and Pillow for images.

    Images are arrays as Pillow makes them: (height, width) or (height, width, channels), uint8. Vectors have length 1.
    """

    _name = "open_clip"
    _settings: ClassVar[Settings] = {
        "model_name": MODEL,
        "checkpoint": Setting(string, required=True, fixed=True),
        "device": Setting(optional(string), required=True),
    }

    def __init__(
        self, model_name: str = "ViT-B-32", checkpoint: str = "laion2b_s34b_b79k", device: str | None = "cpu"
    ) -> None:
        """Choose the model, which of its trained weights, and the device it runs on."""
        self.model_name = model_name
        self.checkpoint = checkpoint
        self.device = device

    def __call__(self, input: Embeddable) -> Embeddings:
        """Embed texts, images, or both.

        Raises:
            ValueError: there is something else among them, or an array that is no image.
            chromadb.embedding_functions.MissingDependencyError: a package is not installed.
        """
        check_items("OpenCLIP", input)
        settings = ("open_clip", self.model_name, self.checkpoint, str(self.device))
        model, preprocess, tokenize, torch = shared(settings, self._load)
        made: list[Any] = []
        with torch.no_grad():
            for place, item in enumerate(input):
                if is_image(item):
                    image = preprocess(pillow_image("OpenCLIP", item, place))
                    found = model.encode_image(image.unsqueeze(0).to(self.device))
                else:
                    found = model.encode_text(tokenize(item).to(self.device))
                made.append((found / found.norm(dim=-1, keepdim=True)).squeeze().cpu().numpy())
        return list(vectors("OpenCLIP", made))

    def _load(self) -> tuple[Any, Any, Any, Any]:
        open_clip = import_optional("open_clip", "OpenCLIP", "pip install open-clip-torch")
        torch = import_optional("torch", "OpenCLIP", "pip install torch")
        model, _, preprocess = open_clip.create_model_and_transforms(
            model_name=self.model_name, pretrained=self.checkpoint
        )
        model.to(self.device)
        return model, preprocess, open_clip.get_tokenizer(model_name=self.model_name), torch
