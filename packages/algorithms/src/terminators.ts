import type { Terminator } from "@diapason/core"
import { listed, numberFrom, numberWithin, wholeFrom, type Listed } from "./setting.ts"
import { costAware } from "./terminators/cost-aware.ts"
import { emmr } from "./terminators/emmr.ts"
import { regretBound } from "./terminators/regret-bound.ts"
import { stagnation } from "./terminators/stagnation.ts"

/** Every terminator that a study can name. The laws run over this list: a new terminator is a file, and a line here. */
export const terminators: Readonly<Record<string, Listed<Terminator, never>>> = {
  "cost-aware": listed(costAware, { rate: numberFrom(0), trials: wholeFrom(2), row: wholeFrom(1) }),
  emmr: listed(emmr, { ratio: numberWithin(0, 1), warmup: wholeFrom(2) }),
  "regret-bound": listed(regretBound, { trials: wholeFrom(2), tolerance: numberFrom(0), folds: wholeFrom(2) }),
  stagnation: listed(stagnation, { trials: wholeFrom(1), gain: numberFrom(0) }),
}
