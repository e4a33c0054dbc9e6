import { canonicalJson } from "./canonical.ts"
import type { EventBody, StudyEvent } from "./event.ts"
import { sha256 } from "./sha256.ts"

/** Where a log ends: position and hash of its newest event. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** Where every log begins. */
export const origin: ChainHead = { seq: 0, hash: "" }

/**
 * The event that follows `previous`: the body with its position, its time and hash = sha256(previous hash, canonical JSON of all
 * the rest). The body must be plain JSON already, as it will be read; the order of its keys is kept and does not enter the hash.
 * Some 17 µs for an event of 350 bytes, measured on a busy machine; half of it is SHA-256.
 */
export function stamp(previous: ChainHead, body: EventBody, at: number): StudyEvent {
  // Not a spread: on Node 20 that takes nine times as long and gives an object that is slow to walk.
  const rest = Object.assign({}, body, { seq: previous.seq + 1, at })
  return Object.assign(rest, { hash: link(previous.hash, rest) })
}

/** `whole`: every link holds, up to `head`. Otherwise the first position that does not follow, and what is wrong with it. */
export type ChainCheck =
  { readonly whole: true; readonly head: ChainHead } | { readonly whole: false; readonly seq: number; readonly detail: string }

/** Whether the events follow `from` one by one, unchanged since they were stamped. */
export function verifyChain(events: Iterable<StudyEvent>, from: ChainHead = origin): ChainCheck {
  let head = from
  for (const event of events) {
    const { hash } = event
    const wanted = head.seq + 1
    if (event.seq !== wanted) return { whole: false, seq: wanted, detail: `found position ${event.seq} in its place` }
    if (hash !== link(head.hash, Object.assign({}, event, { hash: undefined })))
      return { whole: false, seq: wanted, detail: "its hash does not follow from what stands there" }
    head = { seq: event.seq, hash }
  }
  return { whole: true, head }
}

/** A hash is empty or 64 digits and the text begins with a brace, so the two cannot run into each other. */
const link = (previous: string, rest: object): string => sha256(previous + canonicalJson(rest))

/**
 * What the chain hashes of an event whose time and position are not known yet, in three parts: the hash is that of the previous hash,
 * the first part, the time, the second, the position and the third. For a store whose server links events itself: `stamp` elsewhere.
 */
export function linkParts(body: EventBody): readonly [string, string, string] {
  const values = body as unknown as Readonly<Record<string, unknown>>
  const parts: [string, string, string] = ["{", ",", ""]
  for (const key of Object.keys(values).sort()) {
    if (key === "at" || key === "seq" || values[key] === undefined) continue
    const member = `${JSON.stringify(key)}:${canonicalJson(values[key])}`
    if (key < "at") parts[0] += `${member},`
    else if (key < "seq") parts[1] += `${member},`
    else parts[2] += `,${member}`
  }
  return [`${parts[0]}"at":`, `${parts[1]}"seq":`, `${parts[2]}}`]
}
