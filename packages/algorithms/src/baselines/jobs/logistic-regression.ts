import type { Job } from "../job.ts"

/** Logistic regression. */
export const logisticRegression: Job = {
  name: "logistic-regression",
  title: "logistic regression",
  signs: [[/\bLogisticRegression(CV)?\b/]],
  parameters: [
    {
      name: "C",
      also: ["c", "inverse_regularization"],
      range: "log(1e-4, 1e4)",
      why: "the grid of LogisticRegressionCV; the inverse of a penalty",
      spread: "10x",
    },
    { name: "l1_ratio", range: "float(0, 1)", why: "0 is ridge, 1 is lasso", spread: 0.3 },
    { name: "max_iter", range: "int(50, 2000, log)", why: "until it has converged" },
  ],
  starts: [
    {
      name: "defaults",
      values: { C: 1, l1_ratio: 0, max_iter: 100 },
      source: { cite: "scikit-learn manual (Pedregosa et al. 2011)", year: 2011, where: "LogisticRegression" },
    },
  ],
  interactions: ["Columns must be scaled first: the penalty treats all alike."],
}
