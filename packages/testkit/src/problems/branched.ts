import { spaceFromJson, type Config } from "@diapason/core"
import { log } from "@diapason/math"
import { minimised, number, type Problem } from "./problem.ts"

/** A conditional space: three learners with settings of their own, of which the one that looks worse at its centre is best. */
export const branched: Problem = {
  name: "branched",
  space: spaceFromJson({
    learner: {
      type: "branch",
      branches: {
        tree: { depth: { type: "int", low: 1, high: 16 }, leaf: { type: "int", low: 1, high: 128, scale: "log" } },
        net: { lr: { type: "float", low: 1e-5, high: 1, scale: "log" }, dropout: { type: "float", low: 0, high: 0.9 } },
        none: {},
      },
    },
  }),
  objectives: minimised,
  optimum: { value: 0, at: { learner: { use: "net", lr: 0.01, dropout: 0.2 } } },
  evaluate: (config) => ({ loss: ofLearner(config["learner"] as Config) }),
}

function ofLearner(learner: Config): number {
  if (learner["use"] === "none") return 1
  if (learner["use"] === "tree") return 0.3 + square(number(learner, "depth") - 7) / 100 + square(log(number(learner, "leaf") / 8)) / 20
  return square(log(number(learner, "lr") / 0.01)) / 10 + 2 * square(number(learner, "dropout") - 0.2)
}

const square = (x: number): number => x * x
