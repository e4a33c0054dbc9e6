import { randomBytes } from "node:crypto"
import { keptIn, rangeTest, ratesBetween, type RangeTest, type RatePoint } from "@diapason/algorithms"
import { fault, leafNames, spaceFromJson, toWireMetrics, type Ending } from "@diapason/core"
import { processes } from "@diapason/executors"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { runFlags } from "../flags/run.ts"
import { studyFlags, type Params } from "../flags/study.ts"
import type { Io } from "../io.ts"
import { rangeText } from "../probe/range-text.ts"
import { rising } from "../probe/rising.ts"
import { shortRuns } from "../probe/short-runs.ts"
import { defaultDir } from "../study/open-ledger.ts"
import { numberText } from "../text/number.ts"
import { inlineParameters } from "../tune/inline-parameters.ts"
import { interrupts } from "../tune/interrupts.ts"
import { verb } from "../verb.ts"

/** The learning-rate range test of a command, before a study: where learning begins, and where it breaks. */
export const probe = verb({
  args: "<what> [command...]",
  example: "diapason probe lr -p lr=1e-7..10.0:log --minimize loss -- python train.py",
  flags: {
    param: studyFlags.param,
    minimize: studyFlags.minimize,
    steps: runFlags.steps,
    runs: runFlags.runs,
    reports: runFlags.reports,
    timeout: runFlags.timeout,
    paramsVia: runFlags.paramsVia,
    shell: runFlags.shell,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, [what, words], io) {
    if (what !== "lr") throw fault("D140", { flag: "probe", text: String(what), expected: "lr" })
    const { command, params } = inlineParameters(words as readonly string[])
    if (command.length === 0) throw fault("D142", { given: "probe lr" })
    const metric = onlyMetric(f.minimize)
    const { name: param, low, high, leaf } = rateOf({ ...f.param, ...params })
    const { paramsVia, shell, timeout, dir = defaultDir } = f
    const executor = processes({
      command,
      dir,
      leafNames: { [param]: leaf },
      metrics: [metric],
      ...(paramsVia !== undefined && { paramsVia }),
      ...(shell !== undefined && { shell }),
      ...(timeout !== undefined && { timeout }),
    })
    const asked = interrupts({ ending: () => undefined, hangup: () => undefined })
    const { drain: signal } = asked.signals
    const session = `${process.pid}-${randomBytes(4).toString("hex")}`
    const common = { executor, study: `probe-${param}`, session, param, signal: signal! }
    const say = (text: string): void => (f.json === true ? undefined : io.err(text))
    try {
      const found = await probed(common, { metric, low, high, steps: f.steps ?? 100, runs: f.runs ?? 12, reports: f.reports ?? 5 }, say)
      if (asked.code() !== undefined) return asked.code()!
      if (found.points.length === 0) throw silence(command, metric, found.ending)
      return conclude(io, f.json === true, param, metric, found)
    } finally {
      asked.dispose()
    }
  },
})

interface Probed {
  readonly how: "rising" | "runs"
  readonly points: readonly RatePoint[]
  readonly test: RangeTest
  readonly ending: Ending
}

interface Range {
  readonly metric: string
  readonly low: number
  readonly high: number
  readonly steps: number
  readonly runs: number
  readonly reports: number
}

/** One run if the script takes updates, else short ones. */
async function probed(common: Parameters<typeof rising>[0], range: Range, say: (text: string) => void): Promise<Probed> {
  const { metric, low, high, steps, runs, reports } = range
  say(`  one run of the command, in which ${common.param} rises from ${numberText(low)} to ${numberText(high)} in ${steps} steps`)
  const first = await rising(common, metric, ratesBetween(low, high, steps))
  const { points, deaf } = first
  if (deaf === undefined) {
    const test = rangeTest(points, keptIn(steps))
    if (points.length < steps && test.broke === undefined && points.length > 0)
      say(
        `  the command ended at ${numberText(points.at(-1)!.rate)}, after ${points.length} reports: --steps ${points.length} would cover the range`,
      )
    return { how: "rising", points, test, ending: first.ending }
  }
  say(`  ${deaf}: so ${runs} short runs instead, one for each rate, of ${reports} reports each`)
  const many = await shortRuns(common, metric, ratesBetween(low, high, runs), reports)
  return { how: "runs", points: many.points, test: rangeTest(many.points, 0), ending: many.ending }
}

function conclude(io: Io, json: boolean, param: string, metric: string, { how, points, test }: Probed): number {
  const { suggestion, smoothed, broke } = test
  if (json) {
    const reported = points.map(({ rate, loss }, i) => ({
      rate,
      ...toWireMetrics({ loss }),
      ...(i < smoothed.length && { smoothed: smoothed[i] }),
    }))
    io.out(
      JSON.stringify({
        schema: "diapason.probe/1",
        parameter: param,
        metric,
        how,
        points: reported,
        ...(broke !== undefined && { ended: broke }),
        ...(suggestion !== undefined && { suggestion: { ...suggestion, prior: { around: suggestion.rate, spread: "3x" } } }),
      }),
    )
  } else {
    for (const line of rangeText(param, metric, points, test, 60)) io.out(line)
    if (suggestion === undefined)
      io.out(`  ${metric} nowhere falls between ${numberText(points[0]!.rate)} and ${numberText(points.at(-1)!.rate)}`)
    else {
      const [low, high, rate] = [suggestion.low, suggestion.high, suggestion.rate].map((x) => numberText(Number(x.toPrecision(2))))
      io.out(`  ${suggestion.why}`)
      io.out(`  use  -p ${param}=${low}..${high}:log --prior ${param}=${rate}:3x`)
    }
  }
  return suggestion === undefined ? exit.noUsableTrial : exit.done
}

function onlyMetric(minimize: readonly string[] | undefined): string {
  const [metric, second] = minimize ?? []
  if (metric === undefined) throw fault("D141", { given: "probe lr" })
  if (second !== undefined) throw fault("D140", { flag: "--minimize", text: second, expected: "one metric" })
  return metric
}

/** The parameter that is probed: `lr` from 1e-7 to 10 unless one was given. */
function rateOf(params: Params): { readonly name: string; readonly low: number; readonly high: number; readonly leaf: string } {
  const given = Object.keys(params).length === 0 ? { lr: { type: "float", low: 1e-7, high: 10, scale: "log" } } : params
  const space = spaceFromJson(given)
  const [parameter, second] = space.parameters
  if (second !== undefined)
    throw fault("D140", { flag: "-p", text: second.name, expected: "one parameter, with the others fixed in the command," })
  if (parameter?.kind !== "float" || parameter.scale !== "log" || !(parameter.low < parameter.high))
    throw fault("D140", { flag: "-p", text: parameter?.name ?? "", expected: "a range of numbers above 0 as in lr=1e-7..10.0:log" })
  return { name: parameter.name, low: parameter.low, high: parameter.high, leaf: leafNames(space)[0]!.flag }
}

const silence = (command: readonly string[], metric: string, ending: Ending): Error =>
  fault("D147", {
    command: command.join(" "),
    metric,
    reason: ending.kind === "failed" ? ending.failure.message : "it ended without a word of it",
  })
