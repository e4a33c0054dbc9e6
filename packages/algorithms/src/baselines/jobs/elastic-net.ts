import type { Job } from "../job.ts"

/** Linear regression with a penalty (ridge, lasso, elastic net). */
export const elasticNet: Job = {
  name: "elastic-net",
  title: "linear regression with a penalty (ridge, lasso, elastic net)",
  signs: [[/\b(ElasticNet|Lasso|Ridge)(CV)?\(/]],
  parameters: [
    {
      name: "alpha",
      also: ["reg", "lambda", "penalty"],
      range: "log(1e-5, 1e3)",
      why: "a penalty works over orders of magnitude",
      spread: "10x",
    },
    { name: "l1_ratio", range: "float(0, 1)", why: "0 is ridge, 1 is lasso", spread: 0.3 },
  ],
  starts: [
    {
      name: "defaults",
      values: { alpha: 1, l1_ratio: 0.5 },
      source: { cite: "scikit-learn manual (Pedregosa et al. 2011)", year: 2011, where: "ElasticNet" },
    },
  ],
  interactions: ["Columns must be scaled first: the penalty treats all alike."],
}
