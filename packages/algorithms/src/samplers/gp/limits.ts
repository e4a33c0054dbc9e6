/**
 * What speaks against a point besides its loss, as terms of an acquisition: for each constraint the logarithm of the chance that it is
 * kept (Gardner et al. 2014), and once a trial has crashed that of coming to an end.
 */
import type { Problem } from "@diapason/core"
import type { Acquisition } from "./acquisition.ts"
import { believeMean, type Evidence } from "./belief.ts"
import { logKept } from "./log-kept.ts"
import { constraint, crashing } from "./target.ts"

/** One model, at most 150 rows, for each constraint and for crashes. */
export function limits({ constraints }: Problem, evidence: Omit<Evidence, "counts" | "draws">): Acquisition[] {
  const terms = Array.from({ length: constraints }, (_, k) => logKept(believeMean(constraint(k), evidence), 0, 1e-300))
  const crashed = evidence.history.filter(({ outcome }) => outcome.kind === "crashed").length
  return crashed > 0 ? [...terms, logKept(believeMean(crashing, evidence), uncertain / (1 + crashed / 2), 1e-9)] : terms
}

/**
 * Added to the variance of a label that is 1 or −1, which a Gaussian process takes for more telling than it is. The more have crashed the
 * less it is: otherwise a search that has come to rest beside a wall would run into it again and again, for the little there is to gain.
 */
const uncertain = 0.15
