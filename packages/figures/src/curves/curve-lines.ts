import { marks, type Board, type Mark } from "@diapason/views"

/** One metric of one trial by step; what is not finite is left out. */
export interface CurveLine {
  readonly trial: number
  readonly mark: Mark
  readonly steps: readonly number[]
  readonly values: readonly number[]
  /** The value that counts at the end; of a trial that still runs the last one. */
  readonly final: number
}

/** The lines of a metric of all kept trials that the page holds; excluded ones are left out. */
export function curveLines({ ledger, table }: Board, mask: Uint8Array, metric: string): readonly CurveLine[] {
  const lines: CurveLine[] = []
  // A big study's ledger has holes: `forEach` passes over them.
  ledger.trials.forEach((trial, n) => {
    const column = trial.curve.columns.get(metric)
    const mark = marks[table.mark[n]!]!
    if (column === undefined || mask[n] !== 1 || mark === "excluded") return
    const [steps, values]: [number[], number[]] = [[], []]
    column.forEach((value, i) => {
      if (value === undefined || !Number.isFinite(value)) return
      steps.push(trial.curve.steps[i]!)
      values.push(value)
    })
    if (values.length === 0) return
    lines.push({ trial: n, mark, steps, values, final: ("values" in trial ? trial.values[metric] : undefined) ?? values.at(-1)! })
  })
  return lines
}

/**
 * The lines that `show=` of the choices asks for: a number is that many with the best final value, beside those that still run; `running` those
 * alone; otherwise all.
 */
export function shownLines(
  lines: readonly CurveLine[],
  show: string | number | undefined,
  direction: "minimize" | "maximize",
): readonly CurveLine[] {
  const running = lines.filter(({ mark }) => mark === "running")
  if (show === "running") return running
  const count = Number(show ?? NaN)
  if (!(count > 0)) return lines
  const best = new Set(bestLines(lines, direction, count).map(({ trial }) => trial))
  return lines.filter(({ trial, mark }) => best.has(trial) || mark === "running")
}

/** The `count` lines with the best final value that have ended, the best first. */
export function bestLines(lines: readonly CurveLine[], direction: "minimize" | "maximize", count: number): readonly CurveLine[] {
  const sign = direction === "minimize" ? 1 : -1
  return lines
    .filter(({ mark, final }) => mark !== "running" && Number.isFinite(final))
    .sort((a, b) => sign * (a.final - b.final) || a.trial - b.trial)
    .slice(0, count)
}

/** A running mean that forgets: each value weighs `weight` times the next one, the beginning corrected. Weight 0 changes nothing. */
export function smoothed(values: readonly number[], weight: number): readonly number[] {
  if (weight === 0) return values
  let [sum, mass] = [0, 0]
  return values.map((value) => {
    sum = weight * sum + (1 - weight) * value
    mass = weight * mass + (1 - weight)
    return sum / mass
  })
}
