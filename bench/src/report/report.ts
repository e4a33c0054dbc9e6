import type { BenchProblem } from "../problems/problem.ts"
import type { Results } from "../run/record.ts"
import { ecdf, targets } from "../statistics/ecdf.ts"
import { duels } from "../statistics/duels.ts"
import { fieldOf, type Field } from "../statistics/field.ts"
import { horizons } from "../statistics/horizons.ts"
import { meanRegret, standings } from "../statistics/standings.ts"
import type { Asked } from "./asked.ts"
import { figures, heading, paragraph, short, type Block } from "./block.ts"
import { faceToFace } from "./face-to-face.ts"
import { gaps } from "./gaps.ts"
import { hypervolumes } from "./hypervolumes.ts"
import { provenance } from "./provenance.ts"
import { recommendations } from "./recommendations.ts"

/** The whole report: what the problems together say, then each family, tests, problem by problem, what was lost, what is missing. */
export function report(results: Results, asked: Asked): readonly Block[] {
  const { contestants, problems, trials, parallel } = asked
  const at = [...horizons.filter((horizon) => horizon < trials), trials]
  const all = fieldOf(contestants, problems, results.runs, trials)
  const subject = contestants.find((name) => name.startsWith("diapason/")) ?? contestants[0] ?? ""
  return [
    paragraph(legend),
    ...provenance(results, asked),
    heading("All problems"),
    paragraph(
      `${all.problems.length} of ${problems.length} problems: those that each of the ${contestants.length} contestants finished, ${seedsOf(all)}${inFlight(parallel)}.`,
    ),
    ...overview(all, at),
    ...(all.problems.length > 0 ? tests(all, subject, at) : []),
    ...faceToFace(results, asked, subject, at),
    ...families.flatMap(([family, title]) => {
      const own = problems.filter((problem) => problem.family === family)
      return own.length === 0 ? [] : familyOf(title, own, results, asked, at)
    }),
    ...hypervolumes(results, asked),
    ...recommendations(results, asked),
    ...lost(results, asked, subject),
    ...gaps(results, asked),
  ]
}

const legend =
  "Normalised regret: 0 is the best known value, 1 what a random draw gives (the median). Of the trials so far the one with the best told value " +
  "counts, by its true value; with several objectives the true hypervolume of all trials. Means are over seeds, then over problems; a run " +
  "without a feasible trial counts 1 in means and last in ranks. Ranks are among the contestants of the same table. Milliseconds are the " +
  "tuner's own, a suggestion and the taking in of its result, as the median over the last tenth of the trials. The best of a column is bold."

const families: readonly (readonly [BenchProblem["family"], string])[] = [
  ["smooth", "Smooth, continuous"],
  ["network", "Neural networks"],
  ["conditional", "Conditional spaces"],
  ["mixed", "Mixed spaces"],
  ["constrained", "Constraints"],
  ["noisy", "Noise"],
  ["multi", "Several objectives"],
]

const inFlight = (parallel: number): string => (parallel > 1 ? `, ${parallel} trials in flight` : "")

const seedsOf = ({ problems }: Field): string => {
  const counts = problems.map(({ seeds }) => seeds.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return counts.length === 0 ? "no seeds" : least === most ? `${least} ${least === 1 ? "seed" : "seeds"}` : `${least} to ${most} seeds`
}

function overview(field: Field, at: readonly number[]): readonly Block[] {
  if (field.problems.length === 0) return []
  const standing = standings(field, at)
  const head = ["", ...at.map((trials) => `regret ${trials}`), ...at.map((trials) => `rank ${trials}`), "ms"]
  const rows = standing.map(({ contestant, regret, rank, ms }) => ({ name: contestant, values: [...regret, ...rank, ms] }))
  const curves = field.contestants.map((name, c) => {
    const runs = field.problems.flatMap(({ runs }) => runs[c]!.map(({ regret }) => regret))
    return { name, values: ecdf(runs) }
  })
  const reached = curves.map(({ name, values }) => ({ name, values: at.map((trials) => values[trials - 1]!) }))
  return [
    figures(head, rows, () => "least"),
    paragraph(`Share of ${targets.length} targets reached, regrets from 1 to 0.001, evenly by their logarithm:`),
    figures(["", ...at.map((trials) => `${trials} trials`)], reached, () => "greatest"),
    { kind: "chart", title: "Share of targets reached, by trials", lines: curves },
  ]
}

function tests(field: Field, subject: string, at: readonly number[]): readonly Block[] {
  const table = (trials: number): Block => ({
    kind: "table",
    head: [`${trials} trials`, "won", "tied", "lost", "p", "p (Holm)"],
    rows: duels(field, subject, trials).map((duel) => [
      duel.against,
      ...[duel.won, duel.tied, duel.lost].map(String),
      short(duel.p),
      short(duel.adjusted),
    ]),
    best: new Set(),
  })
  const about = `${subject} against each other contestant, problem by problem by mean regret: signed-rank tests, two-sided, with Holm's correction.`
  return field.contestants.length < 2 ? [] : [paragraph(about), ...at.filter((trials) => trials >= 25).map(table)]
}

function familyOf(
  title: string,
  problems: readonly BenchProblem[],
  { runs }: Results,
  { contestants, trials }: Asked,
  at: readonly number[],
) {
  const names = new Set(problems.map(({ name }) => name))
  const here = contestants.filter((name) =>
    runs.some((run) => run.contestant === name && names.has(run.problem) && run.unsupported === undefined && run.failed === undefined),
  )
  const field = fieldOf(here, problems, runs, trials)
  const each = field.problems.map((one) => ({ name: one.problem.name, values: here.map((_, c) => meanRegret(one, c, trials)) }))
  const about = `${field.problems.length} of ${problems.length} problems, ${seedsOf(field)}.`
  if (field.problems.length === 0) return [heading(title), paragraph(about)]
  return [
    heading(title),
    paragraph(about),
    ...overview(field, at),
    paragraph(`Mean regret after ${trials} trials by problem:`),
    byRow(here, each),
  ]
}

/** A table whose best cell is that of each row. */
function byRow(head: readonly string[], rows: readonly { readonly name: string; readonly values: readonly number[] }[]): Block {
  const best = rows.flatMap(({ values }, row) => values.flatMap((value, i) => (value === Math.min(...values) ? [`${row},${i + 1}`] : [])))
  return { kind: "table", head: ["", ...head], rows: rows.map(({ name, values }) => [name, ...values.map(short)]), best: new Set(best) }
}

/** Each problem on which the subject is not the best, the worst first, among those who ran that problem. */
function lost({ runs }: Results, { contestants, problems, trials }: Asked, subject: string): readonly Block[] {
  const rows = problems.flatMap((problem) => {
    const here = contestants.filter((name) =>
      runs.some(
        (run) => run.contestant === name && run.problem === problem.name && run.unsupported === undefined && run.failed === undefined,
      ),
    )
    const [one] = fieldOf(here, [problem], runs, trials).problems
    const own = here.indexOf(subject)
    if (one === undefined || own < 0) return []
    const regrets = here.map((_, c) => meanRegret(one, c, trials))
    const better = here.map((name, c) => ({ name, regret: regrets[c]! })).filter(({ regret }) => regret < regrets[own]!)
    better.sort((a, b) => a.regret - b.regret)
    return better.length === 0 ? [] : [{ problem: problem.name, own: regrets[own]!, better, gap: regrets[own]! - better[0]!.regret }]
  })
  const title = heading(`Where ${subject} is beaten`)
  if (rows.length === 0) return [title, paragraph("On no problem.")]
  rows.sort((a, b) => b.gap - a.gap)
  return [
    title,
    paragraph(`Mean regret after ${trials} trials on ${rows.length} of ${problems.length} problems, the largest gap first.`),
    {
      kind: "table",
      head: ["", subject, "better"],
      rows: rows.map(({ problem, own, better }) => [
        problem,
        short(own),
        better.map(({ name, regret }) => `${name} ${short(regret)}`).join(", "),
      ]),
      best: new Set(),
    },
  ]
}
