"""Writes special.json: for each region of each function, doubles x (and y), the correctly rounded value, and what the rounding
left over in units of the last place, so that errors below one ulp can be told apart. Needs mpmath; 50 digits and more."""
import json
import math
import random
from pathlib import Path
from mpmath import mp, mpf, exp, expm1, log, log1p, sin, cos, erf, erfc, power, pi

mp.prec = 1400  # sines of 1e308 need 1024 bits before the point
random.seed(20240229)


def value(true):
    v = float(true)
    if not math.isfinite(v) or math.isnan(v):
        return "inf" if v > 0 else "-inf", 0
    return v, round(float((true - mpf(v)) / mpf(math.ulp(v))), 4)


def uniform(lo, hi, n):
    return [random.uniform(lo, hi) for _ in range(n)]


def logarithmic(lo, hi, n):
    return [math.exp(random.uniform(math.log(lo), math.log(hi))) for _ in range(n)]


def around(*points):
    out = []
    for p in points:
        a, b = p, p
        out.append(p)
        for _ in range(3):
            a, b = math.nextafter(a, -math.inf), math.nextafter(b, math.inf)
            out += [a, b]
    return out


def signed(xs):
    return [x if random.random() < 0.5 else -x for x in xs]


def erfcx(x):
    return exp(mpf(x) * mpf(x)) * erfc(x)


regions = []


def region(name, f, where, ulps, *arguments):
    rows = [value(f(*(mpf(a) for a in point))) for point in zip(*arguments)]
    regions.append(dict(function=name, region=where, ulps=ulps, arguments=arguments, values=[r[0] for r in rows], rest=[r[1] for r in rows]))


N = 160
region("exp", exp, "all normal results", 0.55, uniform(-708, 709.78, N) + around(-708.3964185322641))
region("exp", exp, "|x| below 1", 0.55, signed(logarithmic(1e-20, 1, N)) + around(0.0054152123481245725, 0.5, -0.5))
region("exp", exp, "subnormal results", 1, uniform(-745.1, -708.4, N) + [-745.1332191019411])
region("exp", exp, "the threshold of overflow", 0.55, [709.782712893384, math.nextafter(709.782712893384, 0), 709.78])
region("log", log, "all magnitudes", 0.6, logarithmic(2.3e-308, 1.7e308, N) + [1.7976931348623157e308, 2.2250738585072014e-308])
region("log", log, "around 1", 0.7, uniform(0.5, 2, N) + around(0.9375, 1.0625, 1.40625, 0.703125, 1.0078125, 0.9921875))
region("log", log, "next to 1", 0.7, [1 + x for x in signed(logarithmic(3e-16, 0.0625, N))] + [math.nextafter(1, 0), math.nextafter(1, 2)])
region("log", log, "subnormals", 0.6, logarithmic(5e-324 * 8, 2.2e-308, N) + [5e-324, 1e-323])
region("log1p", log1p, "|x| below 1/16", 0.7, signed(logarithmic(1e-300, 0.0625, N)) + around(0.0625, -0.0625) + [5e-324, -5e-324])
region("log1p", log1p, "-1 to 4", 0.8, uniform(-1, 4, N) + around(-0.5, 1.0, 0.40625) + [-1 + x for x in logarithmic(1.2e-16, 0.1, 50)])
region("log1p", log1p, "large x", 0.6, logarithmic(4, 1.7e308, N) + around(2.0**53, 2.0**54))
region("expm1", expm1, "|x| below 1/8", 0.7, signed(logarithmic(1e-300, 0.125, N)) + around(0.125, -0.125) + [5e-324])
region("expm1", expm1, "|x| below 2", 0.8, signed(uniform(0.125, 2, N)) + around(0.34657359027997264, -0.6931471805599453, 0.6931471805599453))
region("expm1", expm1, "large x", 0.6, uniform(2, 709.78, N) + around(38.0, 41.0) + [709.782712893384])
region("expm1", expm1, "negative x", 0.6, uniform(-40, -2, N) + around(-38.0))
for name, f in (("sin", sin), ("cos", cos)):
    region(name, f, "|x| below pi/4", 0.75, signed(logarithmic(1e-10, math.pi / 4, N)) + around(math.pi / 4))
    region(name, f, "|x| below 20", 0.75, signed(uniform(math.pi / 4, 20, N)))
    region(name, f, "|x| up to 2^20", 0.75, signed(logarithmic(20, 2.0**20, N)) + [2.0**20, -(2.0**20)])
    region(name, f, "doubles next to multiples of pi/2", 0.75, [float(k * pi / 2) for k in random.sample(range(1, 667000), N)] + around(math.pi / 2, math.pi, 3 * math.pi / 2))
    region(name, f, "large x", 0.75, signed(logarithmic(2.0**20, 1.7e308, N)) + around(2.0**20) + [6381956970095103 * 2.0**797, 1e22])
region("erf", erf, "|x| below 0.84375", 1, signed(logarithmic(1e-300, 0.84375, N)) + uniform(0, 0.84375, N) + around(0.84375) + [5e-324, 1e-308])
region("erf", erf, "0.84375 to 6", 1, signed(uniform(0.84375, 6, 2 * N)) + around(1.25, 2.857142857142857, 6.0))
region("erfc", erfc, "below 0.84375", 1.5, uniform(-7, 0.84375, N) + signed(logarithmic(1e-20, 0.84, N)) + around(0.84375, 0.25, -0.84375))
region("erfc", erfc, "0.84375 to 1.25", 2, uniform(0.84375, 1.25, N) + around(1.25))
region("erfc", erfc, "1.25 to 26.54, normal results", 2, uniform(1.25, 26.54, 2 * N) + around(2.857142857142857))
region("erfcx", erfcx, "-26.6 to 0", 2, uniform(-26.6, 0, N) + uniform(-1, 0, N) + around(-0.84375, -1.25))
region("erfcx", erfcx, "0 to 1.25", 2, uniform(0, 1.25, 2 * N) + around(0.25, 0.84375, 1.25))
region("erfcx", erfcx, "1.25 to 28", 2, uniform(1.25, 28, 2 * N) + around(2.857142857142857, 28.0))
region("erfcx", erfcx, "above 28", 2, logarithmic(28, 200, N) + around(28.0)[:1] + [1e3])
xs, ys = logarithmic(1e-3, 1e3, 2 * N), signed(uniform(0, 100, 2 * N))
region("pow", power, "moderate bases and exponents", 0.6, xs, ys)
xs = logarithmic(3e-308, 1e308, 2 * N)
ys = [random.uniform(-707, 709) / math.log(x) for x in xs]
region("pow", power, "all normal results", 0.6, xs, ys)
xs = [1 + x for x in signed(logarithmic(1e-15, 1e-2, 2 * N))]
ys = [random.uniform(-707, 709) / math.log(x) for x in xs]
region("pow", power, "bases next to 1", 0.6, xs, ys)
xs = logarithmic(5e-323, 2.2e-308, N)
ys = [random.uniform(-1, 1) for x in xs]
region("pow", power, "subnormal bases", 0.6, xs, ys)
xs = logarithmic(1e-200, 0.5, N)
ys = [random.uniform(709, 744) / -math.log(x) for x in xs]
region("pow", power, "subnormal results", 1, xs, ys)

for r in regions:
    r["arguments"] = [list(map(float, a)) for a in r["arguments"]]
Path(__file__).with_suffix(".json").write_text(json.dumps(regions, separators=(",", ":")).replace('{"function"', '\n{"function"') + "\n")
print(sum(len(r["values"]) for r in regions), "points")
