import { forestInteractions, forestParameters } from "../forests.ts"
import type { Job } from "../job.ts"

/** Random forest. */
export const randomForest: Job = {
  name: "random-forest",
  title: "random forest",
  signs: [[/\bRandomForest(Classifier|Regressor)\b|\branger\b/]],
  parameters: forestParameters,
  starts: [
    {
      name: "regression",
      values: { n_estimators: 500, max_features: 0.333, min_samples_leaf: 5, max_samples: 1 },
      source: {
        cite: "Breiman: Random Forests, as Probst, Wright, Boulesteix 2019 list its defaults: p/3 columns, 500 trees, nodes of 5",
        year: 2001,
        where: "Probst et al., table 1",
      },
    },
    {
      name: "defaults",
      values: { n_estimators: 100, max_features: 1, min_samples_leaf: 1, min_samples_split: 2, max_samples: 1 },
      source: { cite: "scikit-learn manual (Pedregosa et al. 2011)", year: 2011, where: "RandomForestRegressor" },
    },
  ],
  interactions: forestInteractions,
}
