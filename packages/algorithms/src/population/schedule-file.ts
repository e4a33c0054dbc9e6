/** A schedule as a file that another study, on another machine, can train by. */
import {
  fault,
  lastValues,
  lineOf,
  scheduleOf,
  toWireMetrics,
  type Config,
  type Definition,
  type Json,
  type Ledger,
  type Piece,
  type WireMetrics,
} from "@diapason/core"

export interface ScheduleFile {
  readonly schema: "diapason.schedule/1"
  readonly study: string
  readonly trial: number
  /** The trials whose training is in it, root first. */
  readonly line: readonly number[]
  /** What the trial came to with it. */
  readonly values: WireMetrics
  /** What it was searched in, so that it can be played again without saying so once more. */
  readonly space: Definition["space"]
  readonly objectives: Definition["objectives"]
  readonly fidelity?: Definition["fidelity"]
  readonly steps: readonly Piece[]
}

export function scheduleFile(ledger: Ledger, number: number): ScheduleFile {
  const { name, space, objectives, fidelity } = ledger.definition
  const trial = ledger.trials[number]!
  return {
    schema: "diapason.schedule/1",
    study: name,
    trial: number,
    line: lineOf(ledger, number).map((one) => one.trial),
    values: toWireMetrics("values" in trial ? trial.values : lastValues(trial.curve)),
    space,
    objectives,
    ...(fidelity !== undefined && { fidelity }),
    steps: scheduleOf(ledger, number),
  }
}

/** Reads a schedule from its JSON text. Throws D140 for what is none; `flag` is what named it. */
export function readScheduleFile(text: string, flag: string, path: string): ScheduleFile {
  const refuse = (expected: string): never => {
    throw fault("D140", { flag, text: path, expected })
  }
  const json = parsed(text)
  if (!isObject(json) || json["schema"] !== "diapason.schedule/1")
    return refuse("a file that diapason show TRIAL --schedule has written (schema diapason.schedule/1)")
  const { steps } = json
  if (!arePieces(steps)) return refuse("steps with entries such as {from: 1, config: {…}}, the first at step 1, rising,")
  if (!isObject(json["space"]) || !Array.isArray(json["objectives"])) return refuse('"space" and "objectives" as they were written')
  return json as unknown as ScheduleFile
}

/** Whether a value has the form of a schedule: pieces from step 1 on, each beginning later than the one before. */
export const arePieces = (value: unknown): value is readonly Piece[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((piece, i) => isObject(piece) && isObject(piece["config"]) && beginsAfter(beginOf(piece), value[i - 1] as Piece | undefined))

const beginOf = ({ from }: Config): Json | undefined => from

const beginsAfter = (from: Json | undefined, before: Piece | undefined): boolean =>
  Number.isSafeInteger(from) && (before === undefined ? from === 1 : (from as number) > before.from)

const isObject = (value: unknown): value is Config => typeof value === "object" && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
