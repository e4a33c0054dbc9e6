import { createLedger, fault, fold, loadSnapshot, type EventStore, type Ledger } from "@diapason/core"
import { namesOf } from "../study/open-ledger.ts"
import { ofOneStudy, workOnStore } from "./on-store.ts"
import type { Work, Worked } from "./work.ts"

/**
 * Works on the study that was named, or on all of the store that have work, the newest first, one at a time. One that has nothing to do
 * for now gives way to the others. Ends when all are done, when nothing was to do for as long as it was to stay, or when it is told to.
 */
export async function workOnStudies(work: Work, store: EventStore): Promise<readonly Worked[]> {
  const came: Worked[] = []
  /** Up to where each study was looked at, when it had nothing more to do. */
  const seen = new Map<string, number>()
  let waited = 0
  for (;;) {
    const found = await nextStudy(work, store, seen)
    if (found === "none" && work.study !== undefined && work.untilIdle === undefined) await missing(store, work.study)
    if (found === "done") return came
    if (found === "none") {
      if (work.notices.code() !== undefined || waited >= (work.untilIdle ?? 0)) return came
      await work.clock.after(look)
      waited += look
      continue
    }
    const alone = work.study !== undefined
    const ended = await workOnStore(work, store, found, alone ? work.untilIdle : turn).catch((error: unknown): undefined => {
      if (alone || !ofOneStudy(error)) throw error
      work.say(`  note ${error.code}  ${error.words.what}`)
    })
    if (ended !== undefined) came.push(ended)
    if (ended !== undefined && ended.deeds.complete + ended.deeds.pruned + ended.deeds.failed > 0) waited = 0
    if (alone || work.notices.code() !== undefined) return came
    seen.set(found.definition.name, (await readLedger(store, found.definition.name))?.seq ?? found.seq)
  }
}

/** Milliseconds between two looks for a study, and without work in one of several before the next has its turn. */
const look = 1000
const turn = 3000

async function missing(store: EventStore, study: string): Promise<never> {
  throw fault("D303", { study, known: await namesOf(store) })
}

/** The study to work on next; `none` that is there has work now; `done` when the one that was named has ended. */
async function nextStudy(work: Work, store: EventStore, seen: ReadonlyMap<string, number>): Promise<Ledger | "none" | "done"> {
  const names = (await namesOf(store)).toReversed()
  if (work.study !== undefined) return names.includes(work.study) ? ((await readLedger(store, work.study)) ?? "none") : "none"
  let open = false
  for (const name of names) {
    const ledger = await readLedger(store, name)
    if (ledger === undefined || !hasWork(ledger)) continue
    open = true
    if (seen.get(name) !== ledger.seq) return ledger
  }
  return open || work.untilIdle !== undefined ? "none" : "done"
}

/** Whether a worker may still get a trial of it. */
function hasWork({ trials, added, budget, waiting, paused, running, ended }: Ledger): boolean {
  if (waiting.size > 0 || running.size > 0 || paused.size > 0) return true
  if (ended !== undefined) return false
  return budget.trials !== undefined && trials.length - added < budget.trials
}

async function readLedger(store: EventStore, study: string): Promise<Ledger | undefined> {
  let ledger = await loadSnapshot(store, study)
  for await (const batch of store.read(study, ledger?.seq ?? 0))
    for (const event of batch) ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
  return ledger
}
