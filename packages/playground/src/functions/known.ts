import { numberOf, type TestFunction } from "./test-function.ts"

const float = (low: number, high: number, more: object = {}) => ({ type: "float", low, high, ...more })

/** Branin 1972, in the form of Dixon and Szegő 1978. */
const branin: TestFunction = {
  name: "branin",
  title: "Branin",
  about: "Smooth, two parameters, three valleys of the same depth: a model of the surface finds them in a few trials.",
  space: { x: float(-5, 10), y: float(0, 15) },
  optimum: 10 / (8 * Math.PI),
  evaluate(config) {
    const [x, y] = [numberOf(config, "x"), numberOf(config, "y")]
    const bend = y - (5.1 / (4 * Math.PI * Math.PI)) * x * x + (5 / Math.PI) * x - 6
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10
  },
}

/** Rastrigin 1974, in two dimensions; the optimum stands aside of the centre, where samplers begin. */
const rastrigin: TestFunction = {
  name: "rastrigin",
  title: "Rastrigin",
  about: "Two parameters and some hundred valleys, one of them the deepest: who trusts the first good one stays in it.",
  space: { x: float(-5.12, 5.12), y: float(-5.12, 5.12) },
  optimum: 0,
  evaluate: (config) => wave(numberOf(config, "x") - 1.7) + wave(numberOf(config, "y") + 2.4),
}

const wave = (t: number): number => t * t + 10 - 10 * Math.cos(2 * Math.PI * t)

const weights = [1, 1.2, 3, 3.2]
const slopes = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
]
const centres = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]

/** Hartmann 1973, six parameters; constants of Dixon and Szegő 1978. */
const hartmann6: TestFunction = {
  name: "hartmann6",
  title: "Hartmann, six parameters",
  about: "Six parameters at once and four wells: a grid of three values each would need 729 trials.",
  space: Object.fromEntries([1, 2, 3, 4, 5, 6].map((i) => [`x${i}`, float(0, 1)])),
  optimum: -3.322368011415515,
  evaluate(config) {
    const x = [1, 2, 3, 4, 5, 6].map((i) => numberOf(config, `x${i}`))
    const far = (i: number): number => x.reduce((sum, xj, j) => sum + slopes[i]![j]! * (xj - centres[i]![j]!) ** 2, 0)
    return -weights.reduce((sum, weight, i) => sum + weight * Math.exp(-far(i)), 0)
  },
}

/** Made for this page: the better branch has the rougher ground. */
const branches: TestFunction = {
  name: "branches",
  title: "Two branches",
  about: "A choice decides which parameters there are. The safe branch is good soon; the better one is rough at first.",
  space: {
    way: { type: "choice", values: ["safe", "bold"] },
    u: float(-5, 5, { when: { way: ["safe"] } }),
    v: float(-5, 5, { when: { way: ["bold"] } }),
    w: float(-5, 5, { when: { way: ["bold"] } }),
  },
  optimum: 0,
  evaluate(config) {
    if (config["way"] === "safe") return 1 + 0.1 * (numberOf(config, "u") - 2) ** 2
    const [v, w] = [numberOf(config, "v") - 1, numberOf(config, "w") + 2]
    return 0.1 * (v * v + w * w) + 0.35 * (2 - Math.cos(3 * v) - Math.cos(3 * w))
  },
}

/** A valley as narrow as a bend: Rosenbrock 1960. */
const rosenbrock: TestFunction = {
  name: "rosenbrock",
  title: "Rosenbrock",
  about: "Two parameters and one curved, flat valley: found at once, followed slowly.",
  space: { x: float(-2, 2), y: float(-1, 3) },
  optimum: 0,
  evaluate(config) {
    const [x, y] = [numberOf(config, "x"), numberOf(config, "y")]
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2
  },
}

/** The functions that the page brings along. */
export const known: readonly TestFunction[] = [branin, rastrigin, rosenbrock, hartmann6, branches]
