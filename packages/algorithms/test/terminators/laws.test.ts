import { terminatorLaws } from "@diapason/testkit"
import { terminators } from "../../src/terminators.ts"

// Settings are such that the advice comes early, and that it is asked of a model.
const eager: Readonly<Record<string, object>> = {
  stagnation: { trials: 1 },
  "regret-bound": { trials: 2, tolerance: 1 },
  "cost-aware": { rate: 100, trials: 2, row: 2 },
  emmr: { warmup: 2, ratio: 0.9 },
}

for (const [name, { make }] of Object.entries(terminators)) terminatorLaws(name, () => make(eager[name] as never))
