import { join, resolve } from "node:path"
import { flatten, folderName, fromWire, reportAt, spaceOf, type Ledger, type StudyEvent, type Tracker, type Trial } from "@diapason/core"
import { cellsOf, columnsOf } from "./columns.ts"
import { experiment, fileVersion, scalar, sessionEnd, sessionStart } from "./event.ts"
import { addRecords, replaceRecords } from "./event-file.ts"

/**
 * A study as TensorBoard reads it: a folder below `dir`, in it one for each trial with its metrics by step and its row of the HParams page, and
 * the columns of that page. A failed trial that is tried again has a further folder, `trial-3-retry-1`, and stays one row.
 */
export function tensorboard({ dir }: { readonly dir: string }): Tracker {
  const root = resolve(dir)
  const pages = new Map<string, Page>()
  const retries = new Map<number, number>()
  let began = 0
  const pageIn = (folder: string, from: number): Page => {
    // A reader takes the files of a folder in the order of their names; ours is one, named by when its trial began.
    const path = join(folder, `events.out.tfevents.${String(Math.floor(from / 1000)).padStart(10, "0")}.diapason`)
    const page = pages.get(path) ?? { path, head: fileVersion(from), columns: undefined, waiting: [], left: undefined }
    pages.set(path, page)
    return page
  }
  return {
    name: "tensorboard",
    title: `TensorBoard's folder ${dir}`,
    to: root,
    fold(event, ledger, owed) {
      const own = join(root, folderName(ledger.definition.name))
      if (event.kind === "study.created") began = event.at
      if (owed && (event.kind === "study.created" || event.kind === "study.revised")) {
        const metrics = ledger.definition.objectives.map(({ metric }) => metric)
        pageIn(own, began).columns = experiment(event.at, columnsOf(ledger.space), metrics)
      }
      if (event.kind === "trial.retried") retries.set(event.trial, (retries.get(event.trial) ?? 0) + 1)
      const trial = "trial" in event && event.trial !== undefined ? ledger.trials[event.trial] : undefined
      if (trial === undefined || !owed) return
      const records = recordsOf(event, trial, ledger)
      const retry = retries.get(trial.number)
      const folder = join(own, `trial-${trial.number}${retry === undefined ? "" : `-retry-${retry}`}`)
      if (records.length > 0) pageIn(folder, trial.suggestedAt).waiting.push(...records)
    },
    async flush(_, signal) {
      for (const page of pages.values()) {
        if (page.waiting.length === 0 && page.columns === undefined) continue
        if (signal.aborted) return { outcome: "unreached", why: "it was not waited for any longer" }
        try {
          await print(page)
        } catch (error) {
          return { outcome: "unreached", why: (error as Error).message }
        }
      }
      return { outcome: "taken", lost: [] }
    },
  }
}

/** An event file, and what is to be written there. */
interface Page {
  readonly path: string
  readonly head: Buffer
  /** The columns of the study, which replace those that were there: a reader takes the first that it finds. */
  columns: Buffer | undefined
  waiting: Buffer[]
  left: number | undefined
}

async function print(page: Page): Promise<void> {
  const { path, head, columns, waiting, left } = page
  page.left = undefined
  page.left = columns === undefined ? await addRecords(path, head, waiting, left) : await replaceRecords(path, [head, columns])
  page.waiting = []
  page.columns = undefined
}

/** What an event adds to the files of its trial. */
function recordsOf(event: StudyEvent, trial: Trial, ledger: Ledger): readonly Buffer[] {
  const { at } = event
  switch (event.kind) {
    case "trial.suggested":
    case "trial.retried":
      return [begun(at, trial, ledger)]
    case "trial.added": {
      const reports = event.reports ?? []
      return [begun(at, trial, ledger), ...reports.flatMap(({ step, metrics }) => scalars(at, step, metrics)), ...ended(at, trial)]
    }
    case "trial.reported":
      return event.attempt === trial.attempts ? scalars(at, event.step, event.metrics) : []
    case "trial.finished":
      return ended(at, trial)
    default:
      return []
  }
}

function begun(at: number, trial: Trial, ledger: Ledger): Buffer {
  const space = spaceOf(ledger, trial)
  return sessionStart(at, cellsOf(space, flatten(space, trial.config)), `trial-${trial.number}`)
}

const scalars = (at: number, step: number, metrics: Extract<StudyEvent, { kind: "trial.reported" }>["metrics"]): readonly Buffer[] =>
  Object.entries(metrics).map(([name, value]) => scalar(at, step, name, fromWire(value)))

/** The values that count, where the last report does not say them: the page takes the last of each. */
function ended(at: number, trial: Trial): readonly Buffer[] {
  const values = "values" in trial ? trial.values : {}
  const { steps } = trial.curve
  const last = steps.length === 0 ? {} : reportAt(trial.curve, steps.length - 1)
  const news = Object.entries(values).filter(([name, value]) => !Object.is(last[name], value))
  const finals = news.map(([name, value]) => scalar(at, steps.at(-1) ?? 0, name, value))
  return [...finals, sessionEnd(at, trial.state === "failed" ? "failure" : "success")]
}
