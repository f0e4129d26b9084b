"""The ONNX file of the model, run by onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .errors import SourceUnavailable
from .minilm import FloatArray, IntArray


class OnnxEncoder:
    """An onnxruntime session as a transformer. Sessions may run in several threads at once."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __call__(self, ids: IntArray, mask: IntArray) -> FloatArray:
        """Encode ``ids`` (batch, length), padded where ``mask`` is 0, into (batch, length, 384)."""
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return np.asarray(self._session.run(None, feeds)[0], dtype=np.float32)


def open_session(runtime: Any, model: Path, providers: tuple[str, ...] | None) -> Any:
    """Open ``model`` with the module ``onnxruntime`` on the given providers, or on all that it offers.

    CoreML is never chosen: for this model it is slower than the CPU.

    Raises:
        ValueError: a provider is not available.
        SourceUnavailable: onnxruntime cannot read the file.
    """
    available = list(runtime.get_available_providers())
    if providers and not set(providers).issubset(available):
        raise ValueError(f"Preferred providers must be subset of available providers: {available}")
    chosen = [provider for provider in (providers or available) if provider != "CoreMLExecutionProvider"]
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_ENABLE_ALL
    try:
        return runtime.InferenceSession(str(model), providers=chosen, sess_options=options)
    except Exception as error:  # onnxruntime's own exceptions derive from Exception alone
        raise SourceUnavailable(f"onnxruntime cannot open {model}: {error}") from error
