"""Writes src/special/exp-table.ts and src/special/log-table.ts: pairs (high, low) whose sum has about 100 correct bits. Needs mpmath."""
from pathlib import Path
from mpmath import mp, mpf, log, floor

mp.prec = 300
special = Path(__file__).parent.parent / "src" / "special"


def rows(pairs):
    return "".join(f"  {h!r}, {l!r},\n" for h, l in pairs)


def pair(x):
    h = float(x)
    return h, float(x - mpf(h))


def short(x, bits=42):
    """The high part keeps `bits` fractional bits, so that sums with multiples of ln 2 are exact."""
    h = float(floor(x * 2**bits + mpf(1) / 2) / 2**bits)
    return h, float(x - mpf(h))


def write(name, constant, doc, pairs):
    text = f"// Written by scripts/tables.py.\n\n/** {doc} */\n// prettier-ignore\nexport const {constant} = new Float64Array([\n{rows(pairs)}])\n"
    (special / name).write_text(text)


write("exp-table.ts", "expTable", "2^(j/64) for j from 0 to 63, as pairs (high, low).", [pair(mpf(2) ** (mpf(j) / 64)) for j in range(64)])
write("log-table.ts", "logTable", "ln(j/64) for j from 45 to 90, as pairs (high, low); the high parts are multiples of 2^-42.", [short(log(mpf(j) / 64)) for j in range(45, 91)])

ln2 = log(mpf(2))
print("ln2 42 bits", *map(repr, short(ln2)))
print("ln2/64 37 bits fractional 42", *map(repr, short(ln2 / 64, 41)))
print("64/ln2", repr(float(64 / ln2)))
