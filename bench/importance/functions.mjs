/**
 * Functions of the unit cube whose shares of variance are known in closed form. A feature is a number in 0..1, or the place of a choice's
 * value; `levels` is 0 for the former. `ones` and `pairs` (by `i,j`) hold what is not 0.
 */
/** Sobol's g in as many features; those without an `a` have 99. */
function sobolG(a) {
  const v = a.map((one) => 1 / 3 / (1 + one) ** 2)
  return {
    name: `Sobol g, ${a.length} features`,
    levels: a.map(() => 0),
    value: (x) => x.reduce((all, one, i) => (all * (Math.abs(4 * one - 2) + a[i])) / (1 + a[i]), 1),
    ...shares(v.reduce((all, one) => all * (1 + one), 1) - 1, v, eachPair(v)),
  }
}

function ishigami(a, b) {
  const pi = Math.PI
  const total = a ** 2 / 8 + (b * pi ** 4) / 5 + (b ** 2 * pi ** 8) / 18 + 1 / 2
  return {
    name: "Ishigami",
    levels: [0, 0, 0],
    value(x) {
      const [p, q, r] = x.map((one) => pi * (2 * one - 1))
      return Math.sin(p) + a * Math.sin(q) ** 2 + b * r ** 4 * Math.sin(p)
    },
    ...shares(total, [0.5 * (1 + (b * pi ** 4) / 5) ** 2, a ** 2 / 8, 0], { "0,2": b ** 2 * pi ** 8 * (1 / 18 - 1 / 50) }),
  }
}

function additive(c) {
  const v = c.map((one) => one ** 2 / 12)
  const value = (x) => x.reduce((all, one, i) => all + c[i] * one, 0)
  return { name: "additive", levels: c.map(() => 0), value, ...shares(sum(v), v, {}) }
}

/** Π (x + 1) over the first `active` features. */
function product(active, inert) {
  const [m, v] = [1.5, 1 / 12]
  const ones = [...Array(active).fill(v * m ** (2 * active - 2)), ...Array(inert).fill(0)]
  const pairs = {}
  for (let i = 0; i < active; i++) for (let j = i + 1; j < active; j++) pairs[`${i},${j}`] = v ** 2 * m ** (2 * active - 4)
  return {
    name: "product",
    levels: ones.map(() => 0),
    value: (x) => x.slice(0, active).reduce((all, one) => all * (one + 1), 1),
    ...shares((m ** 2 + v) ** active - m ** (2 * active), ones, pairs),
  }
}

/** A choice with effects of its own that turns the effect of a number around, one that does nothing, and two numbers. */
function choices() {
  const effect = [0, 1, 3, 2]
  const slope = [1, -1, 2, 4]
  const ones = [variance(effect), mean(slope) ** 2 / 12, 1 / 12, 0]
  const pairs = { "0,1": variance(slope) / 12 }
  return {
    name: "choices",
    levels: [4, 0, 0, 3],
    value: (x) => effect[x[0]] + slope[x[0]] * (x[1] - 0.5) + x[2],
    ...shares(sum(ones) + pairs["0,1"], ones, pairs),
  }
}

/** Cliffs, for which no smooth model is made: 2 [a > .6] + 3 [b > .3] [c > .5] + the value of a choice. */
function steps() {
  const ones = [4 * 0.24, 9 * 0.21 * 0.25, 9 * 0.25 * 0.49, variance([0, 1, 2]), 0]
  const pairs = { "1,2": 9 * 0.21 * 0.25 }
  return {
    name: "steps",
    levels: [0, 0, 0, 3, 0],
    value: (x) => (x[0] > 0.6 ? 2 : 0) + (x[1] > 0.3 && x[2] > 0.5 ? 3 : 0) + x[3],
    ...shares(sum(ones) + pairs["1,2"], ones, pairs),
  }
}

const sum = (values) => values.reduce((all, one) => all + one, 0)
const mean = (values) => sum(values) / values.length
const variance = (values) => mean(values.map((one) => (one - mean(values)) ** 2))

function eachPair(v) {
  const pairs = {}
  v.forEach((one, i) => v.slice(i + 1).forEach((other, k) => (pairs[`${i},${i + 1 + k}`] = one * other)))
  return pairs
}

const shares = (total, ones, pairs) => ({
  ones: ones.map((one) => one / total),
  pairs: Object.fromEntries(Object.entries(pairs).map(([key, one]) => [key, one / total])),
})

/** All of them. */
export const functions = [
  ishigami(7, 0.1),
  sobolG([0, 1, 4.5, 9, 99, 99, 99, 99]),
  additive([1, 2, 3, 0, 0, 0]),
  product(3, 2),
  choices(),
  steps(),
]

/** Sobol's g where people have many parameters and few of them matter. */
export const twenty = sobolG([0, 1, 4.5, 9, ...Array(16).fill(99)])
