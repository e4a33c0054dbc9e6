import { DiapasonError, fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { Definition } from "../event/definition.ts"
import type { StudyTaught } from "../event/event.ts"
import { createRules } from "../ledger/rules.ts"
import type { EventStore, StudyHeader } from "../ports/event-store.ts"
import { spaceFromJson } from "../space/from-json.ts"
import { definitionOf, type Wanted } from "../study/wanted.ts"
import type { Account } from "./account.ts"
import { candidatesIn, sameSpace } from "./candidates.ts"
import { bestAndSpread } from "./best-and-spread.ts"
import type { Lesson } from "./lesson.ts"
import { fewest, lessonOf, mostTaught, type Looked, type Look, type Today } from "./lesson-of.ts"
import { isOrIn, matchSpaces } from "./match-spaces.ts"
import { keptOf, remember } from "./remember.ts"
import { mostStudies, type Transfer } from "./transfer.ts"
import { isUnreadable, unreadableNote } from "./unreadable.ts"

/** What the studies of a store have to teach a new one. */
export interface Recalled {
  readonly lessons: readonly Lesson[]
  /** Of the studies that teach, then of those that nearly do or were asked for by name. */
  readonly accounts: readonly Account[]
  /** What a person should know beside. */
  readonly notes: readonly string[]
  /** What the new study's log will say; absent when nothing teaches and nobody was asked for. */
  readonly taught?: StudyTaught
}

/**
 * Looks through a store for what a study that is about to begin can learn from. Reads only; the newest two hundred studies are looked at,
 * and all that are named. Throws D138 for a mapping to what today's study does not have, D139 for a named study that is not there.
 */
export async function recall(store: EventStore, wanted: Wanted, transfer: Transfer = {}): Promise<Recalled> {
  const { from = [sameSpace], strength = "auto", maxStudies = mostStudies, map = {} } = transfer
  const definition = definitionOf(wanted)
  const { space } = createRules(definition)
  const today: Today = { space, objectives: definition.objectives }
  refuseUnknownNames(today, map)
  if (strength === 0) return { lessons: [], accounts: [], notes: [] }
  const looked: Looked[] = []
  const damaged: string[] = []
  for (const { header, named } of await candidatesIn(store, definition.name, from)) {
    const one = await look(store, header, today, { map, named })
    if (typeof one === "string") damaged.push(one)
    else if (one !== undefined) looked.push(one)
  }
  const order = [...looked].sort((a, b) => b.account.likeness - a.account.likeness)
  const teachers = order.filter(({ lesson }) => lesson !== undefined)
  const lessons = bounded(
    teachers.slice(0, Math.min(maxStudies, mostStudies)).map(({ lesson }) => lesson!),
    today,
  )
  const accounts = order.flatMap(({ account }) => accountIn(account, lessons))
  const notes = [...damaged, ...crowded(teachers.length - lessons.length), ...idleNames(looked, map)]
  const asked = from.some((name) => name !== sameSpace)
  const why = lessons.length === 0 ? "no study that was looked at can teach this one" : whyOf(lessons)
  const taught: StudyTaught = { kind: "study.taught", lessons, accounts, strength, why }
  return { lessons, accounts, notes, ...((lessons.length > 0 || asked) && { taught }) }
}

/** What a study teaches; undefined when it has nothing to do with today's, a note when its log is damaged. Long logs of strangers are not read. */
async function look(store: EventStore, header: StudyHeader, today: Today, how: Look): Promise<Looked | string | undefined> {
  try {
    // A name that was asked for is read in any case; of the others what is kept, or how they began, says whether they are worth it.
    const kept = await keptOf(store, header)
    const about = how.named ? undefined : (kept ?? (await beginning(store, header.study)))
    if (!how.named && (about === undefined || !isRelated(about, today, how))) return undefined
    const past = kept ?? (await remember(store, header))
    if (past === undefined) return undefined
    const looked = lessonOf(past, today, how)
    const { account } = looked
    return how.named || account.teaches || account.refused.length > 0 || account.near.length > 0 || account.likeness > 0
      ? looked
      : undefined
  } catch (error) {
    if (isUnreadable(error)) return unreadableNote(header.study, error)
    if (error instanceof DiapasonError && error.code.startsWith("D1")) return undefined
    throw error
  }
}

/** Whether a study has the goal of today, and some parameter of the same or a similar name. */
function isRelated({ objectives, space }: Pick<Definition, "objectives" | "space">, today: Today, { map }: Look): boolean {
  const metrics = objectives.map(({ metric }) => map[metric] ?? metric)
  if (!today.objectives.every(({ metric }) => metrics.includes(metric))) return false
  const { pairs, refused, near } = matchSpaces(spaceFromJson(space), today.space, map)
  return pairs.size + refused.length + near.length > 0
}

async function beginning(store: EventStore, study: string): Promise<Definition | undefined> {
  for await (const [first] of store.read(study, 0)) return first?.kind === "study.created" ? first.definition : undefined
  return undefined
}

/** Values in all lessons together. */
const mostValues = 20_000

/** Where spaces are large, fewer trials of each study are taken: what stands in the log once must not outgrow it. */
function bounded(lessons: readonly Lesson[], { space }: Today): readonly Lesson[] {
  const room = Math.floor(mostValues / Math.max(1, lessons.length * space.parameters.length))
  const most = Math.max(fewest, Math.min(mostTaught, room))
  return lessons.map((lesson) => ({ ...lesson, trials: bestAndSpread(lesson.trials, ({ losses }) => losses, most) }))
}

/** A study beyond the most that teach is not told of: a note counts them. */
function accountIn(account: Account, lessons: readonly Lesson[]): readonly Account[] {
  if (!account.teaches) return [account]
  const lesson = lessons.find(({ study }) => study === account.study)
  return lesson === undefined ? [] : [{ ...account, trials: lesson.trials.length }]
}

const crowded = (more: number): readonly string[] =>
  more <= 0
    ? []
    : [`${more} more ${more === 1 ? "study matches" : "studies match"} and ${more === 1 ? "is" : "are"} beyond transfer.max_studies`]

const whyOf = (lessons: readonly Lesson[]): string =>
  `the same goal and a space that matches: ${lessons.map(({ study, trials }) => `${study} (${trials.length} trials)`).join(", ")}`

/** Declared names that no study had: a slip there would otherwise pass in silence. */
function idleNames(looked: readonly Looked[], map: Readonly<Record<string, string>>): readonly string[] {
  const used = new Set(looked.flatMap(({ declared }) => declared))
  return Object.entries(map)
    .filter(([there]) => !used.has(there))
    .map(([there, today]) => `transfer.map: no study that was looked at has ${there}, which would be ${today} here`)
}

/** D138. */
function refuseUnknownNames({ space, objectives }: Today, map: Readonly<Record<string, string>>): void {
  const names = [...Object.keys(space.json), ...space.parameters.map(({ name }) => name), ...objectives.map(({ metric }) => metric)]
  for (const [there, today] of Object.entries(map)) {
    if (names.some((name) => isOrIn(name, today))) continue
    throw fault("D138", { there, today, nearest: nearest(today, names), known: [...new Set(names)] })
  }
}
