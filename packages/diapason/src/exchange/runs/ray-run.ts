import type { Json } from "@diapason/core"
import { flatten, looseJson, numbersIn, type PastRun } from "./past-run.ts"

/** The files of one trial of Ray Tune, as texts; what is not there is undefined. */
interface RayFiles {
  readonly params: string | undefined
  readonly results: string | undefined
  readonly error: string | undefined
}

/** One trial, its own name, and what in its files was passed over. */
export interface RayRun extends PastRun {
  readonly id: string | undefined
  readonly cut?: string
}

/** What Ray writes of its own beside what a trial reports. */
const own =
  /^(timestamp|time_this_iter_s|time_total_s|pid|time_since_restore|iterations_since_restore|training_iteration|timesteps_\w+|episodes_total|num_\w+_since_restore|config\..*|warmup_time|time_since_last_\w+)$/

/** Reads a trial from its folder: `params.json`, a line of `result.json` for each report, `error.txt` where it failed. Undefined without parameters. */
export function rayRun(place: string, { params, results, error }: RayFiles): RayRun | undefined {
  const lines = (results ?? "").split("\n").filter((line) => line !== "")
  const read = lines.map((line) => looseJson(line)).filter(isRecord)
  const config = isRecord(looseJson(params ?? "")) ? looseJson(params ?? "") : read[0]?.["config"]
  if (!isRecord(config)) return undefined
  const reports = read.map((row, i) => ({ step: stepOf(row, i), metrics: numbersIn(flatten(row), (name) => own.test(name)) }))
  const rising = reports.filter(({ step }, i) => reports.findLastIndex((one) => one.step === step) === i).sort((a, b) => a.step - b.step)
  const cut = lines.length - read.length
  const id = read.map((row) => row["trial_id"]).find((one) => typeof one === "string")
  return {
    place,
    id,
    config: flatten(config),
    values: Object.assign({}, ...rising.map(({ metrics }) => metrics)) as Record<string, number>,
    reports: rising.filter(({ metrics }) => Object.keys(metrics).length > 0),
    end: error !== undefined ? "failed" : read.at(-1)?.["done"] === true ? "done" : "open",
    ...(error !== undefined && { message: lastLine(error) }),
    ...(cut > 0 && { cut: `${cut} of its ${lines.length} lines cannot be read` }),
    notes: { ...(id !== undefined && { "ray.trial": id }) },
  }
}

function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

const stepOf = (row: Readonly<Record<string, Json>>, i: number): number => {
  const step = row["training_iteration"]
  return typeof step === "number" && Number.isInteger(step) && step >= 0 ? step : i + 1
}

const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1)!.trim().slice(0, 500)
