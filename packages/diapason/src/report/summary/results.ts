import { confirmation, type Confirmation } from "@diapason/algorithms"
import { fromWireMetrics, type Ledger, type Trial } from "@diapason/core"
import { ledgerAgainst } from "@diapason/views"
import { numberText } from "../../cli/text/number.ts"
import type { Material } from "../material.ts"
import { configWords } from "../page/config-words.ts"
import { listed, shareText } from "../page/text.ts"
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
  return objectives.length > 1
    ? [...frontSentences(material), ...honest(material)]
    : [bestSentence(ledger), ...honest(material), ...gained(ledger)]
}

function bestSentence(ledger: Ledger): Sentence {
  const best = ledger.trials[ledger.front[0]!]!
  const label = best.label === undefined ? "" : ` (${best.label})`
  return { about: "best", says: `The best trial is ${best.number}${label}: ${configWords(ledger, best)}.` }
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

/** The best value seen and what is honestly to be expected, with what to do about it. */
const honest = ({ winner }: Material): readonly Sentence[] =>
  winner.kind !== "none" ? [{ about: "honest", says: `${winner.sentence} ${winner.advice}` }] : []

/** What the runs after the search say; undefined where there were none, or none came to a value. */
export function confirmedOf(ledger: Ledger): Confirmation | undefined {
  const finalists = ledger.trials.flatMap(({ number, confirmed = [] }) => {
    const losses = confirmed
      .filter(({ failure }) => failure === undefined)
      .map(({ metrics }) => ledger.rules.loss(fromWireMetrics(metrics)))
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
  return [{ about: "baseline", says: `The best value is better by ${numberText(Math.abs(difference))}${part} than ${baseline}.` }]
}

const valueOf = (trial: Trial, metric: string): number => ("values" in trial ? (trial.values[metric] ?? NaN) : NaN)
const value = (trial: Trial, metric: string): string => numberText(valueOf(trial, metric))
