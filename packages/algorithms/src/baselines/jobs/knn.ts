import type { Job } from "../job.ts"

/** K nearest neighbours. */
export const knn: Job = {
  name: "knn",
  title: "k nearest neighbours",
  signs: [[/\bKNeighbors(Classifier|Regressor)\b/]],
  parameters: [
    { name: "n_neighbors", also: ["k", "n_neighbours", "neighbors"], range: "int(1, 100, log)", why: "counts by factors", spread: "3x" },
    { name: "weights", range: 'choice("uniform", "distance")', why: "near neighbours may count for more" },
    { name: "p", also: ["minkowski_p"], range: "float(1, 3)", why: "1 is the Manhattan distance, 2 the Euclidean", spread: 0.5 },
  ],
  starts: [
    {
      name: "defaults",
      values: { n_neighbors: 5, weights: "uniform", p: 2 },
      source: { cite: "scikit-learn manual (Pedregosa et al. 2011)", year: 2011, where: "KNeighborsClassifier" },
    },
  ],
  interactions: ["Columns must be scaled first."],
}
