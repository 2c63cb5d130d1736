"""One ONNX file, opened and asked. ONNX Runtime is loaded only where a setting names a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from personalizedTrailer.errors import ModelUnusable


class Network:
    """Raises ModelUnusable, with a sentence that names the setting, where it does not load or does not run."""

    def __init__(self, path: Path, setting: str, threads: int) -> None:
        self._setting = setting
        try:
            import onnxruntime
        except ImportError:
            why = "onnxruntime is not installed (pip install -r requirements-models.txt)"
            raise ModelUnusable(setting, why) from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 4  # what goes wrong is raised besides
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as fault:  # its errors have no base of their own
            raise ModelUnusable(setting, f"{path.name} is no ONNX model that loads") from fault
        self.inputs: dict[str, tuple[Any, ...]] = {one.name: tuple(one.shape) for one in self._session.get_inputs()}
        """Shapes by name; sides that may be of any length are None or a name."""
        self._types = {one.name: one.type for one in self._session.get_inputs()}
        self.outputs = [one.name for one in self._session.get_outputs()]

    def __call__(self, output: str, **given: NDArray[Any]) -> NDArray[np.float32]:
        """One output; what is given is turned into the types that the model takes."""
        try:
            feed: dict[str, NDArray[Any]] = {
                name: value.astype(_TYPES[self._types[name]]) for name, value in given.items()
            }
            return np.asarray(self._session.run([output], feed)[0], np.float32)
        except Exception as fault:
            raise self.unfit("it does not run") from fault

    def unfit(self, why: str) -> ModelUnusable:
        return ModelUnusable(self._setting, why)


_TYPES: dict[str, type] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
}
