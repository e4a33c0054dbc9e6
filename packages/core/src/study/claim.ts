import type { EventBody, EventOf } from "../event/event.ts"
import { lastStep } from "../ledger/curve.ts"
import { resumePoint, savedFor, type SavedState } from "../ledger/in-force.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Trial } from "../ledger/trial.ts"
import type { Access } from "./access.ts"
import { done, wait, type Asked } from "./asked.ts"
import { next } from "./mind.ts"
import { propose, type Opening, type Proposal } from "./propose.ts"

/** The trial that a session would run next, and what it has to write first: the events that make it its own, `once` for all sessions. */
interface Claim {
  readonly kind: "claim"
  readonly trial: number
  readonly once: string
  readonly events: readonly EventBody[]
  /** What the trial is to go on from. */
  readonly from?: SavedState | undefined
}

/** What the sampler answered, with the position of the log that it saw, the trial number that it is for, and what it was to fill. */
export interface Thought {
  readonly number: number
  readonly basis: number
  readonly opening: Opening
  readonly proposal: Proposal
}

/** The sampler takes its time. */
export interface Thinking {
  readonly kind: "thinking"
  readonly thought: Omit<Thought, "proposal">
  readonly proposal: Promise<Proposal>
}

/** Who would claim, and what is known to it. */
type Claimant = Pick<Access, "mind" | "session">

/**
 * What is next: a trial to claim, an answer where there is none, or a suggestion to await. A thought counts while its number is free,
 * whatever else has happened since its basis. `spent`: why the budget has no new trial left. `unseen`: waiting trials that cannot run here.
 */
export function claimOf(
  who: Claimant,
  thought: Thought | undefined,
  spent: string | undefined,
  unseen: ReadonlyMap<number, unknown>,
): Claim | Asked | Thinking {
  const { ledger } = who.mind
  if (thought !== undefined && stillHolds(ledger, thought, spent)) return claimThought(who, thought)
  const waiting = [...ledger.waiting].find((number) => !unseen.has(number))
  return waiting === undefined ? claimNext(who, spent) : claimWaiting(who, ledger.trials[waiting]!)
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

function claimNext(who: Claimant, spent: string | undefined): Claim | Asked | Thinking {
  const { ledger } = who.mind
  const wanted = next(who.mind)
  if (wanted.do === "wait") return ledger.running.size > 0 ? wait(wanted.why) : done(wanted.why)
  if (wanted.do === "resume") return claimPaused(who, wanted.trial, wanted.fidelity)
  if (spent !== undefined && (wanted.do === "start" || ledger.paused.size === 0)) {
    // What runs may yet be paused, and thawed.
    return wanted.do === "choose" && ledger.running.size > 0 ? wait(spent) : done(spent)
  }
  const thought = { number: ledger.trials.length, basis: ledger.seq, opening: wanted }
  const proposal = propose(who.mind, wanted, spent === undefined)
  return proposal instanceof Promise ? { kind: "thinking", thought, proposal } : claimThought(who, { ...thought, proposal })
}

function claimThought(who: Claimant, { basis, opening, proposal }: Thought): Claim | Asked {
  const { ledger } = who.mind
  if (proposal.kind === "exhausted") return ledger.running.size > 0 && opening.do === "choose" ? wait(proposal.why) : done(proposal.why)
  if (proposal.kind === "thaw") {
    const { trial, why, by } = proposal
    const reached = lastStep(ledger.trials[trial]!.curve) ?? 0
    return claimPaused(who, trial, strideEnd(ledger, reached, opening), { why, by, basis })
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
  const events = [suggested, start(who, number, 1, strideEnd(ledger, 0, opening), parent?.step)]
  const saved = parent && ledger.trials[parent.trial]?.checkpoints.find(({ path }) => path === parent.path)
  return { kind: "claim", trial: number, once: `trial/${number}`, events, from: saved && { trial: parent.trial, ...saved } }
}

/** The step to run to. */
function strideEnd({ definition: { fidelity } }: Ledger, reached: number, opening: Opening): number | undefined {
  if (opening.do === "start") return opening.fidelity
  const further = Math.max(opening.stride, Math.ceil(reached * (opening.growth ?? 0)))
  return fidelity && Math.min(fidelity.max, Math.max(fidelity.min, reached + further))
}

const claimWaiting = (who: Claimant, trial: Trial): Claim =>
  claimAgain(who, trial, trial.fidelity ?? who.mind.ledger.definition.fidelity?.max, resumePoint(trial)?.step)

/** A paused trial goes on; one that cannot be restored begins again. */
function claimPaused(who: Claimant, number: number, fidelity: number | undefined, thawed?: Started["thawed"]): Claim {
  const { definition, trials } = who.mind.ledger
  const trial = trials[number]!
  const from = definition.fidelity?.resumable === false ? undefined : (resumePoint(trial)?.step ?? keptStep(trial))
  return claimAgain(who, trial, fidelity, from, thawed)
}

/** Where a paused trial is whose state whoever runs it keeps; what was saved and is gone leaves nothing. */
const keptStep = ({ curve, emptied, parent }: Trial): number | undefined =>
  emptied === true || parent?.gone === true ? undefined : lastStep(curve)

/** A further attempt of a trial. */
function claimAgain(
  who: Claimant,
  trial: Trial,
  fidelity: number | undefined,
  from: number | undefined,
  thawed?: Started["thawed"],
): Claim {
  const { number } = trial
  const attempt = trial.attempts + 1
  const started = start(who, number, attempt, fidelity, from)
  return {
    kind: "claim",
    trial: number,
    once: `start/${number}/${attempt}`,
    events: [thawed === undefined ? started : { ...started, thawed }],
    from: from === undefined ? undefined : savedFor(who.mind.ledger.trials, trial, from),
  }
}

type Started = EventOf<"trial.started">

const start = (
  { session }: Claimant,
  trial: number,
  attempt: number,
  fidelity: number | undefined,
  resume: number | undefined,
): Started => ({
  kind: "trial.started",
  trial,
  attempt,
  session,
  ...(fidelity !== undefined && { fidelity }),
  ...(resume !== undefined && { resume }),
})
