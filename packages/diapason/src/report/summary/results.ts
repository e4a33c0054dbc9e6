import { confirmation, type Confirmation } from "@diapason/algorithms"
import { fromWire, type Ledger, type Trial } from "@diapason/core"
import { ledgerAgainst } from "@diapason/views"
import { numberText } from "../../cli/text/number.ts"
import type { Material } from "../material.ts"
import { configWords } from "../page/config-words.ts"
import { counted, listed, shareText } from "../page/text.ts"
import type { Sentence } from "./sentence.ts"

/** The best that was seen, what is honestly to be expected of it, and what was gained. */
export function resultSentences(material: Material): readonly Sentence[] {
  const { ledger, counts } = material
  const { objectives } = ledger.definition
  if (ledger.front.length === 0) {
    if (ledger.trials.length === 0) return []
    const why =
      counts.complete > 0 ? "no complete trial has a finite value and keeps all limits, or all were excluded" : "no trial is complete"
    return [{ about: "best", says: `There is no best yet: ${why}.` }]
  }
  return objectives.length > 1 ? frontSentences(material) : [bestSentence(ledger), ...gained(ledger), ...honest(material)]
}

function bestSentence(ledger: Ledger): Sentence {
  const best = ledger.trials[ledger.front[0]!]!
  const { metric } = ledger.definition.objectives[0]!
  const label = best.label === undefined ? "" : ` “${best.label}”`
  return {
    about: "best",
    says: `The best value seen is ${metric} ${value(best, metric)}, of trial ${best.number}${label} (${configWords(ledger, best)}).`,
  }
}

/** A front has no single best: how many trials stand on it, and the best of each objective. */
function frontSentences({ ledger }: Material): readonly Sentence[] {
  const { front, trials, definition } = ledger
  const bests = definition.objectives.map(({ metric, direction }) => {
    const sign = direction === "minimize" ? 1 : -1
    const [first] = front.map((n) => trials[n]!).sort((a, b) => sign * (valueOf(a, metric) - valueOf(b, metric)) || a.number - b.number)
    return `${metric} ${value(first!, metric)} of trial ${first!.number}`
  })
  const size =
    front.length === 1
      ? "One trial is at least as good as every other in all objectives"
      : `${front.length} trials are better than every other in some way`
  return [{ about: "best", says: `${size}; the best of each objective: ${listed(bests)}.` }]
}

/** Runs after the search count most; else the model's estimate, where results are noisy; else that the best value is one draw. */
function honest({ ledger, recommended }: Material): readonly Sentence[] {
  const { metric } = ledger.definition.objectives[0]!
  const confirmed = confirmedOf(ledger)
  const winner = confirmed?.finalists[0]
  if (confirmed !== undefined && winner !== undefined) return [{ about: "honest", says: confirmedText(ledger, confirmed) }]
  const best = ledger.trials[ledger.front[0]!]!
  const estimate = recommended?.estimate[metric]
  if (recommended === undefined || estimate === undefined) return []
  if (recommended.trial.number === best.number && estimate === valueOf(best, metric)) return []
  const same = recommended.trial.number === best.number
  return [
    {
      about: "honest",
      says: `The results are noisy, so the best value is partly luck: a model of all trials expects ${metric} ${numberText(estimate)} of ${
        same ? "it when it is run again" : `trial ${recommended.trial.number}, which is the one to take`
      }.`,
    },
  ]
}

function confirmedText(ledger: Ledger, { finalists, separated }: Confirmation): string {
  const { metric, direction } = ledger.definition.objectives[0]!
  const sign = direction === "maximize" ? -1 : 1
  const [winner, second] = finalists
  const { number, runs, mean, half } = winner!
  const within = half === undefined ? "" : ` ± ${numberText(half)} (90 %)`
  const lead =
    second === undefined
      ? ""
      : separated
        ? `; its lead over trial ${second.number} is more than noise (90 %)`
        : `, and trial ${second.number} may be as good`
  return `Run again after the search, trial ${number} came to ${metric} ${numberText(sign * mean)}${within} in ${counted(runs, "run")}${lead}.`
}

/** What the runs after the search say; undefined where there were none, or none came to a value. */
export function confirmedOf(ledger: Ledger): Confirmation | undefined {
  const finalists = ledger.trials.flatMap(({ number, confirmed = [] }) => {
    const losses = confirmed
      .filter(({ failure }) => failure === undefined)
      .map(({ metrics }) => ledger.rules.loss(Object.fromEntries(Object.entries(metrics).map(([name, y]) => [name, fromWire(y)]))))
    return losses.some(Number.isFinite) ? [{ number, losses }] : []
  })
  return finalists.length === 0 ? undefined : confirmation(finalists)
}

function gained(ledger: Ledger): readonly Sentence[] {
  const against = ledgerAgainst(ledger)
  if (against === undefined) return []
  const { label, trial, difference, share, better } = against
  const baseline = `the best baseline, trial ${trial}${label === "baseline" ? "" : ` (${label})`}`
  if (!better) return [{ about: "baseline", says: `No trial was better than ${baseline}.` }]
  const part = share === undefined ? "" : ` (${shareText(Math.abs(share))})`
  return [{ about: "baseline", says: `That is better by ${numberText(Math.abs(difference))}${part} than ${baseline}.` }]
}

const valueOf = (trial: Trial, metric: string): number => ("values" in trial ? (trial.values[metric] ?? NaN) : NaN)
const value = (trial: Trial, metric: string): string => numberText(valueOf(trial, metric))
