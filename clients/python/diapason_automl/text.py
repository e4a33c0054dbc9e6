"""Sentences as a few numbers: hashed words, weighted by how rare they are (TF-IDF), in their main directions (Deerwester 1990)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

WORDS, DIRECTIONS, ROWS = 4096, 24, 50_000


class Text(NamedTuple):
    """What was learned of one column of text. `width` numbers come out: the directions, and the count of words."""

    width: int
    idf: Any
    svd: Any

    @staticmethod
    def learn(values: pd.Series) -> Text:
        """Learns from at most 50 000 rows; the memory does not grow with the vocabulary."""
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfTransformer

        some = values if len(values) <= ROWS else values.sample(ROWS, random_state=0)
        counts = _hash(some)
        idf = TfidfTransformer(sublinear_tf=True).fit(counts)
        directions = max(1, min(DIRECTIONS, len(some) // 10))
        svd = TruncatedSVD(directions, random_state=0, n_iter=3).fit(idf.transform(counts))
        return Text(directions + 1, idf, svd)

    def apply(self, values: pd.Series) -> np.ndarray:
        """Rows x width; a missing text is no words."""
        counts = _hash(values)
        return np.column_stack([self.svd.transform(self.idf.transform(counts)), np.asarray(counts.sum(axis=1)).ravel()])


def _hash(values: pd.Series) -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    words = HashingVectorizer(n_features=WORDS, alternate_sign=False, norm=None, ngram_range=(1, 1), dtype=np.float32)
    return words.transform(values.astype(object).where(values.notna(), "").map(str))
