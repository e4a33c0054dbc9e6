import { fault, type EventStore } from "@diapason/core"
import { fromLog } from "./from-log.ts"
import { createLosses } from "./losses.ts"
import { NoPythonJson } from "./python-json.ts"
import { readOptuna } from "./read-source.ts"
import { takeOver } from "./take-over.ts"
import { toEvents, type Translated } from "./to-events.ts"
import { writeJournal } from "./write-journal.ts"
import { writeSqlite } from "./write-sqlite.ts"

/** A study that was taken over or given out, and what was not carried over, each in one line. */
interface Carried {
  readonly study: string
  readonly counts: Translated["counts"]
  readonly lost: readonly string[]
}

/**
 * Takes a study of Optuna's into the store: from an SQLite file, a journal or a PostgreSQL database. `wanted`: its name there, where there are
 * several; `name`: what it is called here. Throws D350 to D356, D401, D43x.
 */
export async function importOptuna(
  source: string,
  store: EventStore,
  { wanted, name }: { readonly wanted?: string | undefined; readonly name?: string | undefined },
): Promise<Carried> {
  const { study, skipped } = await readOptuna(source, wanted)
  const losses = createLosses()
  skipped.forEach((line) => losses.add(line))
  const translated = readable(source, () => toEvents(study, name ?? study.name, losses))
  await takeOver(store, translated.name, translated.events)
  return { study: translated.name, counts: translated.counts, lost: losses.lines }
}

/** Texts within what was read are looked into only now. Throws D356 where one is no JSON. */
function readable<T>(source: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof NoPythonJson || error instanceof SyntaxError)
      throw fault("D356", { file: source.replace(/:[^:@/]*@/, "@"), detail: `a distribution or an attribute in it: ${error.message}` })
    throw error
  }
}

/**
 * Writes a study of the store for Optuna: into a journal where the file ends in .journal or .log, else into an SQLite file; beside what is there.
 * `name`: what it is called there. Throws D140, D351, D354 to D358, D401, D4xx.
 */
export async function exportOptuna(store: EventStore, study: string, path: string, name: string = study): Promise<Carried> {
  if (/^postgres(ql)?[+:]/.test(path))
    throw fault("D140", { flag: "--to", text: "optuna:postgres://…", expected: "optuna:FILE.db or optuna:FILE.journal" })
  const { study: told, lost } = await fromLog(store, study, name)
  const file = path.replace(/^sqlite:\/\/\//, "")
  await (/\.(journal|log)$/.test(file) ? writeJournal(file, told) : writeSqlite(file, told))
  const counts: Record<string, number> = {}
  for (const { state } of told.trials) counts[state] = (counts[state] ?? 0) + 1
  return { study: name, counts, lost }
}
