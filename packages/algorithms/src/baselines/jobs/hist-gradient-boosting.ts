import type { Job } from "../job.ts"

/** Gradient-boosted trees of scikit-learn. */
export const histGradientBoosting: Job = {
  name: "hist-gradient-boosting",
  title: "gradient-boosted trees of scikit-learn",
  signs: [[/\bHistGradientBoosting(Classifier|Regressor)\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta"],
      range: "log(0.005, 0.5)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "max_iter",
      also: ["n_estimators", "iterations", "num_boost_round", "n_trees"],
      range: "int(50, 2000, log)",
      why: "counts by factors; fewer with early stopping",
      spread: "5x",
    },
    {
      name: "max_leaf_nodes",
      also: ["num_leaves", "max_leaves"],
      range: "int(4, 256, log)",
      why: "the size of a tree, which counts by factors",
      spread: "3x",
    },
    {
      name: "min_samples_leaf",
      also: ["min_child_samples", "min_data_in_leaf"],
      range: "int(1, 200, log)",
      why: "rows in a leaf, by factors",
      spread: "4x",
    },
    {
      name: "l2_regularization",
      also: ["l2", "reg_lambda"],
      range: "mix(0, log(1e-8, 10))",
      why: "a penalty works over orders of magnitude; 0 stays a value of its own",
    },
    { name: "max_features", also: ["colsample_bynode"], range: "float(0.2, 1)", why: "the share of columns at each split", spread: 0.2 },
    { name: "max_bins", also: ["max_bin"], range: "int(32, 255, log)", why: "finer bins cost time" },
  ],
  starts: [
    {
      name: "defaults",
      values: {
        learning_rate: 0.1,
        max_iter: 100,
        max_leaf_nodes: 31,
        min_samples_leaf: 20,
        l2_regularization: 0,
        max_features: 1,
        max_bins: 255,
      },
      source: { cite: "scikit-learn manual (Pedregosa et al. 2011)", year: 2011, where: "HistGradientBoostingClassifier" },
    },
  ],
  interactions: ["Learning rate and number of iterations act as a product: half the rate wants about twice the trees."],
}
