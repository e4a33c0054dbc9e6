import type { Evidence } from "../importance/evidence.ts"

/** Losses whose squares are numbers too. Shares and exponents do not depend on their unit. */
export function moderate(evidence: Evidence): Evidence {
  const size = evidence.losses.reduce((most, loss) => Math.max(most, Math.abs(loss)), 0)
  return size === 0 || (size > 1e-100 && size < 1e100) ? evidence : { ...evidence, losses: evidence.losses.map((loss) => loss / size) }
}
