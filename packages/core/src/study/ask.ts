import type { Config } from "../event/config.ts"
import type { EventBody } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { CompleteTrial } from "../ledger/trial.ts"
import { wallSpent } from "../ledger/wall.ts"
import { catchUp, inTurn, write, type Access } from "./access.ts"
import { next, propose, type Proposal } from "./mind.ts"

/** The answer to "what shall I run?". */
export type Asked =
  | AskedTrial
  | { readonly kind: "done"; readonly why: string }
  /** Nothing now; something may come when a running trial ends. */
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
}

/**
 * Hands out a trial: one that waits for another attempt, one that the scheduler resumes, or a new one. It takes its turns itself: a
 * suggestion that must be awaited is awaited out of turn, so that reports are answered meanwhile. Call it one at a time, or the same
 * trial number is thought about twice.
 */
export async function ask(access: Access): Promise<Asked> {
  let thought: Thought | undefined
  for (;;) {
    const came = await inTurn(access, () => handOut(access, thought))
    if (came.kind !== "thinking") return came
    thought = { ...came.thought, proposal: await came.proposal }
  }
}

/** Folds what other sessions have done meanwhile. Call it in turn. */
export const refresh = (access: Access): Promise<void> => catchUp(access)

/** What the sampler answered, with the position of the log that it saw and the trial number that it is for. */
interface Thought {
  readonly number: number
  readonly basis: number
  readonly fidelity: number | undefined
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
}

/** One turn. A thought counts while its number is free, whatever else has happened since its basis. */
async function handOut(access: Access, thought: Thought | undefined): Promise<Asked | Thinking> {
  for (;;) {
    const { ledger } = access.mind
    const spent = isSpent(access)
    if (spent !== undefined && spent.final) return { kind: "done", why: spent.why }
    const claim = claimOf(access, thought, spent?.why)
    if (claim.kind !== "claim") return claim
    const written = await write(access, claim.events, claim.once)
    if (written.outcome === "won") return handedOut(ledger, claim.trial)
    if (written.outcome === "fenced") return { kind: "fenced" }
  }
}

function claimOf(access: Access, thought: Thought | undefined, spent: string | undefined): Claim | Asked | Thinking {
  const { ledger } = access.mind
  if (thought?.number === ledger.trials.length && spent === undefined) return claimNew(access, thought)
  const waiting = firstOf(ledger.waiting)
  return waiting === undefined ? claimNext(access, spent) : claimWaiting(access, waiting)
}

function claimWaiting(access: Access, number: number): Claim {
  const { ledger } = access.mind
  const trial = ledger.trials[number]!
  const attempt = trial.attempts + 1
  const fidelity = trial.fidelity ?? ledger.definition.fidelity?.max
  return {
    kind: "claim",
    trial: number,
    once: `start/${number}/${attempt}`,
    events: [start(access, number, attempt, fidelity, trial.checkpoint?.step)],
  }
}

function claimNext(access: Access, spent: string | undefined): Claim | Asked | Thinking {
  const { ledger } = access.mind
  const wanted = next(access.mind)
  if (wanted.do === "wait") {
    return ledger.running.size > 0 ? { kind: "wait", why: wanted.why } : { kind: "done", why: wanted.why }
  }
  if (wanted.do === "resume") {
    const trial = ledger.trials[wanted.trial]!
    const attempt = trial.attempts + 1
    const events = [start(access, trial.number, attempt, wanted.fidelity, trial.curve.steps.at(-1))]
    return { kind: "claim", trial: trial.number, once: `start/${trial.number}/${attempt}`, events }
  }
  if (spent !== undefined) return { kind: "done", why: spent }
  const thought = { number: ledger.trials.length, basis: ledger.seq, fidelity: wanted.fidelity }
  const proposal = propose(access.mind, wanted.fidelity)
  return proposal instanceof Promise ? { kind: "thinking", thought, proposal } : claimNew(access, { ...thought, proposal })
}

function claimNew(access: Access, { basis, fidelity, proposal }: Thought): Claim | Asked {
  if (proposal.kind === "exhausted") return { kind: "done", why: proposal.why }
  const { number, config, why, by, label } = proposal
  const suggested: EventBody = { kind: "trial.suggested", trial: number, config, why, by, basis, ...(label !== undefined && { label }) }
  return {
    kind: "claim",
    trial: number,
    once: `trial/${number}`,
    events: [suggested, start(access, number, 1, fidelity, undefined)],
  }
}

function start(access: Access, trial: number, attempt: number, fidelity: number | undefined, resume: number | undefined): EventBody {
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

function handedOut(ledger: Ledger, number: number): AskedTrial {
  const trial = ledger.trials[number]!
  if (trial.state !== "running") throw new Error(`trial ${number} was claimed and is ${trial.state}`)
  const { config, why, attempts: attempt, fidelity, resumed, checkpoint } = trial
  return {
    kind: "trial",
    number,
    attempt,
    config,
    why,
    ...(fidelity !== undefined && { fidelity }),
    ...(resumed !== undefined && { resume: { step: resumed, ...(checkpoint?.step === resumed && { path: checkpoint.path }) } }),
  }
}

/** Which limit of the budget is reached; `final` when not even a requeued trial may run. */
function isSpent(access: Access): { readonly why: string; readonly final: boolean } | undefined {
  const { ledger } = access.mind
  const { trials, wall } = ledger.budget
  const hit = ledger.rules.objectives.find((_, i) => targetReached(ledger, i))
  if (ledger.ended !== undefined) return { why: ledger.ended, final: true }
  if (hit !== undefined) return { why: `${hit.metric} has reached ${hit.target}`, final: true }
  if (wall !== undefined && wallSpent(ledger, access.clock.now(), (s) => s === access.session) >= wall) {
    return { why: `the ${wall / 1000} s of the budget are spent`, final: true }
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

const firstOf = (numbers: ReadonlySet<number>): number | undefined => numbers.values().next().value
