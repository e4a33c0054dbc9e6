/** Functions of the unit cube with one pair whose share of the variance is known, and one that has none (or next to none). */
const ishigami = {
  name: "Ishigami",
  features: 3,
  value(x) {
    const [p, q, r] = x.map((one) => Math.PI * (2 * one - 1))
    return Math.sin(p) + 7 * Math.sin(q) ** 2 + 0.1 * r ** 4 * Math.sin(p)
  },
  pair: ["x0", "x2"],
  share: 0.2437,
  idle: ["x0", "x1"],
}

const a = [0, 1, 4.5, 9, 99, 99, 99, 99]
const parts = a.map((one) => 1 / 3 / (1 + one) ** 2)
const sobolG = {
  name: "Sobol g",
  features: 8,
  value: (x) => x.reduce((all, one, i) => (all * (Math.abs(4 * one - 2) + a[i])) / (1 + a[i]), 1),
  pair: ["x0", "x1"],
  share: (parts[0] * parts[1]) / (parts.reduce((all, one) => all * (1 + one), 1) - 1),
  idle: ["x4", "x5"],
}

const product = {
  name: "product",
  features: 3,
  value: (x) => x[0] * x[1],
  pair: ["x0", "x1"],
  share: 1 / 7,
  h: 1 / 7,
  idle: ["x1", "x2"],
}

const steps = {
  name: "steps",
  features: 3,
  value: (x) => (x[0] > 0.3 && x[1] > 0.6 ? 1 : 0) + (x[2] > 0.5 ? 1 : 0),
  pair: ["x0", "x1"],
  share: 0.0504 / (0.0336 + 0.1176 + 0.0504 + 0.25),
  idle: ["x1", "x2"],
}

const additive = {
  name: "additive",
  features: 4,
  value: (x) => x[0] + x[1] ** 2 + 0.3 * x[2],
  pair: ["x0", "x1"],
  share: 0,
  idle: ["x0", "x3"],
}

export const functions = { ishigami, sobolG, product, steps, additive }
