/** What mattered in a study, by the measure that is asked for: one answer for the command line, programs and the library. */
import { defaultFlat, fault, flatToday, type Flat, type Ledger } from "@diapason/core"
import { explained } from "../interactions/scalings.ts"
import { ablation } from "./ablation.ts"
import { branchesOf } from "./branches.ts"
import { evidenceOf, type Evidence } from "./evidence.ts"
import type { ImportanceAnswer, ImportanceAsked, ImportanceMethod, ImportanceOfTrials } from "./importance-answer.ts"
import type { Lack } from "./lack.ts"
import { local } from "./local.ts"
import { pedAnova } from "./ped-anova.ts"
import { permutation } from "./permutation.ts"
import { sentence } from "./sentence.ts"
import { shapley } from "./shapley.ts"
import { targetOf, wordOf } from "./target-of.ts"

/** Some seconds for a thousand trials. Throws D164 for a `top` that is no share, D168 for a target that is not known, D169 for a `top` that the method does not read. */
export function importanceOf(ledger: Ledger, asked: ImportanceAsked = {}): ImportanceAnswer {
  const target = targetOf(ledger, asked.target)
  const evidence = evidenceOf(ledger, target)
  const method = asked.method ?? (evidence.trials.length >= manyTrials || "front" in target ? "ped-anova" : "fanova")
  const { top } = asked
  if (top !== undefined && !(top > 0 && top <= 1)) throw fault("D164", { top })
  if (top !== undefined && method !== "fanova" && method !== "ped-anova") throw fault("D169", { method })
  const word = wordOf(target)
  const tell = (some: Evidence): ImportanceOfTrials => {
    const measured = measures[method](some, ledger, asked)
    const told = { parameters: [], pairs: [], warnings: [], leftOut: some.leftOut, ...measured, trials: some.trials.length }
    return { ...told, summary: sentence({ ...told, method, target: word }) }
  }
  return {
    method,
    target: word,
    ...tell(evidence),
    ...(asked.byBranch === true && {
      branches: branchesOf(ledger, evidence).map(({ name, evidence: some }) => ({ branch: name, ...tell(some) })),
    }),
  }
}

type Measured = Partial<Omit<ImportanceOfTrials, "trials" | "summary">>
type Measure = (evidence: Evidence, ledger: Ledger, asked: ImportanceAsked) => Measured

const measures: Readonly<Record<ImportanceMethod, Measure>> = {
  fanova: (evidence, _, { top, seed }) => {
    const { importance: told, scalings: scaling } = explained(evidence, {
      ...(top !== undefined && { top }),
      ...(seed !== undefined && { seed }),
    })
    if ("lacks" in told) return { ...lacking(told), leftOut: told.leftOut }
    const { features, pairs, rest, model, r2, warnings, leftOut } = told
    const all = { parameters: features, pairs, rest, model: { kind: model, fit: r2 }, warnings, leftOut }
    return scaling.length === 0 ? all : { ...all, scaling }
  },
  "ped-anova": (evidence, _, { top, seed }) => {
    const told = pedAnova(evidence, { ...(top !== undefined && { top }), ...(seed !== undefined && { seed }) })
    return "lacks" in told ? lacking(told) : { parameters: told.parameters, warnings: told.top < 5 ? [fewAtTheTop(told.top)] : [] }
  },
  permutation: (evidence, _, asked) => {
    const told = permutation(evidence, seeded(asked))
    return "lacks" in told ? lacking(told) : modelled(told)
  },
  shapley: (evidence, _, asked) => {
    const told = shapley(evidence, seeded(asked))
    return "lacks" in told ? lacking(told) : { ...modelled(told), best: told.best }
  },
  local: (evidence, ledger, asked) => {
    const { number, flat } = bestOf(evidence, ledger)
    const told = local(evidence, ledger.space, flat, seeded(asked))
    if ("lacks" in told) return lacking(told)
    const off = told.inactive.map((name) => ({ what: name, why: `not active in #${number}` }))
    return { ...modelled(told), around: number, leftOut: [...evidence.leftOut, ...off] }
  },
  ablation: (evidence, ledger, asked) => {
    const { number, flat } = bestOf(evidence, ledger)
    const { from, start } = startOf(ledger)
    const told = ablation(evidence, ledger.space, start, flat, seeded(asked))
    if ("lacks" in told) return lacking(told)
    const { steps, untold, fit, warnings } = told
    const silent = untold.map((name) => ({ what: name, why: "differs on the path, but took one value in all usable trials" }))
    const path = { from, start: told.start, end: told.end, steps }
    return { path, around: number, model: { kind: "forest", fit }, warnings, leftOut: [...evidence.leftOut, ...silent] }
  },
}

const seeded = ({ seed }: ImportanceAsked) => ({ ...(seed !== undefined && { seed }) })

const modelled = ({ parameters, fit, warnings }: Pick<Measured, "parameters" | "warnings"> & { readonly fit: number }): Measured => ({
  ...(parameters !== undefined && { parameters }),
  ...(warnings !== undefined && { warnings }),
  model: { kind: "forest", fit },
})

const lacking = ({ lacks, needed, has }: Lack): Measured => ({
  lacks: { why: lacks, ...(needed !== undefined && has !== undefined && { more: needed - has }) },
})

const fewAtTheTop = (top: number): string =>
  `only ${top} ${top === 1 ? "trial counts" : "trials count"} as the best: from 5 on the shares are steadier`

/** The usable trial with the least loss, in today's words; of equal ones the first. */
function bestOf({ losses, trials }: Evidence, ledger: Ledger): { readonly number: number; readonly flat: Flat } {
  let best = 0
  for (let i = 1; i < losses.length; i++) if (losses[i]! < losses[best]!) best = i
  const number = trials[best] ?? 0
  const trial = ledger.trials[number]
  return { number, flat: (trial && flatToday(ledger, trial)) ?? {} }
}

/** Where people began: the first baseline that was tried, else the defaults of the space. */
function startOf(ledger: Ledger): { readonly from: string; readonly start: Flat } {
  const baseline = ledger.trials.find(({ by }) => by === "baseline")
  const start = baseline && flatToday(ledger, baseline)
  return start === undefined ? { from: "the defaults", start: defaultFlat(ledger.space) } : { from: `baseline #${baseline!.number}`, start }
}

/** From so many trials on the measure that fits no model is the usual one. */
const manyTrials = 10_000
