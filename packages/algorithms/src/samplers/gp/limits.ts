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
  const crashed = evidence.history.some(({ outcome }) => outcome.kind === "crashed")
  return crashed ? [...terms, logKept(believeMean(crashing, evidence), uncertain, 1e-3)] : terms
}

/** Added to the variance of a label that is 1 or −1, which a Gaussian process takes for more telling than it is. */
const uncertain = 0.15
