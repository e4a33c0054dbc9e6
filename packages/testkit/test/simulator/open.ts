import {
  memoryStore,
  openSession,
  type Choose,
  type Decision,
  type EventStore,
  type Host,
  type OpenStudy,
  type Scheduler,
  type Session,
  type StudyEvent,
  type Wanted,
} from "@diapason/core"
import { virtualClock, type VirtualClock } from "../../src/index.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

/** A store on a clock that stands still until it is moved. */
export interface World {
  readonly clock: VirtualClock
  readonly store: EventStore
  /** Processes that others see as gone. */
  readonly dead: Set<number>
  sessions: number
}

export function world(): World {
  const clock = virtualClock()
  return { clock, store: memoryStore(clock), dead: new Set(), sessions: 0 }
}

export interface Opening {
  readonly wanted?: Partial<Wanted>
  readonly choose?: Choose
  readonly baselines?: readonly { readonly config: Record<string, number>; readonly label?: string }[]
  readonly store?: EventStore
  readonly extend?: boolean
  readonly pid?: number
  readonly host?: string
  readonly flaw?: Host["flaw"]
  /** As one command of a shell. */
  readonly lease?: OpenStudy["lease"]
}

/** Opens the plain study, changed as said, as a process of its own. */
export function open(
  at: World,
  { wanted, choose = plainChoice, baselines, store = at.store, extend, pid, host = "here", flaw, lease }: Opening = {},
): Promise<Session> {
  const number = ++at.sessions
  return openSession({
    store,
    clock: at.clock,
    wanted: { ...plainWanted(20), ...wanted },
    choose,
    session: lease === undefined ? `session-${number}` : "shell",
    ...(lease !== undefined && { lease }),
    holder: { host, boot: "boot", pid: pid ?? number, started: "0" },
    host: {
      alive: (holder) => (holder.host === host ? !at.dead.has(holder.pid) : "unknown"),
      sweep: () => Promise.resolve(),
      ...(flaw !== undefined && { flaw }),
    },
    facts: {},
    ...(extend !== undefined && { extend }),
    ...(baselines !== undefined && { baselines }),
  })
}

/** The number of the trial that was handed out. */
export async function asked(session: Session): Promise<number> {
  const answer = await session.ask()
  if (answer.kind !== "trial") throw new Error(`there was no trial: ${JSON.stringify(answer)}`)
  return answer.number
}

/** The plain sampler with a scheduler that says `decide` of each report. */
export const deciding =
  (
    decide: (step: number, trial: number) => Exclude<Decision["action"], "update">,
    next: Scheduler["next"] = () => ({ do: "start" }),
  ): Choose =>
  (definition, ledger) => ({
    sampler: plainChoice(definition, ledger).sampler,
    scheduler: {
      id: "deciding/1",
      init: () => undefined,
      observe: () => undefined,
      next,
      decide: (_, trial) => ({ action: decide(trial.curve.steps.at(-1)!, trial.number), why: "so it was decided" }),
    },
  })

export async function all(store: EventStore, study = "plain"): Promise<readonly StudyEvent[]> {
  const events: StudyEvent[] = []
  for await (const batch of store.read(study, 0)) events.push(...batch)
  return events
}

export const kinds = async (store: EventStore): Promise<readonly string[]> => (await all(store)).map(({ kind }) => kind)
