"""Writes normal.json: for each region of each function, arguments and correctly rounded values, and the error allowed, relative plus absolute. Needs mpmath."""
import json
import math
import random
from pathlib import Path
from mpmath import mp, mpf, erfc, exp, log, log1p, pi, sqrt

mp.dps = 60
random.seed(19880305)
eps = 2.0**-52


def cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def pdf(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def log_cdf(x):
    return log(cdf(x)) if x < 0 else log1p(-cdf(-x))


def mass(a, b):
    if a > 0:
        a, b = -b, -a
    digits = mp.dps
    mp.dps = digits + 400
    m = cdf(b) - cdf(a)
    mp.dps = digits
    return m


def quantile_of_log(t):
    """Newton's method in 60 digits from the double nearest."""
    sign = 1
    if t > -log(mpf(2)):
        t, sign = log(-mp.expm1(t)), -1
    x = -sqrt(-2 * t) if t < -2 else mpf(-0.5)
    for _ in range(200):
        step = (log_cdf(x) - t) * cdf(x) / pdf(x)
        x -= step
        if abs(step) < mpf(10) ** -50 * (1 + abs(x)):
            return sign * x
    raise ArithmeticError(t)


def truncated(q, a, b):
    if a > 0:
        return -truncated(1 - q, -b, -a)
    target = cdf(a) + q * (cdf(b) - cdf(a))
    return quantile_of_log(log(target))


def uniform(lo, hi, n):
    return [random.uniform(lo, hi) for _ in range(n)]


def logarithmic(lo, hi, n):
    return [math.exp(random.uniform(math.log(lo), math.log(hi))) for _ in range(n)]


regions = []


def region(name, f, where, relative, *arguments, absolute=0):
    values = [float(f(*(mpf(a) for a in point))) for point in zip(*arguments)]
    regions.append(dict(function=name, region=where, relative=relative, absolute=absolute, arguments=arguments, values=values))


N = 100
region("normalPdf", pdf, "|x| below 37.5", 2 * eps, uniform(-37.5, 37.5, N))
region("normalCdf", cdf, "-37.5 to 9", 4 * eps, uniform(-37.5, 9, N) + uniform(-2, 2, N) + [-1.0, math.nextafter(-1, -2)])
region("normalLogCdf", log_cdf, "-200 to 0", 4 * eps, uniform(-200, 0, N) + uniform(-3, 0, N) + [-20.0, -38.0, 0.0])
region("normalLogCdf", log_cdf, "0 to 37", 4 * eps, uniform(0, 37, N) + [6.0, 5e-324, 1e-10])
region("normalQuantile", lambda p: quantile_of_log(log(p)), "the centre", 8 * eps, [p for p in uniform(0.075, 0.925, N) if p != 0.5] + [0.075, 0.925])
region("normalQuantile", lambda p: quantile_of_log(log(p)), "the lower tail", 8 * eps, logarithmic(1e-300, 0.075, N) + [1.3887943864964021e-11, 5e-324])
region("normalLogQuantile", quantile_of_log, "-1e6 to 0", 8 * eps, [-t for t in logarithmic(1e-15, 0.5, N) + logarithmic(0.9, 1e6, N)] + [-700.0, -0.01])
region("normalLogQuantile", quantile_of_log, "around the median", 8 * eps, uniform(-0.9, -0.5, N) + [-0.6931471805599452], absolute=4e-16)
a, h = uniform(-38, 38, 3 * N), logarithmic(1e-12, 20, 3 * N)
region("logNormalMass", lambda a, b: log(mass(a, b)), "intervals of all widths", 4e-15, a, [x + w for x, w in zip(a, h)])
a, h = uniform(-3, 1, 2 * N), logarithmic(1e-14, 2, 2 * N)
region("logNormalMass", lambda a, b: log(mass(a, b)), "intervals in the middle", 2e-14, a, [x + w for x, w in zip(a, h)])
q, a, h = uniform(0, 1, 2 * N), uniform(-30, 30, 2 * N), logarithmic(1e-2, 10, 2 * N)
region("truncatedNormalQuantile", truncated, "intervals of all widths", 1e-13, q, a, [x + w for x, w in zip(a, h)])
q, a, h = uniform(0, 1, N), uniform(-5, 5, N), logarithmic(1e-9, 1e-2, N)
region("truncatedNormalQuantile", truncated, "narrow intervals", 1e-13, q, a, [x + w for x, w in zip(a, h)])

text = json.dumps(regions, separators=(",", ":")).replace('{"function"', '\n{"function"') + "\n"
Path(__file__).with_suffix(".json").write_text(text)
print(sum(len(r["values"]) for r in regions), "points")
