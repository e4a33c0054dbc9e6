/** Samplers of other tools by what each tool calls them, in the words of Diapason: each value is a sampler that it has. */
type SamplerNames = ReadonlyMap<string, string>

/** Katib's algorithms. */
export const katibSamplers: SamplerNames = new Map([
  ["random", "random"],
  ["grid", "grid"],
  ["tpe", "tpe"],
  ["multivariate-tpe", "tpe"],
  ["bayesianoptimization", "gp"],
  ["cmaes", "cma-es"],
  ["sobol", "sobol"],
  ["hyperband", "random"],
])

/** NNI's tuners, in small letters and without the word tuner. */
export const nniSamplers: SamplerNames = new Map([
  ["random", "random"],
  ["grid", "grid"],
  ["gridsearch", "grid"],
  ["tpe", "tpe"],
  ["gp", "gp"],
  ["gptuner", "gp"],
  ["smac", "tpe"],
  ["anneal", "tpe"],
  ["evolution", "auto"],
  ["bohb", "tpe"],
])

/** Optuna's samplers, without the word sampler. */
export const optunaSamplers: SamplerNames = new Map([
  ["TPE", "tpe"],
  ["Random", "random"],
  ["Grid", "grid"],
  ["CmaEs", "cma-es"],
  ["GP", "gp"],
  ["QMC", "sobol"],
  ["BruteForce", "brute-force"],
  ["NSGAII", "nsga-ii"],
  ["NSGAIII", "nsga-iii"],
])

/** Methods of a sweep of Weights & Biases. */
export const wandbSamplers: SamplerNames = new Map([
  ["grid", "grid"],
  ["random", "random"],
  ["bayes", "gp"],
])
