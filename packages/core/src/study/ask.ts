import { DiapasonError, fault } from "../errors/fault.ts"
import type { Config } from "../event/config.ts"
import type { EventBody, Handed } from "../event/event.ts"
import { runningOf, type Ledger } from "../ledger/ledger.ts"
import { configInForce, resumePoint, savedFor, type SavedState } from "../ledger/in-force.ts"
import type { CompleteTrial, Trial } from "../ledger/trial.ts"
import { lastStep } from "../ledger/curve.ts"
import { costLeft } from "../ledger/used.ts"
import { wallSpent } from "../ledger/wall.ts"
import { catchUp, fold, inTurn, write, type Access } from "./access.ts"
import { advice, next, propose, type Opening, type Proposal } from "./mind.ts"

/** The answer to "what shall I run?". */
export type Asked =
  | AskedTrial
  | { readonly kind: "done"; readonly why: string }
  /** Nothing now; something may come when a running trial ends, or when a person resumes the study. */
  | { readonly kind: "wait"; readonly why: string }
  /** The session's lease has passed to another; open the study again. */
  | { readonly kind: "fenced" }

/** A trial handed to this session, as attempt number `attempt` of it. */
export interface AskedTrial {
  readonly kind: "trial"
  readonly number: number
  readonly attempt: number
  readonly config: Config
  readonly why: string
  readonly fidelity?: number
  /** The last finished step and its checkpoint, when the trial goes on from there. */
  readonly resume?: { readonly step: number; readonly path?: string }
  /** The trial whose saved state it goes on from, at its first attempt. */
  readonly parent?: number
  /** What was to be gone on from and was found torn, each in a sentence. */
  readonly torn?: readonly string[]
}

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

/** What the sampler answered, with the position of the log that it saw, the trial number that it is for, and what it was to fill. */
interface Thought {
  readonly number: number
  readonly basis: number
  readonly opening: Opening
  readonly proposal: Proposal
}

interface Thinking {
  readonly kind: "thinking"
  readonly thought: Omit<Thought, "proposal">
  readonly proposal: Promise<Proposal>
}

interface Claim {
  readonly kind: "claim"
  readonly trial: number
  readonly once: string
  readonly events: readonly EventBody[]
  /** What the trial is to go on from. */
  readonly from?: SavedState | undefined
}

/** One turn. A thought counts while its number is free, whatever else has happened since its basis. */
async function handOut(access: Access, thought: Thought | undefined, handed: Handed | undefined): Promise<Asked | Thinking> {
  const { ledger } = access.mind
  const torn: string[] = []
  const unseen = new Map<number, DiapasonError>()
  for (;;) {
    const again = handed?.request === undefined ? undefined : handedBefore(access, handed.request)
    if (again !== undefined) return handedOut(ledger, again, torn)
    const spent = isSpent(access)
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
    const written =
      tear === undefined
        ? await write(
            access,
            claim.events.map((event) => handedTo(event, handed)),
            claim.once,
          )
        : await write(access, [tear])
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

function claimOf(
  access: Access,
  thought: Thought | undefined,
  spent: string | undefined,
  unseen: ReadonlyMap<number, unknown>,
): Claim | Asked | Thinking {
  const { ledger } = access.mind
  if (thought !== undefined && stillHolds(ledger, thought, spent)) return claimThought(access, thought)
  const waiting = [...ledger.waiting].find((number) => !unseen.has(number))
  return waiting === undefined ? claimNext(access, spent) : claimWaiting(access, waiting)
}

function claimWaiting(access: Access, number: number): Claim {
  const { ledger } = access.mind
  const trial = ledger.trials[number]!
  const attempt = trial.attempts + 1
  const fidelity = trial.fidelity ?? ledger.definition.fidelity?.max
  const step = resumePoint(trial)?.step
  return {
    kind: "claim",
    trial: number,
    from: step === undefined ? undefined : savedFor(ledger.trials, trial, step),
    once: `start/${number}/${attempt}`,
    events: [start(access, number, attempt, fidelity, step)],
  }
}

/**
 * A new trial counts while its number is free, the budget has one left and what it is to be born with is there, a thawed one while it is
 * paused; that there is nothing to propose, while there is no trial that the sampler did not know of.
 */
function stillHolds({ trials, paused, revisions }: Ledger, { number, basis, proposal }: Thought, spent: string | undefined): boolean {
  // What was thought of in an earlier space is thought of again.
  if (basis < revisions.at(-1)!.seq) return false
  if (proposal.kind === "thaw") return paused.has(proposal.trial)
  const { path, trial } = (proposal.kind === "trial" ? proposal.parent : undefined) ?? {}
  if (path !== undefined && !trials[trial!]!.checkpoints.some((saved) => saved.path === path)) return false
  return number === trials.length && (proposal.kind === "exhausted" || spent === undefined)
}

function claimNext(access: Access, spent: string | undefined): Claim | Asked | Thinking {
  const { ledger } = access.mind
  const wanted = next(access.mind)
  if (wanted.do === "wait") {
    return ledger.running.size > 0 ? { kind: "wait", why: wanted.why } : { kind: "done", why: wanted.why }
  }
  if (wanted.do === "resume") return claimPaused(access, wanted.trial, wanted.fidelity)
  if (spent !== undefined && (wanted.do === "start" || ledger.paused.size === 0)) {
    // What runs may yet be paused, and thawed.
    return wanted.do === "choose" && ledger.running.size > 0 ? { kind: "wait", why: spent } : { kind: "done", why: spent }
  }
  const thought = { number: ledger.trials.length, basis: ledger.seq, opening: wanted }
  const proposal = propose(access.mind, wanted, spent === undefined)
  return proposal instanceof Promise ? { kind: "thinking", thought, proposal } : claimThought(access, { ...thought, proposal })
}

function claimThought(access: Access, { basis, opening, proposal }: Thought): Claim | Asked {
  const { ledger } = access.mind
  if (proposal.kind === "exhausted") return ledger.running.size > 0 && opening.do === "choose" ? wait(proposal.why) : done(proposal.why)
  if (proposal.kind === "thaw") {
    const { trial, why, by } = proposal
    const reached = lastStep(ledger.trials[trial]!.curve) ?? 0
    return claimPaused(access, trial, strideEnd(ledger, reached, opening), { why, by, basis })
  }
  const { number, config, why, by, label, parent } = proposal
  const suggested: EventBody = {
    kind: "trial.suggested",
    trial: number,
    config,
    why,
    by,
    basis,
    ...(label !== undefined && { label }),
    ...(parent !== undefined && { parent }),
  }
  const fidelity = strideEnd(ledger, 0, opening)
  const events = [suggested, start(access, number, 1, fidelity, parent?.step)]
  const saved = parent && ledger.trials[parent.trial]?.checkpoints.find(({ path }) => path === parent.path)
  return { kind: "claim", trial: number, once: `trial/${number}`, events, from: saved && { trial: parent.trial, ...saved } }
}

const wait = (why: string): Asked => ({ kind: "wait", why })
const done = (why: string): Asked => ({ kind: "done", why })

/** The step to run to. */
function strideEnd({ definition: { fidelity } }: Ledger, reached: number, opening: Opening): number | undefined {
  if (opening.do === "start") return opening.fidelity
  const further = Math.max(opening.stride, Math.ceil(reached * (opening.growth ?? 0)))
  return fidelity && Math.min(fidelity.max, Math.max(fidelity.min, reached + further))
}

/** A paused trial goes on; one that cannot be restored begins again. */
function claimPaused(
  access: Access,
  number: number,
  fidelity: number | undefined,
  thawed?: { readonly why: string; readonly by: string; readonly basis: number },
): Claim {
  const { ledger } = access.mind
  const trial = ledger.trials[number]!
  const attempt = trial.attempts + 1
  const from = ledger.definition.fidelity?.resumable === false ? undefined : (resumePoint(trial)?.step ?? keptStep(trial))
  const started = start(access, number, attempt, fidelity, from)
  return {
    kind: "claim",
    trial: number,
    once: `start/${number}/${attempt}`,
    from: from === undefined ? undefined : savedFor(ledger.trials, trial, from),
    events: [thawed === undefined ? started : { ...started, thawed }],
  }
}

/** Where a paused trial is whose state whoever runs it keeps; what was saved and is gone leaves nothing. */
const keptStep = ({ curve, emptied, parent }: Trial): number | undefined =>
  emptied === true || parent?.gone === true ? undefined : lastStep(curve)

function start(
  access: Access,
  trial: number,
  attempt: number,
  fidelity: number | undefined,
  resume: number | undefined,
): Extract<EventBody, { kind: "trial.started" }> {
  const { session } = access
  return {
    kind: "trial.started",
    trial,
    attempt,
    session,
    ...(fidelity !== undefined && { fidelity }),
    ...(resume !== undefined && { resume }),
  }
}

/** A running trial as its attempt is told of it; `torn`: what was to be gone on from and could not be. */
export function handedOut(ledger: Ledger, number: number, torn: readonly string[]): AskedTrial {
  const trial = ledger.trials[number]!
  if (trial.state !== "running") throw new Error(`trial ${number} was claimed and is ${trial.state}`)
  const { why, attempts: attempt, fidelity, resumed, parent } = trial
  return {
    kind: "trial",
    number,
    attempt,
    config: configInForce(ledger, trial),
    why,
    ...(fidelity !== undefined && { fidelity }),
    ...(resumed !== undefined && { resume: { step: resumed, ...savedAt(ledger, trial, resumed) } }),
    ...(parent !== undefined && parent.gone !== true && trial.checkpoints.length === 0 && { parent: parent.trial }),
    ...(torn.length > 0 && { torn }),
  }
}

/** The path of what a trial has saved at a step, or was born with. */
function savedAt({ trials }: Ledger, trial: Trial, step: number): { readonly path?: string } {
  const path = savedFor(trials, trial, step)?.path
  return path === undefined ? {} : { path }
}

/** Ends the study where its terminator advises that; what runs comes to its own end. False when it goes on. */
async function endOnAdvice(access: Access): Promise<boolean> {
  const { mind } = access
  const advised = advice(mind)
  if (advised?.stop !== true) return false
  const ended: EventBody = { kind: "study.ended", why: advised.why, by: mind.algorithms.terminator!.id }
  return (await write(access, [ended])).outcome === "won"
}

/** Which limit of the budget is reached; `final` when not even a requeued trial may run. */
function isSpent(access: Access): { readonly why: string; readonly final: boolean } | undefined {
  const { ledger } = access.mind
  const { trials, wall, cost } = ledger.budget
  const hit = ledger.rules.objectives.find((_, i) => targetReached(ledger, i))
  const stopped = ledger.sessions.get(access.session)?.stopped
  if (stopped !== undefined) return { why: `stopped by ${stopped.by}: ${stopped.why}`, final: true }
  if (ledger.ended !== undefined) return { why: ledger.ended, final: true }
  if (hit !== undefined) return { why: `${hit.metric} has reached ${hit.target}`, final: true }
  if (wall !== undefined && wallSpent(ledger, access.clock.now(), (s) => s === access.session) >= wall) {
    return { why: `the ${wall / 1000} s of the budget are spent`, final: true }
  }
  if (cost !== undefined && costLeft(ledger, access.clock.now()) === 0) {
    return { why: `the ${cost.limit} ${cost.unit} of the budget are spent`, final: true }
  }
  if (trials !== undefined && ledger.trials.length - ledger.added >= trials)
    return { why: `all ${trials} trials of the budget were handed out`, final: false }
  return undefined
}

/** Whether some trial of the front has an objective at its target or better. */
function targetReached({ rules, front, trials }: Ledger, i: number): boolean {
  const { metric, target } = rules.objectives[i]!
  if (target === undefined) return false
  const bound = rules.losses({ [metric]: target })[i]!
  return front.some((n) => rules.losses((trials[n] as CompleteTrial).values)[i]! <= bound)
}
