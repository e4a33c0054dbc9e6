import { accuracy, searched } from "./accuracy.mjs"
import { coverage } from "./coverage.mjs"
import { divergences } from "./divergences.mjs"
import { peer } from "./peer.mjs"
import { speed } from "./speed.mjs"

/** Whether shares of importance are true, how sure of them one may be, and what they cost. */
export const importance = {
  problem: { functions: "Ishigami, Sobol g, additive, product, with choices, with cliffs: shares in closed form" },
  parts: {
    accuracy: { about: "each index beside its closed form, 500 random trials", run: accuracy },
    searched: { about: "the same of trials that a search has made", run: searched },
    ...coverage,
    divergences: { about: "PED-ANOVA beside Optuna's on the same trials (--peer PYTHON), and its cost for 100 000", run: divergences },
    peer: { about: "beside Optuna's fANOVA: who is nearer to the closed form, ranking, difference (--peer PYTHON)", run: peer },
    speed: { about: "what shares of 1000 trials of 20 parameters cost beside Optuna's (--peer PYTHON)", run: speed },
  },
}
