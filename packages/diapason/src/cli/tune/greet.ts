import { join } from "node:path"
import { samplerOf, schedulerOf } from "@diapason/algorithms"
import { describeSpace, fault, runningOf, type Ledger, type Recalled, type Session } from "@diapason/core"
import { holderAlive } from "@diapason/executors"
import type { Finding } from "../../lint/finding.ts"
import { lint } from "../../lint/lint.ts"
import type { Io } from "../io.ts"
import { valuesText } from "../text/best-text.ts"
import { clockText } from "../text/duration.ts"
import { revisionText } from "../text/revision-text.ts"
import type { Performance } from "./performance.ts"
import { memoryNotes, memoryText } from "../text/memory-text.ts"
import { whyNew } from "./why-new.ts"

/** The first lines: which study, which space, which plan. */
export async function greet({ tuning, store, run, reporter, io, json }: Performance, session: Session, recalled?: Recalled): Promise<void> {
  const { dir, slots } = run
  if (json) return
  const { ledger } = session
  const { name, fidelity } = ledger.definition
  const state = session.resumed ? resumedText(session) : `new${await whyNew(store, tuning)}`
  const joined = session.others > 0 ? `   joined: ${session.others} other runner${session.others > 1 ? "s are" : " is"} at it` : ""
  const steps = fidelity === undefined ? "" : `   ${fidelity.name} ${fidelity.min}..${fidelity.max}`
  reporter.say(firstLine(io, "Study", `${io.paint.bold(name)}   ${state}${joined}   ${join(dir, name)}`))
  reporter.say(firstLine(io, "Space", `${spaceText(ledger)}${lintText(lint({ ...tuning, slots, ledger }))}`))
  reporter.say(firstLine(io, "Plan", `${planText(ledger)}${steps}   ${slots} slot${slots > 1 ? "s" : ""}   ${store.url}`))
  if (Math.abs(store.skew ?? 0) > apart) reporter.say(`  note  ${skewText(store.skew!)}`)
  const memory = memoryText(ledger)
  if (memory !== undefined) reporter.say(firstLine(io, "Memory", memory))
  for (const note of [...unheardNotes(session), ...(recalled === undefined ? [] : memoryNotes(recalled))]) reporter.say(`  note  ${note}`)
}

/** Milliseconds between two clocks that a person should hear of. */
const apart = 30_000

const skewText = (skew: number): string =>
  `this machine's clock is ${clockText(Math.abs(skew))} ${skew > 0 ? "ahead of" : "behind"} the store's; the study goes by the store's, other programs here do not: set it`

/** The space on one line; only its names where that would be many. */
function spaceText({ space }: Ledger): string {
  const whole = describeSpace(space)
  return whole.length <= 400 ? whole : `${space.parameters.length} parameters of ${Object.keys(space.json).join(", ")}`
}

/** How much the linter found; silence where there is nothing. */
function lintText(found: readonly Finding[]): string {
  const count = (level: Finding["level"], word: string): string[] => {
    const n = found.filter((one) => one.level === level).length
    return n === 0 ? [] : [`${n} ${word}${n > 1 ? "s" : ""}`]
  }
  return found.length === 0 ? "" : `   lint: ${[...count("warn", "warning"), ...count("hint", "hint")].join(", ")} (diapason lint)`
}

/** Who proposes and who decides, and what `auto` comes to. */
function planText({ definition }: Ledger): string {
  const [sampler, scheduler] = [samplerOf(definition), schedulerOf(definition)]
  const chosen = (asked: string, found: string): string => (asked === found ? asked : `${asked} → ${found}`)
  const ending = definition.terminator === undefined ? "" : `   terminator ${definition.terminator.type}`
  return `sampler ${chosen(definition.sampler.type, sampler.type)}   scheduler ${chosen(definition.scheduler.type, scheduler)}${ending}`
}

/** Attempts that run on in an engine which this process does not use: nobody hears them until somebody who does takes them up. */
export function unheardNotes({ ledger, session }: Pick<Session, "ledger" | "session">): readonly string[] {
  const mine = ledger.sessions.get(session)?.facts["engine"]
  const left = [...ledger.sessions.values()].filter(({ facts, holder, closed }) => {
    const { engine } = facts
    return closed === undefined && engine !== undefined && engine !== mine && holderAlive(holder) === false
  })
  return left.flatMap(({ session: one, facts }) => {
    const trials = runningOf(ledger, one).map(({ number }) => number)
    return trials.length === 0 ? [] : [`D467  ${fault("D467", { trials, engine: String(facts["engine"]) }).words.what}`]
  })
}

function resumedText({ ledger, session, requeued }: Session): string {
  const followed = runningOf(ledger, session).filter(({ launchedBy }) => launchedBy !== undefined).length
  const best = ledger.trials[ledger.front[0] ?? -1]
  const bestText = best === undefined ? "" : `, best ${valuesText(ledger, best)}`
  return `resumed   ${ledger.trials.length} trials${revisionText(ledger)}${bestText}${requeued > 0 ? `, ${requeued} orphaned attempt${requeued > 1 ? "s" : ""} re-queued` : ""}${followed > 0 ? `, ${followed} that ran on followed` : ""}`
}

/** One of the first lines: what it is about, and what is so. */
export const firstLine = (io: Io, title: string, text: string): string => `  ${io.paint.dim(title)}${" ".repeat(7 - title.length)}${text}`
