import type { Job } from "./job.ts"

/** What may be chosen of a forest of unpruned trees, however its splits are found. */
export const forestParameters: Job["parameters"] = [
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
]

/** How its parameters bear on each other. */
export const forestInteractions: NonNullable<Job["interactions"]> = [
  "The best share of columns is smaller where many columns are informative (Probst, Wright, Boulesteix 2019, section 2.1).",
]
