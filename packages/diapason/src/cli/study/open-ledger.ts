import { join } from "node:path"
import { createLedger, fault, fold, loadSnapshot, type EventStore, type Ledger } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { isImported } from "../../memory/imported-name.ts"
import { configuredPlaces } from "./configured-places.ts"

/** The folder for stores, logs and checkpoints, unless more is said. */
export const defaultDir = ".diapason"

interface Places {
  readonly store?: string | undefined
  readonly dir?: string | undefined
}

/** The folder that flags or the configuration name. */
export const dirOf = (flags: Places): string => flags.dir ?? configuredPlaces().dir ?? defaultDir

/** The address of the store: of the flags, the environment, the configuration, else a file in the folder. */
export function storeUrl(flags: Places, env: Readonly<Record<string, string | undefined>>): string {
  return flags.store ?? env["DIAPASON_STORE"] ?? configuredPlaces().store ?? `sqlite:${join(dirOf(flags), "diapason.db")}`
}

/** A study by its name, and the word for a trial, which could name the study too where nothing else does: it stands in D145 then. */
interface Meant {
  readonly study: string | undefined
  readonly trial: string | undefined
}

/** Reads one study to its end, gives it to `use`, and closes the store. Throws D303, D145, D4xx. */
export async function withLedger<T>(
  url: string,
  wanted: string | Meant | undefined,
  use: (ledger: Ledger, store: EventStore) => Promise<T> | T,
): Promise<T> {
  const store = await openStore(url)
  try {
    return await use(await ledgerOf(store, await studyName(store, wanted)), store)
  } finally {
    await store.close()
  }
}

/** A study read to its end. Throws D303. */
export async function ledgerOf(store: EventStore, study: string): Promise<Ledger> {
  const ledger = await readLedger(store, study)
  if (ledger === undefined) throw fault("D303", { study, known: await namesOf(store) })
  return ledger
}

/** A study's ledger as it is now; nothing is learned by its sampler, so that who only looks waits for no model. Undefined where there is none. */
async function readLedger(store: EventStore, study: string): Promise<Ledger | undefined> {
  let ledger = await loadSnapshot(store, study)
  for await (const batch of store.read(study, ledger?.seq ?? 0))
    for (const event of batch) ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
  return ledger
}

/** The study that is meant: the named one, or the only one. Throws D303, D145. */
export async function studyName(store: EventStore, meant: string | Meant | undefined): Promise<string> {
  const { study: wanted, trial } = typeof meant === "object" ? meant : { study: meant, trial: undefined }
  const known = await namesOf(store)
  if (wanted !== undefined) {
    if (!known.includes(wanted) && !(isImported(wanted) && (await holds(store, wanted)))) throw fault("D303", { study: wanted, known })
    return wanted
  }
  if (known.length === 0) throw fault("D303", { study: undefined, known })
  if (known.length > 1) throw fault("D145", { store: store.url, known, ...(trial !== undefined && { trial }) })
  return known[0]!
}

/** The studies that people run; memories that were imported are no studies of theirs. */
export async function namesOf(store: EventStore): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { study } of store.studies()) if (!isImported(study)) names.push(study)
  return names
}

async function holds(store: EventStore, name: string): Promise<boolean> {
  for await (const { study } of store.studies()) if (study === name) return true
  return false
}
