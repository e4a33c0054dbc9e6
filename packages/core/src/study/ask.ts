import { DiapasonError, fault } from "../errors/fault.ts"
import type { EventBody, Handed } from "../event/event.ts"
import type { SavedState } from "../ledger/in-force.ts"
import { runningOf, type Ledger } from "../ledger/ledger.ts"
import { catchUp, fold, inTurn, write, type Access } from "./access.ts"
import { done, handedOut, wait, type Asked } from "./asked.ts"
import { claimOf, type Thinking, type Thought } from "./claim.ts"
import { limitReached } from "./limit-reached.ts"
import { advice } from "./mind.ts"
import type { Opening } from "./propose.ts"

/**
 * Hands out a trial: one that waits for another attempt, one that the scheduler resumes, or a new one. It takes its turns itself: a
 * suggestion that must be awaited is awaited out of turn, so that reports are answered meanwhile. Call it one at a time, or the same
 * trial number is thought about twice.
 */
export function ask(access: Access, handed?: Handed): Promise<Asked> {
  const { store, study, session, mind } = access
  const { trials, seq } = mind.ledger
  // Of several who think about one number all but one do it in vain; who is alone need not wait for a turn.
  const alone = trials.slice(-lately).every((trial) => trial.session === session)
  if (store.turn === undefined || alone) return askNow(access, handed)
  return store.turn(study, seq, async (newer) => {
    await inTurn(access, async () => fold(access, newer))
    return askNow(access, handed)
  })
}

/** Trials: as many as there may be conductors that ask by turns. */
const lately = 32

async function askNow(access: Access, handed?: Handed): Promise<Asked> {
  let thought: Thought | undefined
  for (;;) {
    const came = await inTurn(access, () => handOut(access, thought, handed))
    access.promised = undefined
    if (came.kind !== "thinking") return came
    access.promised = inheritance(access.mind.ledger, came.thought.opening)
    thought = { ...came.thought, proposal: await came.proposal }
  }
}

function inheritance({ trials }: Ledger, opening: Opening): string | undefined {
  const parent = opening.do === "start" ? opening.parent : undefined
  return parent && trials[parent.trial]?.checkpoints.findLast(({ step }) => step <= parent.step)?.path
}

/** Folds what other sessions have done meanwhile. Call it in turn. */
export const refresh = (access: Access): Promise<void> => catchUp(access)

/** One turn. */
async function handOut(access: Access, thought: Thought | undefined, handed: Handed | undefined): Promise<Asked | Thinking> {
  const { ledger } = access.mind
  const torn: string[] = []
  const unseen = new Map<number, DiapasonError>()
  for (;;) {
    const again = handed?.request === undefined ? undefined : handedBefore(access, handed.request)
    if (again !== undefined) return handedOut(ledger, again, torn)
    const spent = limitReached(ledger, access.session, access.clock.now())
    if (spent !== undefined && spent.final) return done(spent.why)
    const { held } = ledger
    if (held !== undefined) return wait(`paused by ${held.by}: ${held.why}`)
    if (spent === undefined && (await endOnAdvice(access))) continue
    const claim = claimOf(access, thought, spent?.why, unseen)
    const hidden = unseen.values().next().value
    if (hidden !== undefined && (claim.kind === "done" || (claim.kind === "claim" && unseen.has(claim.trial)))) return leave(access, hidden)
    if (claim.kind !== "claim") return claim
    const flaw = claim.from && (await access.flaw?.(claim.from))
    if (flaw instanceof DiapasonError) {
      unseen.set(claim.trial, flaw)
      thought = undefined
      continue
    }
    const tear = flaw === undefined ? undefined : tearOf(claim.from!, flaw)
    const events = tear === undefined ? claim.events.map((event) => handedTo(event, handed)) : [tear]
    const written = await write(access, events, tear === undefined ? claim.once : undefined)
    if (written.outcome === "fenced") return { kind: "fenced" }
    if (tear !== undefined) {
      torn.push(fault("D216", { trial: claim.trial, step: tear.step, path: tear.path, flaw: flaw! }).words.what)
      // Without that state its child may be somebody else's.
      thought = undefined
    } else if (written.outcome === "won") return handedOut(ledger, claim.trial, torn)
  }
}

/** The attempt that answered the same request before: a caller that heard no answer asks again. */
function handedBefore({ mind: { ledger }, session }: Access, request: string): number | undefined {
  return runningOf(ledger, session).find(({ handed }) => handed?.request === request)?.number
}

const handedTo = (event: EventBody, handed: Handed | undefined): EventBody =>
  handed === undefined || event.kind !== "trial.started" ? event : { ...event, handed }

const tearOf = ({ trial, step, path }: SavedState, flaw: string) => ({ kind: "checkpoint.removed", trial, step, path, why: flaw }) as const

/**
 * What is left to do cannot be done here: it goes on from a state on a host whose folder this one does not see. That host is waited for
 * while somebody is there, or something runs here; else nobody would ever come, and that is an error.
 */
function leave({ mind: { ledger }, session }: Access, hidden: DiapasonError): Asked {
  const there = [...ledger.sessions.values()].some((one) => one.closed === undefined && one.holder.host === hidden.facts["host"])
  if (!there && runningOf(ledger, session).length === 0) throw hidden
  return wait(hidden.words.what)
}

/** Ends the study where its terminator advises that; what runs comes to its own end. False when it goes on. */
async function endOnAdvice(access: Access): Promise<boolean> {
  const { mind } = access
  const advised = advice(mind)
  if (advised?.stop !== true) return false
  const ended: EventBody = { kind: "study.ended", why: advised.why, by: mind.algorithms.terminator!.id }
  return (await write(access, [ended])).outcome === "won"
}
