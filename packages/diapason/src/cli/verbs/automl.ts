import { existsSync } from "node:fs"
import { fault, type Conducted } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { findPython, pictures, tables } from "../../automl/find-python.ts"
import { finishedLines, type Finished } from "../../automl/finished.ts"
import { lookedLines, type Looked } from "../../automl/looked.ts"
import { askPython } from "../../automl/python-side.ts"
import { modelFolder, refuseForeign } from "../../automl/model-folder.ts"
import { keepQuestion, questionOf, refuseOther } from "../../automl/question.ts"
import { search, slotsOf, workdirOf } from "../../automl/search.ts"
import { nameOf } from "../../automl/study-name.ts"
import { exit } from "../exit.ts"
import { automlFlags } from "../flags/automl.ts"
import { commonFlags } from "../flags/common.ts"
import { runFlags } from "../flags/run.ts"
import { studyFlags } from "../flags/study.ts"
import type { Io } from "../io.ts"
import { reporterOf } from "../live/reporter-of.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { firstLine } from "../tune/greet.ts"
import { verb } from "../verb.ts"

/** Finds a model for a table, or for pictures in a folder: looks at it, searches, and saves one model with its honest estimate. */
export const automl = verb({
  args: "[data]",
  example: "diapason automl flowers.csv --target kind --for 60s --max-trials 3",
  flags: {
    target: automlFlags.targetColumn,
    images: automlFlags.images,
    for: studyFlags.for,
    maxTrials: automlFlags.maxTrials,
    task: automlFlags.task,
    metric: automlFlags.judgedBy,
    timeColumn: automlFlags.timeColumn,
    group: automlFlags.group,
    ignore: automlFlags.ignore,
    keep: automlFlags.keepColumns,
    maxRows: automlFlags.maxRows,
    maxColumns: automlFlags.maxColumns,
    jobs: automlFlags.jobs,
    seed: studyFlags.seed,
    sampler: studyFlags.sampler,
    scheduler: studyFlags.scheduler,
    name: commonFlags.name,
    store: commonFlags.store,
    dir: commonFlags.dir,
    model: automlFlags.model,
    yes: commonFlags.yes,
    open: commonFlags.open,
    reporter: runFlags.reporter,
    json: commonFlags.json,
  },
  async run(f, [first], io) {
    const data = first === undefined ? undefined : String(first)
    const began = io.now()
    const { source, target, needs } = asked(f, data)
    const dir = dirOf(f)
    const json = f.json === true
    const name = f.name ?? nameOf(source, target)
    const workdir = workdirOf(dir, name)
    const model = modelFolder(f.model, name)
    await refuseForeign(model)
    const question = await questionOf(data, f.images, { target, ...preparing(f) })
    await refuseOther(workdir, name, question)
    const python = await findPython(io, dir, f.yes === true, needs)
    const reporter = await reporterOf(f.reporter, json, io)
    const time = f.for ?? usualTime
    const rate = ["--seconds", String(time / 1000), "--jobs", String(slotsOf(f.jobs))]
    const flagged = flagsOf({ ...preparing(f), images: f.images })
    const words = ["look", ...(data === undefined ? [] : [data]), "--target", target, "--out", workdir, ...rate, ...flagged]
    const looked = await askPython<Looked>(python, words, io.env)
    await keepQuestion(workdir, question)
    if (!json) for (const line of lookedLines(source, looked)) reporter.say(firstLine(io, ...line))
    for (const { what, mend } of looked.warnings) reporter.say(`  note  ${what}${mend === "" ? "" : `: ${mend}`}`)
    const look = io.now() - began
    const store = await openStore(storeUrl(f, io.env))
    try {
      return await search({
        ...{
          name,
          looked,
          python,
          store,
          dir,
          time,
          began,
          look,
          jobs: f.jobs,
          seed: f.seed ?? 0,
          trials: f.maxTrials,
          reporter,
          io,
          json,
        },
        sampler: f.sampler ?? "auto",
        scheduler: f.scheduler ?? "median",
        open: f.open === true,
        concluding: async (conducted, signalled) => {
          // What was judged before a trial was interrupted can be joined like the rest.
          if (!conducted.ledger.trials.some(({ curve }) => curve.steps.length > 0)) return empty(conducted, signalled, io)
          if (!json) reporter.say("  joining the best to one model …")
          const seconds = Math.max(2, (time - (io.now() - began)) / 1000)
          const finished = await askPython<Finished>(python, ["finish", workdir, "--out", model, "--seconds", seconds.toFixed(1)], io.env)
          if (json) io.out(JSON.stringify(document(conducted, looked, finished)))
          else for (const line of finishedLines(finished, looked, io)) io.out(line)
          return signalled !== undefined && conducted.outcome !== "done" ? signalled : exit.done
        },
      })
    } finally {
      await store.close()
    }
  },
})

/** What is learned from, and what it is trained with. Throws D140 where something is not said, D200 for what is not there. */
function asked({ target, images }: { target?: string | undefined; images?: string | undefined }, data: string | undefined) {
  if (images === undefined && data === undefined)
    throw fault("D140", { flag: "<data>", text: "nothing", expected: "a table, or --images with a folder of pictures" })
  if (target === undefined && data !== undefined)
    throw fault("D140", { flag: "--target", text: "nothing", expected: "the column to predict" })
  for (const file of [data, images])
    if (file !== undefined && !existsSync(file)) throw fault("D200", { file, why: "there is no such file or folder" })
  return { source: data ?? images ?? "", target: target ?? "class", needs: images === undefined ? tables : pictures }
}

/** Ten minutes: enough for a table that fits a laptop. */
const usualTime = 600_000

/** Flags that change what Python makes of the data. */
interface Preparing {
  readonly task?: string | undefined
  readonly metric?: string | undefined
  readonly timeColumn?: string | undefined
  readonly group?: string | undefined
  readonly ignore?: string | undefined
  readonly keep?: string | undefined
  readonly maxRows?: number | undefined
  readonly maxColumns?: number | undefined
  readonly seed?: number | undefined
}

/** These, by their names there. */
const preparing = (f: Preparing): Readonly<Record<string, string | undefined>> => ({
  task: f.task,
  metric: f.metric,
  "time-column": f.timeColumn,
  group: f.group,
  ignore: f.ignore,
  keep: f.keep,
  "max-rows": f.maxRows?.toString(),
  "max-columns": f.maxColumns?.toString(),
  seed: String(f.seed ?? 0),
})

const flagsOf = (given: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))

function empty({ ledger, why }: Conducted, signalled: number | undefined, io: Io): number {
  const failed = ledger.trials.filter((trial) => trial.state === "failed").length
  io.err(`  no model: ${ledger.trials.length} trials, ${failed} of them failed; ended: ${why}`)
  io.err(`  the same command ${signalled === undefined ? "with a longer --for " : ""}goes on; diapason logs --errors says what failed`)
  return signalled ?? exit.noUsableTrial
}

function document({ ledger, outcome, why }: Conducted, looked: Looked, finished: Finished): object {
  const { model, card, metric, cv, test, members, leaderboard } = finished
  const { target, task, direction, dummy } = looked
  return {
    schema: "diapason.automl/1",
    study: ledger.definition.name,
    outcome,
    why,
    trials: ledger.trials.length,
    data: { rows: looked.rows, columns: looked.columns.filter(({ used }) => used).length, target, task },
    metric,
    direction,
    guessing: dummy,
    search: { ensemble: cv.ensemble, best: { trial: cv.best.trial, score: cv.best.score } },
    estimate: test === null ? null : { score: test.score, low: test.low, high: test.high, rows: test.rows, level: test.level },
    model,
    card,
    members: members.map(({ trial, family, weight }) => ({ trial, family, weight })),
    leaderboard: leaderboard.map(({ trial, family, score, sd, fit_seconds, predict_seconds, weight }) => ({
      ...{ trial, family, score, sd, weight },
      fit_seconds,
      predict_seconds,
    })),
    warnings: looked.warnings.map(({ code, what }) => ({ code, what })),
  }
}
