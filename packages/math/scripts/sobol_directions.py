"""Writes src/quasi/joe-kuo.ts, the first 1111 rows of new-joe-kuo-6.21201 (Joe and Kuo 2008), from the copy that SciPy ships; and the
unscrambled points of SciPy for dimensions drawn at random to test/oracles/sobol.json. Needs scipy."""
import json
import random
from importlib.resources import files
from pathlib import Path
import numpy as np
from scipy.stats import qmc

here = Path(__file__).parent.parent
DIMENSIONS = 1111
data = np.load(files("scipy.stats") / "_sobol_direction_numbers.npz")


def digits(n, width):
    out = ""
    for _ in range(width):
        out = "0123456789abcdefghijklmnopqrstuv"[n % 32] + out
        n //= 32
    assert n == 0
    return out


packed = ""
for polynomial, seeds in zip(data["poly"][1:DIMENSIONS].tolist(), data["vinit"][1:DIMENSIONS].tolist()):
    degree = polynomial.bit_length() - 1
    packed += digits(polynomial, 3)
    assert seeds[0] == 1
    for k in range(2, degree + 1):
        assert seeds[k - 1] % 2 == 1 and seeds[k - 1] < 2**k
        packed += digits(seeds[k - 1] >> 1, (k + 3) // 5)

lines = [packed[i : i + 130] for i in range(0, len(packed), 130)]
text = f"""// Written by scripts/sobol_directions.py. Copyright (c) 2008, Frances Y. Kuo and Stephen Joe; see NOTICE.

/** How many dimensions the direction numbers reach; the first needs none. */
export const joeKuoDimensions = {DIMENSIONS}

/**
 * For each dimension from the second on, in digits of base 32: the primitive polynomial, all its bits, in three digits; then, for k from 2
 * to its degree, (m_k - 1)/2 in as many digits as k - 1 bits need. m_1 is 1 everywhere.
 */
// prettier-ignore
export const joeKuo =
"""
text += " +\n".join(f'  "{line}"' for line in lines) + "\n"
(here / "src" / "quasi" / "joe-kuo.ts").write_text(text)

random.seed(2008)
dimensions = sorted({1, 2, 3, DIMENSIONS} | set(random.sample(range(1, DIMENSIONS + 1), 60)))
indices = sorted({0, 1, 2, 3, 4, 5, 7, 8191} | set(random.sample(range(8192), 12)))
points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random(8192)
rows = [[int(points[i, d - 1] * 2**32) for d in dimensions] for i in indices]
oracle = json.dumps(dict(dimensions=dimensions, indices=indices, points=rows), separators=(",", ":"))
(here / "test" / "oracles" / "sobol.json").write_text(oracle + "\n")
