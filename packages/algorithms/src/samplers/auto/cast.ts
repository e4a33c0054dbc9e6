/** The samplers that auto chooses from. */
import type { Sampler } from "@diapason/core"
import { bruteForce } from "../brute-force.ts"
import { cmaEs } from "../cma-es.ts"
import { gp } from "../gp.ts"
import { metaGp } from "../meta-gp.ts"
import { networkGp } from "../network-gp.ts"
import { nsgaII } from "../nsga-ii.ts"
import { nsgaIII } from "../nsga-iii.ts"
import { portfolio } from "../portfolio.ts"
import { regularisedEvolution } from "../regularised-evolution.ts"
import { tpe } from "../tpe.ts"
import { ucbPe } from "../ucb-pe.ts"

/** The name of one of them. */
export type Cast =
  | "brute-force"
  | "gp"
  | "tpe"
  | "cma-es"
  | "ucb-pe"
  | "nsga-ii"
  | "nsga-iii"
  | "network-gp"
  | "regularised-evolution"
  | "meta-gp"
  | "portfolio"

/** CMA-ES begins around the best of the first `settled` trials. */
export const castFor = (settled: number): Readonly<Record<Cast, Sampler>> => ({
  "brute-force": bruteForce() as Sampler,
  gp: gp() as Sampler,
  tpe: tpe() as Sampler,
  "cma-es": cmaEs({ warm: settled }) as Sampler,
  "ucb-pe": ucbPe() as Sampler,
  "nsga-ii": nsgaII() as Sampler,
  "nsga-iii": nsgaIII() as Sampler,
  "network-gp": networkGp() as Sampler,
  "regularised-evolution": regularisedEvolution() as Sampler,
  "meta-gp": metaGp() as Sampler,
  portfolio: portfolio() as Sampler,
})
