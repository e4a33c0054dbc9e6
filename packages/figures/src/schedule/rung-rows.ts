import { laddersOf, lossAtRung, type Ladders } from "@diapason/algorithms"
import { lastStep, type Trial } from "@diapason/core"
import { columnNamed, factNamed, marks, wordAt, type Board } from "@diapason/views"

/** What became of a trial at a rung that it has reached. */
export type Fate = (typeof fates)[number]

export const fates = ["promoted", "complete", "running", "paused", "stopped", "failed"] as const

/** A rung of a ladder, and who has come there. */
export interface RungRow {
  /** Index of its ladder, from 0. */
  readonly ladder: number
  readonly step: number
  /** How many a round of the bracket is planned for. */
  readonly planned?: number
  readonly reached: number
  readonly counts: Readonly<Record<Fate, number>>
  /** The last value among the best one in eta, as it stands now; absent where there is none, or where ended curves are not here. */
  readonly cut?: number
  readonly best?: { readonly trial: number; readonly value: number }
  /** Best first; what has no value last. */
  readonly trials: readonly RungTrial[]
}

interface RungTrial {
  readonly trial: number
  readonly fate: Fate
  readonly value?: number
  /** What was decided there, in the scheduler's words. */
  readonly why?: string
}

/** The rungs of a study with everybody who has come to them; excluded trials are left out. Empty for a scheduler without rungs. */
export function rungRows(board: Board): readonly RungRow[] {
  const known = laddersOf(board.ledger.definition)
  if (known === undefined) return []
  const climbers = climbersOf(board, known)
  const turn = known.judged.loss({ [known.judged.metric]: 1 }) < 0 ? -1 : 1
  return known.ladders.flatMap(({ steps, eta, sizes }, ladder) => {
    const own = climbers.filter((one) => one.ladder === ladder)
    const highest = Math.max(0, ...own.map(({ step }) => step))
    // A ladder without a last step goes on for ever.
    const shown = board.ledger.definition.fidelity === undefined ? steps.filter((step) => step <= highest) : steps
    return shown.map((step, k): RungRow => {
      const trials = own
        .filter((one) => one.step >= step)
        .map((one) => standing(one, step, steps[k + 1], turn, board.whole))
        .sort((a, b) => turn * ((a.value ?? turn * Infinity) - (b.value ?? turn * Infinity)) || a.trial - b.trial)
      const counts = Object.fromEntries(fates.map((fate) => [fate, trials.filter((one) => one.fate === fate).length])) as Record<
        Fate,
        number
      >
      const valued = trials.flatMap(({ trial, value }) => (value === undefined || Number.isNaN(value) ? [] : [{ trial, value }]))
      const cut = board.whole && eta !== undefined && k < steps.length - 1 ? valued[Math.floor(trials.length / eta) - 1]?.value : undefined
      return {
        ladder,
        step,
        ...(sizes !== undefined && { planned: sizes[k]! }),
        reached: trials.length,
        counts,
        ...(cut !== undefined && { cut }),
        ...(valued[0] !== undefined && board.whole && { best: valued[0] }),
        trials,
      }
    })
  })
}

/** A trial with all that a rung asks of it. */
interface Climber {
  readonly trial: number
  readonly ladder: number
  /** The highest step that it has come to. */
  readonly step: number
  /** The step that it was asked to run to. */
  readonly target: number
  readonly end: Exclude<Fate, "promoted">
  readonly why?: string
  readonly lossAt: (step: number) => number | undefined
}

function climbersOf({ ledger, table }: Board, { of, judged }: Ladders): readonly Climber[] {
  const by = factNamed(table, "by")
  const steps = factNamed(table, "steps").values
  const last = columnNamed(table, judged.metric)?.values
  const found: Climber[] = []
  let place = 0
  for (let n = 0; n < table.size; n++) {
    const added = wordAt(by, n) === "added"
    const ladder = of(n, place)
    if (!added) place++
    const mark = marks[table.mark[n]!]!
    if (mark === "excluded" || (added && steps[n] === 0)) continue
    const trial = ledger.trials[n] as Trial | undefined
    const why = trial !== undefined && "decision" in trial ? trial.decision : undefined
    const value = last?.[n] ?? NaN
    found.push({
      trial: n,
      ladder,
      step: trial === undefined ? (steps[n] ?? 0) : (lastStep(trial.curve) ?? 0),
      target: trial?.fidelity ?? Infinity,
      end: ends[mark],
      ...(why !== undefined && { why }),
      lossAt: (step) =>
        trial !== undefined && trial.curve.steps.length > 0
          ? lossAtRung(trial.curve, step, judged)
          : Number.isNaN(value)
            ? undefined
            : judged.loss({ [judged.metric]: value }),
    })
  }
  return found
}

const ends = {
  waiting: "running",
  running: "running",
  paused: "paused",
  complete: "complete",
  infeasible: "complete",
  pruned: "stopped",
  failed: "failed",
  excluded: "failed",
} as const

/** `next`: the rung above. A trial whose curve is not here has a value only where it ended. */
function standing(
  { trial, step, target, end, why, lossAt }: Climber,
  rung: number,
  next: number | undefined,
  turn: number,
  whole: boolean,
): RungTrial {
  const higher = next !== undefined && step >= next
  const fate = higher || (end === "running" && target > rung && next !== undefined) ? "promoted" : end
  const loss = whole || !higher ? lossAt(rung) : undefined
  return { trial, fate, ...(loss !== undefined && { value: turn * loss }), ...(why !== undefined && !higher && { why }) }
}
