import {
  canonicalJson,
  definitionOf,
  fewestTaught,
  isUnreadable,
  remember,
  sha256,
  type EventBody,
  type EventStore,
  type Remembered,
  type StudyHeader,
} from "@diapason/core"
import { importedPrefix } from "./imported-name.ts"

/** What became of one study of a memory. */
export interface Imported {
  readonly study: string
  readonly trials: number
  /** `known`: the store has just this already. `few`: it has too few usable trials to teach anybody. */
  readonly outcome: "added" | "known" | "few"
}

/** Takes a memory into a store, where it teaches like a study of its own. Nothing that is there is changed. */
export async function importMemory(store: EventStore, studies: readonly Remembered[]): Promise<readonly Imported[]> {
  const done: Imported[] = []
  for (const one of studies) done.push(await take(store, one))
  return done
}

async function take(store: EventStore, remembered: Remembered): Promise<Imported> {
  const { trials } = remembered
  if (trials.length < fewestTaught) return { study: remembered.study, trials: trials.length, outcome: "few" }
  const study = importedPrefix + remembered.study.replace(importedPrefix, "")
  for (const name of [study, `${study}-${sha256(canonicalJson(remembered)).slice(0, 6)}`]) {
    const known = await knownAs(store, name)
    if (known === "damaged") continue
    if (known !== undefined && canonicalJson({ ...known, study: "" }) === canonicalJson({ ...remembered, study: "" }))
      return { study: name, trials: trials.length, outcome: "known" }
    if (known !== undefined) continue
    const { outcome } = await store.append(name, events(name, remembered), { once: "study" })
    if (outcome === "won") return { study: name, trials: trials.length, outcome: "added" }
  }
  return { study, trials: trials.length, outcome: "known" }
}

async function knownAs(store: EventStore, study: string): Promise<Remembered | "damaged" | undefined> {
  for await (const header of store.studies()) if (header.study === study) return read(store, header)
  return undefined
}

async function read(store: EventStore, header: StudyHeader): Promise<Remembered | "damaged" | undefined> {
  try {
    return await remember(store, header)
  } catch (error) {
    if (isUnreadable(error)) return "damaged"
    throw error
  }
}

/** A study that has ended, with its trials as they were elsewhere. */
function events(name: string, { space, objectives, facts, trials }: Remembered): readonly EventBody[] {
  const definition = definitionOf({ name, space, objectives, ...(facts !== undefined && { facts }) })
  return [
    { kind: "study.created", definition },
    ...trials.map(({ config, values: metrics }, trial): EventBody => ({ kind: "trial.added", trial, config, state: "complete", metrics })),
    { kind: "study.ended", why: "it is a memory that was imported: it only teaches" },
  ]
}
