import { hasEnded, lastStep, lineOf, type Ledger, type Trial } from "@diapason/core"

/** A trial of a population in the picture of its descent. */
export interface Member {
  readonly trial: number
  /** Which line of the picture is its own, from 0: a child stands below its parent. */
  readonly row: number
  /** The step at which it was born: 0 for one that began by itself. */
  readonly from: number
  /** The last step that it has come to. */
  readonly to: number
  readonly parent?: number
  /** How many ancestors it has. */
  readonly generation: number
  /** The first of its line. */
  readonly root: number
  /** Of the first objective: final, or the last that was reported. */
  readonly value?: number
  readonly state: Trial["state"]
}

/** Everybody with a parent or a child, and who began by itself, by rows. Needs a ledger that has all its trials. */
export function members(ledger: Ledger): readonly Member[] {
  const { metric } = ledger.definition.objectives[0]!
  const children = new Map<number, number[]>()
  const roots: number[] = []
  for (const { number, parent } of ledger.trials)
    if (parent === undefined) roots.push(number)
    else children.set(parent.trial, [...(children.get(parent.trial) ?? []), number])
  const found: Member[] = []
  // By hand and not by recursion: a line may be some thousand trials long.
  const left = roots.reverse().map((trial) => ({ trial, root: trial, generation: 0 }))
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const trial = ledger.trials[one.trial]!
    const value = valueOf(trial, metric)
    const from = trial.parent?.step ?? 0
    found.push({
      ...one,
      row: found.length,
      from,
      to: Math.max(from, lastStep(trial.curve) ?? 0),
      state: trial.state,
      ...(trial.parent !== undefined && { parent: trial.parent.trial }),
      ...(value !== undefined && { value }),
    })
    for (const child of (children.get(one.trial) ?? []).reverse())
      left.push({ trial: child, root: one.root, generation: one.generation + 1 })
  }
  return found
}

/** Whether any trial was born of another. */
export const isPopulation = ({ trials }: Ledger): boolean => trials.some((trial) => trial?.parent !== undefined)

/** The line of the best trial, or of the one that has come farthest with the best value: the training that one would repeat. */
export function bestLine(ledger: Ledger): readonly number[] {
  const best = ledger.front[0] ?? leading(ledger)
  return best === undefined ? [] : lineOf(ledger, best).map(({ trial }) => trial)
}

function leading({ trials, definition, rules }: Ledger): number | undefined {
  const { metric } = definition.objectives[0]!
  let found: { readonly n: number; readonly loss: number } | undefined
  for (const trial of trials) {
    const value = valueOf(trial, metric)
    if (value === undefined || (hasEnded(trial) && trial.state !== "complete")) continue
    const loss = rules.loss({ [metric]: value })
    if (found === undefined || loss < found.loss) found = { n: trial.number, loss }
  }
  return found?.n
}

function valueOf(trial: Trial, metric: string): number | undefined {
  const value = "values" in trial ? trial.values[metric] : trial.curve.columns.get(metric)?.findLast((one) => one !== undefined)
  return value !== undefined && Number.isFinite(value) ? value : undefined
}
