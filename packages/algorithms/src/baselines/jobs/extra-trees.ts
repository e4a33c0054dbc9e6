import type { Job } from "../job.ts"

/** Extremely randomised trees. */
export const extraTrees: Job = {
  name: "extra-trees",
  title: "extremely randomised trees",
  signs: [[/\bExtraTrees(Classifier|Regressor)\b/]],
  parameters: [
    {
      name: "n_estimators",
      also: ["n_trees", "num_trees", "trees"],
      range: "int(50, 2000, log)",
      why: "more is never worse, only slower",
      spread: "3x",
    },
    {
      name: "max_features",
      also: ["mtry", "feature_fraction"],
      range: "float(0.05, 1)",
      why: "the share of columns at each split; the parameter that matters most",
      spread: 0.2,
    },
    {
      name: "min_samples_leaf",
      also: ["min_node_size", "nodesize"],
      range: "int(1, 50, log)",
      why: "rows in a leaf, by factors",
      spread: "3x",
    },
    { name: "min_samples_split", range: "int(2, 50, log)", why: "rows that may still be split, by factors", spread: "3x" },
    { name: "max_samples", also: ["sample_fraction"], range: "float(0.2, 1)", why: "the share of rows of each tree", spread: 0.3 },
  ],
  starts: [
    {
      name: "regression",
      values: { n_estimators: 100, max_features: 1, min_samples_leaf: 1, min_samples_split: 5 },
      source: {
        cite: "Geurts, Ernst, Wehenkel: Extremely randomized trees: K = n and n_min = 5 for regression",
        year: 2006,
        where: "section 3",
      },
    },
    {
      name: "defaults",
      values: { n_estimators: 100, max_features: 1, min_samples_leaf: 1, min_samples_split: 2 },
      source: { cite: "scikit-learn manual (Pedregosa et al. 2011)", year: 2011, where: "ExtraTreesRegressor" },
    },
  ],
  interactions: ["The best share of columns is smaller where many columns are informative (Probst, Wright, Boulesteix 2019, section 2.1)."],
}
