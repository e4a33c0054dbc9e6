import type { Job } from "../job.ts"

/** Gradient-boosted trees with CatBoost. */
export const catboost: Job = {
  name: "catboost",
  title: "gradient-boosted trees with CatBoost",
  signs: [[/\bcatboost\b|\bCatBoost(Classifier|Regressor|Ranker)\b/]],
  parameters: [
    {
      name: "learning_rate",
      also: ["lr", "eta"],
      range: "log(0.005, 0.3)",
      why: "a step size works over orders of magnitude",
      spread: "3x",
    },
    {
      name: "iterations",
      also: ["n_estimators", "num_boost_round", "num_trees", "n_trees", "rounds"],
      range: "int(50, 4000, log)",
      why: "counts by factors; fewer with early stopping",
      spread: "5x",
    },
    { name: "depth", also: ["max_depth"], range: "int(3, 10)", why: "symmetric trees: each level doubles the leaves", spread: 2 },
    { name: "l2_leaf_reg", also: ["reg_lambda", "l2"], range: "log(1e-6, 30)", why: "a penalty works over orders of magnitude" },
    { name: "random_strength", range: "float(0, 3)", why: "noise in the choice of splits", spread: 1 },
    { name: "bagging_temperature", range: "float(0, 2)", why: "how uneven the weights of the rows are", spread: 1 },
    { name: "subsample", also: ["bagging_fraction"], range: "float(0.4, 1)", why: "the share of rows of each tree", spread: 0.2 },
    { name: "one_hot_max_size", range: "int(2, 64, log)", why: "categories with fewer values get a column each" },
    { name: "border_count", also: ["max_bin", "max_bins"], range: "int(32, 254, log)", why: "finer borders cost time" },
  ],
  starts: [
    {
      name: "tuned",
      values: {
        learning_rate: 0.08,
        iterations: 1000,
        depth: 7,
        l2_leaf_reg: 1e-5,
        random_strength: 0.8,
        subsample: 0.9,
        one_hot_max_size: 15,
        border_count: 254,
      },
      source: {
        cite: "Holzmüller, Grinsztajn, Steinwart: Better by Default, tuned defaults for classification",
        year: 2024,
        where: "CatBoost-TD-C; pytabkit, default_params.py",
      },
    },
    {
      name: "defaults",
      values: {
        learning_rate: 0.03,
        iterations: 1000,
        depth: 6,
        l2_leaf_reg: 3,
        random_strength: 1,
        bagging_temperature: 1,
        border_count: 254,
      },
      source: {
        cite: "CatBoost manual (Prokhorenkova et al. 2018); the rate where none is computed from the data",
        year: 2018,
        where: "Training parameters",
      },
    },
    {
      name: "regression",
      values: {
        learning_rate: 0.09,
        iterations: 1000,
        depth: 9,
        l2_leaf_reg: 1e-5,
        random_strength: 0,
        subsample: 0.9,
        one_hot_max_size: 20,
        border_count: 254,
      },
      source: {
        cite: "Holzmüller, Grinsztajn, Steinwart: Better by Default, tuned defaults for regression",
        year: 2024,
        where: "CatBoost-TD-R; pytabkit, default_params.py",
      },
    },
  ],
  interactions: [
    "Learning rate and number of trees act as a product.",
    "bagging_temperature acts with Bayesian bootstrap only, subsample with the others.",
  ],
}
