import { fault, fromWire, lastValues, nearest, type Ledger, type Metrics, type Trial, type WireNumber } from "@diapason/core"

/** Values as a shell gives them: `val_loss=.31 acc=nan`. Throws D140. */
export function readMetrics(words: readonly string[]): Metrics {
  return Object.fromEntries(words.map(readMetric))
}

function readMetric(word: string): readonly [string, number] {
  const equals = word.indexOf("=")
  const text = word.slice(equals + 1).toLowerCase()
  const value = ["nan", "inf", "-inf"].includes(text) ? fromWire(text as WireNumber) : Number(text)
  if (equals < 1 || text.trim() === "" || (Number.isNaN(value) && text !== "nan"))
    throw fault("D140", { flag: "metric", text: word, expected: "a name and a number, as in val_loss=0.31," })
  return [word.slice(0, equals), value]
}

/** A result without the objective is most likely a slip of the hand. Throws D149. */
export function mustHoldObjectives(ledger: Ledger, trial: Trial, metrics: Metrics): void {
  const known = { ...lastValues(trial.curve), ...metrics }
  const missing = ledger.definition.objectives.find(({ metric }) => known[metric] === undefined)
  if (missing === undefined) return
  const given = Object.keys(metrics)
  throw fault("D149", { given, wanted: missing.metric, nearest: nearest(missing.metric, given) })
}
