import { citation, jobs, provenNamed, type Job, type Start } from "@diapason/algorithms"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import type { Io } from "../io.ts"
import { valueText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { verb } from "../verb.ts"

/** The library of proven baselines: what it has, or one job with ranges, reasons and sources. */
export const baselines = verb({
  args: "[name]",
  example: "diapason baselines lightgbm",
  flags: { json: commonFlags.json },
  run(f, [name], io) {
    const { job, starts } = name === undefined ? { job: undefined, starts: [] } : provenNamed(name as string)
    if (f.json === true)
      io.out(JSON.stringify({ schema: "diapason.baselines/1", jobs: (job === undefined ? jobs : [{ ...job, starts }]).map(viewOf) }))
    else for (const line of job === undefined ? listLines(io) : jobLines({ ...job, starts }, io)) io.out(line)
    return Promise.resolve(exit.done)
  },
})

const viewOf = ({ name, title, parameters, starts, interactions = [], scaling }: Job): object => ({
  name,
  title,
  parameters: parameters.map(({ also = [], ...one }) => ({ ...one, also })),
  starts,
  interactions,
  ...(scaling !== undefined && { scaling }),
})

function listLines(io: Io): readonly string[] {
  const rows = jobs.map(({ name, title, starts }) => [name, title, starts.map((start) => start.name).join(" ")])
  return [
    ...table([{ title: "job", keep: 3 }, { title: "for", least: 24, keep: 2 }, { title: "starts" }], rows, io.width()),
    "",
    "  diapason baselines lightgbm shows one; diapason tune --baseline proven:lightgbm tries its starts first",
  ]
}

function jobLines({ name, title, parameters, starts, interactions = [] }: Job, io: Io): readonly string[] {
  const { dim, bold } = io.paint
  const rows = parameters.map((one) => [one.name, one.range, one.why, (one.also ?? []).join(" ")])
  return [
    `  ${bold(name)}   ${title}`,
    "",
    ...table(
      [
        { title: "parameter", keep: 3 },
        { title: "range", keep: 3 },
        { title: "why", least: 24 },
        { title: "also called", keep: 0 },
      ],
      rows,
      io.width(),
    ),
    "",
    ...starts.flatMap((start) => [`  ${bold(`proven:${name}/${start.name}`)}   ${dim(citation(start))}`, `    ${valuesOf(start)}`]),
    ...interactions.map((line) => `  ${dim("note")}  ${line}`),
  ]
}

const valuesOf = ({ values }: Start): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(" ")
