import { forestInteractions, forestParameters } from "../forests.ts"
import type { Job } from "../job.ts"

/** Extremely randomised trees. */
export const extraTrees: Job = {
  name: "extra-trees",
  title: "extremely randomised trees",
  signs: [[/\bExtraTrees(Classifier|Regressor)\b/]],
  parameters: forestParameters,
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
  interactions: forestInteractions,
}
