import { sameSpace, spaceFromJson, type EventStore, type StudyEvent } from "@diapason/core"
import type { Tuning } from "./wanted.ts"

/** Why a command did not go on with an earlier study of the same script: `, because lr changed …`. Empty when there is none. */
export async function whyNew(store: EventStore, { wanted, space, command }: Tuning): Promise<string> {
  let reason = ""
  for await (const { study } of store.studies()) {
    if (study === wanted.name) continue
    const created = await first(store, study)
    if (created?.kind !== "study.created" || JSON.stringify(created.definition.command) !== JSON.stringify(command)) continue
    const changes = sameSpace(spaceFromJson(created.definition.space, []), spaceFromJson(space.json, []))
    const what = changes.length > 0 ? changes.join("; ") : "the objective is another one"
    reason = `, not ${study}, because ${what}`
  }
  return reason
}

async function first(store: EventStore, study: string): Promise<StudyEvent | undefined> {
  for await (const batch of store.read(study, 0)) return batch[0]
  return undefined
}
