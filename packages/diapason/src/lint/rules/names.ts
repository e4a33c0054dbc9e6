import { declared, finding, short, type Rule } from "../finding.ts"

/** Ranges that are unusual for what a parameter's name says it is, and objectives whose name speaks for the other direction. */
export const names: Rule = ({ space, wanted }) => [
  ...declared(space).flatMap(([parameter, json]) => {
    if (json.type !== "float" && json.type !== "int") return []
    const known = usual.find(({ name }) => name.test(parameter))
    if (known === undefined || json.high <= known.limit) return []
    const facts = { parameter, high: short(json.high), limit: short(known.limit), meaning: known.meaning }
    return [finding("D133", "warn", facts, { parameter })]
  }),
  ...wanted.objectives.flatMap(({ metric, direction }) => {
    const expected = lower.test(metric) ? "minimize" : higher.test(metric) ? "maximize" : direction
    return expected === direction ? [] : [finding("D132", "warn", { metric, direction, other: expected })]
  }),
]

const usual = [
  { name: /^(lr|eta|learning_?rate)$|_(lr|learning_rate)$/i, limit: 10, meaning: "a learning rate" },
  { name: /dropout/i, limit: 0.95, meaning: "a dropout" },
  { name: /^(momentum|beta_?[12])$/i, limit: 1, meaning: "a share of the past" },
  { name: /weight_?decay/i, limit: 10, meaning: "a weight decay" },
] as const

const lower = /loss|err(or)?$|rmse|mae$|mse$|perplexity|latency|nll/i
const higher = /acc(uracy)?$|auc|f1$|_f1_|r2$|reward|bleu|iou$|recall|precision/i
