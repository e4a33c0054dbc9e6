import type { Fidelity } from "@diapason/core"

/** One round of a bracket: so many trials run to this step. */
interface Round {
  readonly trials: number
  readonly step: number
  /** How often the bracket has been thinned out before. */
  readonly thinned: number
}

/** The rounds of a bracket, first to last; the last step is the end of a trial. */
export type Bracket = readonly Round[]

/**
 * Hyperband's brackets for trials of `grace` to `max` steps, the one that begins lowest first: s = s_max … 0 with s_max =
 * ⌊log_eta(max/grace)⌋, n = ⌈(s_max + 1)/(s + 1) · eta^s⌉ trials at max·eta^−s steps, of which ⌊n·eta^−i⌋ go on to round i. Li et al. 2018, algorithm 1.
 */
export function hyperbandBrackets(fidelity: Fidelity, eta: number, grace = fidelity.min): readonly Bracket[] {
  const most = mostRounds(fidelity.max, grace, eta)
  return Array.from({ length: most + 1 }, (_, i) => most - i).map((s) => {
    const n = Math.ceil(((most + 1) / (s + 1)) * power(eta, s) - slack)
    return rounds(n, s, fidelity.max, eta)
  })
}

/** The same with as many trials as whole rounds of a population: ⌊(s_max + 1)/(s + 1)⌋·eta^s. Awad et al. 2021, as in their code. */
export function dehbBrackets(fidelity: Fidelity, eta: number, grace = fidelity.min): readonly Bracket[] {
  const most = mostRounds(fidelity.max, grace, eta)
  return Array.from({ length: most + 1 }, (_, i) => most - i).map((s) => {
    const n = Math.floor(Math.floor((most + 1) / (s + 1)) * power(eta, s) + slack)
    return rounds(n, s, fidelity.max, eta)
  })
}

/** One bracket that begins with `n` trials at the lowest step; eta^s_max of them by default, so that one is left at the end. */
export function halvingBracket(fidelity: Fidelity, eta: number, grace = fidelity.min, n?: number): Bracket {
  const most = mostRounds(fidelity.max, grace, eta)
  return rounds(n ?? Math.ceil(power(eta, most) - slack), most, fidelity.max, eta)
}

/** How many of `n` trials are left after so many rounds of thinning out; never none. */
export const leftAfter = (thinned: number, n: number, eta: number): number => Math.max(1, Math.floor(n / power(eta, thinned) + slack))

/** Rounds that would end at the same whole step are one. */
function rounds(n: number, s: number, max: number, eta: number): Bracket {
  const all = Array.from({ length: s + 1 }, (_, thinned) => {
    return { trials: leftAfter(thinned, n, eta), step: Math.max(1, Math.round(max / power(eta, s - thinned))), thinned }
  })
  return all.filter(({ step }, i) => i === 0 || step > all[i - 1]!.step)
}

/** ⌊log_eta(max/grace)⌋, not under 0. */
function mostRounds(max: number, grace: number, eta: number): number {
  let s = 0
  while (grace * power(eta, s + 1) <= max * (1 + slack)) s++
  return s
}

function power(x: number, n: number): number {
  let y = 1
  for (let i = 0; i < n; i++) y *= x
  return y
}

/** Products of whole powers may miss a whole number by a few units in the last place. */
const slack = 1e-9
