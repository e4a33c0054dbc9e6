import type { Definition, EventBody, Stamp, StudyEvent } from "@diapason/core"
import { bigConfig, type BigSize } from "./big-definition.ts"
import { baseOf, bigEnd, bigReport, bigTrial, type BigTrial } from "./big-trial.ts"
import { someHolder } from "../generators/study-log.ts"

/** The log of a big study, made while it is read: who wants its end walks there without making the events before. */
export function trailOf(
  definition: Definition,
  size: BigSize,
): { length: number; at: number; events(after: number): Iterable<StudyEvent> } {
  const opening = openingOf(definition)
  const saved: Walk[] = [walkFrom(opening.length, size)]
  const end = copy(saved[0]!)
  while (advance(end, size)) if (end.seq % apart === 0) saved.push(copy(end))
  return { length: end.seq, at: timeOf(end.seq), events: (after) => eventsAfter(after, opening, saved, size) }
}

/** Steps of the walk between two places from which it can be taken up again. */
const apart = 50_000

function* eventsAfter(after: number, opening: readonly EventBody[], saved: readonly Walk[], size: BigSize): Iterable<StudyEvent> {
  for (let i = after; i < opening.length; i++) yield stampAt(opening[i]!, i + 1)
  const walk = copy(saved.findLast(({ seq }) => seq <= after) ?? saved[0]!)
  while (advance(walk, size)) if (walk.seq > after) yield stampAt(bodyOf(walk, size), walk.seq)
}

const sessions = ["s-1", "s-2", "s-3", "s-4"] as const

const openingOf = (definition: Definition): readonly EventBody[] => [
  { kind: "study.created", definition },
  ...sessions.map((session, i): EventBody => ({
    kind: "session.opened",
    session,
    holder: { ...someHolder, host: `gpu-0${i + 1}` },
    facts: {},
  })),
]

/** Where the walk is: what each slot does, and what happened last. */
interface Walk {
  seq: number
  suggested: number
  /** Slots whose trial has ended. */
  idle: number
  /** Whose turn it is. */
  turn: number
  slots: Slot[]
  /** Turns left after the last trial was started. */
  left: number
  what: What
  slot: Slot
}

type What = "suggest" | "start" | "report" | "decide" | "end" | "lose" | "again" | "exclude"

interface Slot {
  readonly index: number
  trial: BigTrial | undefined
  base: number
  step: number
  attempt: number
  /** What comes next. */
  next: What
}

function walkFrom(seq: number, { trials, points }: BigSize): Walk {
  const slots = Array.from({ length: Math.max(1, Math.min(64, trials >> 3)) }, (_, index) => fresh(index))
  return {
    seq,
    suggested: 0,
    idle: slots.length,
    turn: 0,
    slots,
    left: Math.ceil((slots.length * points) / Math.max(1, trials) / 2),
    what: "suggest",
    slot: slots[0]!,
  }
}

const fresh = (index: number): Slot => ({ index, trial: undefined, base: 0, step: 0, attempt: 1, next: "suggest" })

const copy = (walk: Walk): Walk => {
  const slots = walk.slots.map((slot) => ({ ...slot }))
  return { ...walk, slots, slot: slots[walk.slot.index]! }
}

/** Goes on by one event; false at the end. */
function advance(walk: Walk, size: BigSize): boolean {
  for (let idle = 0; idle <= walk.slots.length; idle++) {
    const left = size.trials - walk.suggested
    // From here on every slot takes a last trial, so that as many run at the end as there are slots.
    const over = left <= walk.idle
    if (left === 0 && walk.slots.every(({ next }) => next !== "start") && walk.left-- <= 0) return false
    const slot = walk.slots[walk.turn]!
    walk.turn = (walk.turn + 1) % walk.slots.length
    if (over && stays(slot, left)) continue
    act(walk, slot, size)
    return true
  }
  return false
}

/** When the last numbers are handed out, what runs goes on until just before its end. */
const stays = ({ next, step, trial }: Slot, left: number): boolean =>
  (next === "suggest" && left === 0) || next === "decide" || next === "end" || (next === "report" && step + 1 >= (trial?.reports ?? 0))

function act(walk: Walk, slot: Slot, size: BigSize): void {
  walk.seq++
  walk.slot = slot
  walk.what = slot.next
  switch (slot.next) {
    case "suggest":
      walk.idle--
      slot.trial = bigTrial(walk.suggested++, size)
      slot.base = baseOf(bigConfig(slot.trial.number, size), slot.trial.number, size)
      slot.attempt = 1
      slot.step = 0
      slot.next = "start"
      return
    case "start":
      slot.next = afterReport(slot, slot.trial!)
      return
    case "report":
      slot.step++
      slot.next = afterReport(slot, slot.trial!)
      return
    case "lose":
      slot.next = "again"
      return
    case "again":
      slot.attempt = 2
      slot.step = 0
      slot.next = afterReport(slot, slot.trial!)
      return
    case "decide":
      slot.next = "end"
      return
    case "end":
      walk.idle++
      slot.next = slot.trial!.number % 10_007 === 500 ? "exclude" : "suggest"
      return
    case "exclude":
      slot.next = "suggest"
  }
}

function afterReport({ step, attempt }: Slot, { reports, lostAfter, end }: BigTrial): What {
  if (attempt === 1 && lostAfter !== undefined && step >= lostAfter) return "lose"
  if (step < reports) return "report"
  return end === "pruned" ? "decide" : "end"
}

function bodyOf({ seq, what, slot }: Walk, size: BigSize): EventBody {
  const { number, end, failure } = slot.trial!
  const at = { trial: number, attempt: slot.attempt } as const
  switch (what) {
    case "suggest":
      return { kind: "trial.suggested", trial: number, config: bigConfig(number, size), ...reasonOf(number), basis: seq - 1 }
    case "start":
    case "again":
      return { kind: "trial.started", ...at, session: sessions[slot.index % sessions.length]! }
    case "report":
      return { kind: "trial.reported", ...at, step: slot.step, metrics: bigReport(number, slot.step, slot.base, size) }
    case "lose":
      return { kind: "trial.requeued", ...at, failure: { kind: "infra", message: "the machine went away" }, why: "it is run again" }
    case "decide":
      return {
        kind: "trial.decided",
        trial: number,
        report: seq - 1,
        action: "stop",
        why: "rung 1: not among the best third",
        by: "asha/1",
      }
    case "exclude":
      return { kind: "trial.excluded", trial: number, why: "wrong data", by: "ada@lab" }
    case "end":
      if (end === "failed") return { kind: "trial.finished", ...at, state: end, metrics: {}, failure: failure! }
      return {
        kind: "trial.finished",
        ...at,
        state: end,
        metrics: slot.step === 0 ? { ...bigReport(number, 1, slot.base, size), ...bigEnd(number, size) } : bigEnd(number, size),
        ...(end === "pruned" && { why: "rung 1: not among the best third" }),
      }
  }
}

const reasonOf = (number: number): { why: string; by: string; label?: string } =>
  number % 1000 === 0
    ? { why: "baseline", by: "baseline", label: `baseline-${number / 1000}` }
    : { why: "expected improvement 0.021 over 24 candidates", by: number < 32 ? "random/1" : "tpe/1" }

/** A second and a half between two events, from a Monday morning on. */
const timeOf = (seq: number): number => 1_767_600_000_000 + seq * 1500

/** Hot: properties one by one, and a text that is put together without being copied. */
function stampAt(body: EventBody, seq: number): StudyEvent {
  const event = body as EventBody & { -readonly [K in keyof Stamp]: Stamp[K] }
  const digits = seq.toString(16)
  event.seq = seq
  event.at = timeOf(seq)
  event.hash = zeros[digits.length]! + digits
  return event
}

/** What stands before so many digits to make 64 of them. */
const zeros = Array.from({ length: 65 }, (_, n) => "0".repeat(64 - n))
