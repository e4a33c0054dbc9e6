import { bareSpace, isUnreadable, sameSpace, spaceFromJson, type Definition, type EventStore, type Space } from "@diapason/core"
import { namesOf } from "../study/open-ledger.ts"
import type { Tuning } from "./wanted.ts"

/** Why a command did not go on with an earlier study of the same script: `, because lr changed …`. Empty when there is none. */
export async function whyNew(store: EventStore, tuning: Tuning): Promise<string> {
  const sibling = await newestOf(store, tuning, ({ study }) => study !== tuning.wanted.name)
  if (sibling === undefined) return ""
  if (!sameGoal(sibling, tuning)) return `, not ${sibling.study}, because the objective is another one`
  const changes = changesTo(sibling, tuning)
  return changes.length === 0 ? "" : `, because ${changes.join("; ")}; --extend widens ${sibling.study} instead`
}

/**
 * The name to go on with when none is given: the one made from command and space where that study is there, else that of the newest
 * study of this command and these objectives that has come to have this space, or with `extend` of the newest whatever its space is.
 */
export async function knownName(store: EventStore, tuning: Tuning, extend: boolean): Promise<string> {
  const { name } = tuning.wanted
  if ((await namesOf(store)).includes(name)) return name
  const fits = (sibling: Sibling): boolean =>
    sameGoal(sibling, tuning) && (extend || (sibling.revised && changesTo(sibling, tuning).length === 0))
  return (await newestOf(store, tuning, fits))?.study ?? name
}

/** A study of the same command, with the space of its newest revision. */
interface Sibling {
  readonly study: string
  readonly at: number
  readonly definition: Definition
  readonly space: Space
  readonly revised: boolean
}

const changesTo = ({ space }: Sibling, tuning: Tuning): readonly string[] => sameSpace(space, bareSpace(tuning.space))

const sameGoal = ({ definition }: Sibling, { wanted }: Tuning): boolean => goalText(definition) === goalText(wanted)

const goalText = ({ objectives }: Pick<Definition, "objectives">): string =>
  objectives.map(({ metric, direction }) => `${metric} ${direction}`).join()

async function newestOf(store: EventStore, { command }: Tuning, fits: (sibling: Sibling) => boolean): Promise<Sibling | undefined> {
  let newest: Sibling | undefined
  for await (const { study } of store.studies()) {
    // One whose log is damaged is no study to go on with, and no reason to stop another.
    const sibling = await siblingOf(store, study, JSON.stringify(command)).catch((error: unknown) => {
      if (isUnreadable(error)) return undefined
      throw error
    })
    if (sibling !== undefined && fits(sibling) && !(newest !== undefined && newest.at > sibling.at)) newest = sibling
  }
  return newest
}

async function siblingOf(store: EventStore, study: string, command: string): Promise<Sibling | undefined> {
  let found: Sibling | undefined
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) {
      if (event.kind === "study.created") {
        const { definition, at } = { definition: event.definition, at: event.at }
        if (JSON.stringify(definition.command) !== command) return undefined
        found = { study, at, definition, space: spaceFromJson(definition.space), revised: false }
      } else if (event.kind === "study.revised" && found !== undefined)
        found = { ...found, space: spaceFromJson(event.space), revised: true }
    }
  }
  return found
}
