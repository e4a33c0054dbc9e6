import { figures, heading, paragraph, short, type Block, type Chart } from "../report/block.ts"
import { machineOf, versionsOf } from "../report/provenance.ts"
import { mean, standardError } from "../statistics/mean.ts"
import { ranks } from "../statistics/ranks.ts"
import { curveField, regretsOf, type CurveField } from "./curve-field.ts"
import { rules, type Rule } from "./incumbents.ts"
import { races, shares } from "./races.ts"
import type { CurveResults, Part } from "./record.ts"
import type { World } from "./world.ts"

/** What a report is about. */
export interface CurvesAsked {
  readonly contestants: readonly string[]
  readonly worlds: readonly World[]
  readonly parts: readonly Part[]
  /** Full trainings, or their worth, that there is time for, by kind of part. */
  readonly sizes: { readonly equivalents: number; readonly seconds: number }
  /** The command that makes the report. */
  readonly command: string
}

/** The whole report: equivalents, then each number of workers, then what is missing and how it was made. */
export function curvesReport(results: CurveResults, asked: CurvesAsked): readonly Block[] {
  const worlds = asked.worlds.map(({ name }) => name)
  const fieldFor = (part: Part): CurveField => {
    const size = part === "equivalents" ? asked.sizes.equivalents : asked.sizes.seconds
    return curveField(results.runs, { contestants: asked.contestants, worlds, part, size })
  }
  return [
    paragraph(legend),
    ...asked.parts.flatMap((part) =>
      part === "equivalents" ? equivalents(fieldFor(part), asked) : race(fieldFor(part), part, asked.sizes.seconds),
    ),
    ...gaps(results, asked),
    ...provenance(results, asked),
  ]
}

const legend =
  "Normalised regret: 0 is the best known value after all 52 epochs, 1 the median of a random configuration's. The incumbent counts by its " +
  "value after all epochs, whatever it has been trained. Which configuration that is is decided by one rule for every contestant: by `seen` " +
  "the one with the best value reported so far at any epoch; by `level` the one with the best newest value among those that have come to " +
  "the highest level that any has come to (52 epochs, a third of them, a ninth, …). Of random search nothing counts before a training's " +
  "last epoch. Only new epochs are paid: a configuration that goes on pays none twice, also where the tuner itself begins anew."

const titles: Readonly<Record<Rule, string>> = { seen: "By the best value seen:", level: "By the highest level:" }

function equivalents(field: CurveField, { worlds, sizes }: CurvesAsked): readonly Block[] {
  if (field.pairs.length === 0) return []
  const epochs = worlds[0]!.epochs
  const at = [...[2, 5, 10, 20].filter((n) => n < sizes.equivalents), sizes.equivalents]
  const head = ["", ...at.flatMap((n) => [`regret ${n}`, "±"]), `rank ${at.at(-1)}`, "configurations", "tuner s"]
  return [
    heading("Full-training equivalents, one worker"),
    paragraph(
      `${described(field)} Each new epoch costs 1/${epochs} of a full training. ± is the half of a 95 % interval of the mean over runs; seconds are the tuner's own for a whole run.`,
    ),
    ...rules.flatMap((rule) => [
      paragraph(titles[rule]),
      figures(
        head,
        field.contestants.map((name, c) => ({ name, values: standing(field, c, rule, at, epochs) })),
        () => "least",
      ),
    ]),
    ...against(field, at, epochs),
    chart(
      field,
      "Mean regret by the best value seen, over equivalents",
      Array.from({ length: sizes.equivalents }, (_, i) => () => (i + 1) * epochs),
    ),
  ]
}

function standing(field: CurveField, c: number, rule: Rule, at: readonly number[], epochs: number): readonly number[] {
  const last = field.contestants.map((_, other) => regretsOf(field, other, rule, () => at.at(-1)! * epochs))
  return [
    ...at.flatMap((n) => interval(regretsOf(field, c, rule, () => n * epochs))),
    mean(field.pairs.map((_, pair) => ranks(last.map((values) => values[pair]!))[c]!)),
    mean(field.runs[c]!.map(({ begun }) => begun)),
    mean(field.runs[c]!.map(({ ms }) => ms / 1000)),
  ]
}

const interval = (values: readonly number[]): readonly [number, number] => [mean(values), 1.96 * standardError(values)]

/** The first contestant against each other, run by run. */
function against(field: CurveField, at: readonly number[], epochs: number): readonly Block[] {
  const [subject, ...others] = field.contestants
  if (others.length === 0) return []
  const rows = others.map((name, i) => [
    name,
    ...rules.flatMap((rule) =>
      at.map((n) => {
        const its = regretsOf(field, i + 1, rule, () => n * epochs)
        const [centre, half] = interval(regretsOf(field, 0, rule, () => n * epochs).map((own, pair) => own - its[pair]!))
        return `${short(centre)} ± ${short(half)}`
      }),
    ),
  ])
  const head = ["", ...rules.flatMap((rule) => at.map((n) => `${rule} ${n}`))]
  return [
    paragraph(`The regret of ${subject} less that of each other, in the same world with the same seed:`),
    { kind: "table", head, rows, best: new Set() },
  ]
}

function race(field: CurveField, workers: number, trainings: number): readonly Block[] {
  const random = field.contestants.indexOf("random")
  if (random < 0 || field.pairs.length === 0) return []
  const head = ["", "faster", "median", "reached", ...shares.map((share) => `regret ${share === 1 ? "1" : `1/${1 / share}`}`)]
  const ends = field.runs[random]!.map(({ until }) => until)
  return [
    heading(`Virtual time, ${workers} ${workers === 1 ? "worker" : "workers"}`),
    paragraph(
      `${described(field)} Until ${workers} ${workers === 1 ? "worker that trains" : "workers that train"} random configurations in full have ended ${trainings}. ` +
        "`faster`: that time over the time to the regret that random search then has, by the mean over runs; random's own is above 1 where it had it before the end. `median`: the same run by run, " +
        "0 where it was not reached. `reached`: the share of runs that did. Then the mean regret after parts of that time.",
    ),
    ...rules.flatMap((rule) => [
      paragraph(titles[rule]),
      figures(
        head,
        races(field, rule).map((one) => ({ name: one.contestant, values: [one.faster, one.median, one.reached, ...one.regrets] })),
        (column) => (column < 3 ? "greatest" : "least"),
      ),
    ]),
    chart(
      field,
      "Mean regret by the best value seen, over hundredths of random's time",
      Array.from({ length: 100 }, (_, i) => (pair: number) => ((i + 1) / 100) * ends[pair]!),
    ),
  ]
}

function chart(field: CurveField, title: string, moments: readonly ((pair: number) => number)[]): Chart {
  const lines = field.contestants.map((name, c) => ({
    name,
    values: moments.map((momentOf) => Math.min(1, mean(regretsOf(field, c, "seen", momentOf)))),
  }))
  return { kind: "chart", title, lines }
}

const described = ({ pairs, contestants }: CurveField): string =>
  `${pairs.length} runs of each of ${contestants.length} contestants: the worlds and seeds that all of them finished.`

function gaps({ runs }: CurveResults, { contestants, worlds }: CurvesAsked): readonly Block[] {
  const rows = runs
    .filter((run) => contestants.includes(run.contestant) && worlds.some(({ name }) => name === run.world))
    .flatMap(({ contestant, world, seed, part, failed, unsupported }) => {
      const why = failed ?? unsupported
      return why === undefined
        ? []
        : [[contestant, `${world}, seed ${seed}, ${part}`, why.split("\n")[0]!.replaceAll("|", "/").slice(0, 160)]]
    })
  if (rows.length === 0) return []
  return [heading("What is missing"), { kind: "table", head: ["contestant", "run", "why"], rows, best: new Set() }]
}

function provenance({ begun, runs }: CurveResults, { contestants, worlds, command }: CurvesAsked): readonly Block[] {
  const used = runs.filter((run) => worlds.some(({ name }) => name === run.world))
  const days = [...new Set(used.map(({ at }) => at.slice(0, 10)))].sort()
  const judges = worlds.filter(({ use }) => use === "judge").length
  const rows = [
    ...[...new Set(begun.map((one) => one.command))].map((text) => ["run", `\`${text}\``]),
    ["report", `\`${command}\``],
    ...[...new Set(begun.map(machineOf))].map((text) => ["machine", text]),
    ["days", days.join(", ")],
    ["worlds", `${worlds.length} tasks of LCBench: ${judges} that only judge, ${worlds.length - judges} that may have guided choices`],
    ...contestants.map((name) => [name, versionsOf(used.filter((run) => run.contestant === name))]),
  ]
  return [heading("How it was made"), { kind: "table", head: ["", ""], rows, best: new Set() }]
}
