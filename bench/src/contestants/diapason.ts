import { readFileSync } from "node:fs"
import { spaceFromJson, type Config } from "@diapason/core"
import { createStudy, type AskedTrial, type Chosen } from "diapason"
import type { BenchProblem } from "../problems/problem.ts"
import type { Contender, Contestant, Terms } from "./contestant.ts"

/** Diapason in this process through its public face, on the memory store, so that log and ledger count as well. */
export const diapason = (sampler: Chosen): Contestant => ({
  versions: () => Promise.resolve({ diapason: version, node: process.versions.node }),
  enter: (problem, terms) => enter(sampler, problem, terms),
  close: () => Promise.resolve(),
})

async function enter(sampler: Chosen, problem: BenchProblem, { seed, trials }: Terms): Promise<Contender> {
  const study = await createStudy({
    space: spaceFromJson(problem.space),
    minimize: metricsOf(problem, "minimize"),
    maximize: metricsOf(problem, "maximize"),
    ...(problem.constraints !== undefined && { constraints: problem.constraints }),
    budget: { trials },
    sampler,
    seed,
  })
  const out: AskedTrial<unknown>[] = []
  return {
    async ask() {
      const begun = performance.now()
      const asked = await study.ask()
      const ms = performance.now() - begun
      if (asked !== undefined) out.push(asked)
      return asked && { config: asked.config as Config, ms }
    },
    async tell(metrics) {
      const begun = performance.now()
      await out.shift()?.tell(metrics)
      return performance.now() - begun
    },
    recommended: () => Promise.resolve(study.recommended?.trial.config as Config | undefined),
    leave: () => study.close(),
  }
}

const metricsOf = ({ objectives }: BenchProblem, wanted: "minimize" | "maximize"): readonly string[] =>
  objectives.filter(({ direction }) => direction === wanted).map(({ metric }) => metric)

const { version } = JSON.parse(readFileSync(new URL("../../../packages/diapason/package.json", import.meta.url), "utf8")) as {
  version: string
}
