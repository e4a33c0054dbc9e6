import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { atLeast, atMost, figure, median } from "../frame/figures.mjs"

const path = (file) => fileURLToPath(new URL(file, import.meta.url))
const seeds = 5
const trials = 50

/** One script, and the same script with one changed import. */
export const optunaFace = {
  problem: `script.py chooses among three models of scikit-learn and their settings for its diabetes table: R² of 5 folds, ${trials} trials, ${seeds} seeds`,
  parts: {
    default: {
      about: "the script as people write it first, without a sampler of its own",
      run: (options) => sideBySide("default", options),
    },
    tpe: {
      about: "the script with TPESampler(seed=…), which both have by that name",
      run: (options) => sideBySide("tpe", options),
    },
  },
}

/** Both imports by turns, so that both have the same machine. */
function sideBySide(sampler, { say, peer }) {
  if (peer === undefined) return { figures: [], aims: [], notes: ["left out: name a Python that has Optuna and scikit-learn with --peer"] }
  const runs = { diapason: [], Optuna: [] }
  for (let seed = 1; seed <= seeds; seed++)
    for (const [name, module] of [
      ["Optuna", "optuna"],
      ["diapason", "diapason.optuna"],
    ]) {
      const told = run(peer, [module, seed, trials, sampler])
      runs[name].push({ best: told.best, half: told.curve[trials / 2 - 1], overhead: ((told.seconds - told.model) / trials) * 1000 })
      say(`  seed ${seed} ${name}: ${told.best.toFixed(4)}, ${runs[name].at(-1).overhead.toFixed(2)} ms a trial`)
    }
  const rows = [
    ["best", "R²", "best"],
    [`best of ${trials / 2}`, "R²", "half"],
    ["overhead of a trial", "ms", "overhead"],
  ]
  const of = (name, key) => runs[name].map((one) => one[key])
  return {
    figures: rows.flatMap(([name, unit, key]) => ["diapason", "Optuna"].map((whose) => figure(name, whose, unit, of(whose, key)))),
    aims: [
      atLeast("the median of the best, less Optuna's", median(of("diapason", "best")) - median(of("Optuna", "best")), 0, "R²"),
      atMost("overhead of a trial, of Optuna's", median(of("diapason", "overhead")) / median(of("Optuna", "overhead")), 1, "x"),
    ],
    notes: ["overhead: seconds of create_study and optimize that were not spent in cross_val_score, with the start of the program"],
  }
}

function run(python, words) {
  const env = {
    ...process.env,
    PYTHONPATH: path("../../clients/python"),
    PYTHONWARNINGS: "ignore",
    OMP_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
  }
  const { status, stdout, stderr, error } = spawnSync(python, [path("script.py"), ...words.map(String)], { env, encoding: "utf8" })
  if (status !== 0) throw new Error(`the script ended with ${status}:\n${error ?? stderr}`)
  return JSON.parse(stdout)
}
