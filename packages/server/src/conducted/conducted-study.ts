import { createAbort, type Asked, type Clock, type Handed, type RunningTrial, type Session } from "@diapason/core"
import { attemptLeases, type AttemptLeases, type Held } from "./attempt-leases.ts"

/** A study whose trials this server hands out. */
export interface ConductedStudy {
  readonly session: Session
  readonly leases: AttemptLeases
  /** What clients have said of themselves, by trial: which attempt can take which updates, and the answers to its numbered reports. */
  readonly clients: Map<number, ClientFacts>
  /** Hands out a trial, unless a person has stopped the study. */
  ask(handed: Handed): Promise<Asked>
  /** Runs what concerns one trial one after another, in the order of coming. */
  inOrder<T>(trial: number, work: () => Promise<T>): Promise<T>
  /** Leaves the study to whoever conducts it next; what runs goes on. */
  close(): Promise<void>
}

export interface ClientFacts {
  readonly attempt: number
  readonly capabilities: ReadonlySet<string>
  /** The last number of a report. */
  seq: number
  /** Answers to the last numbered reports. */
  readonly answers: Map<number, object>
}

/** The session that all servers of a store share, one after another. */
export const serverSession = "server"

export function conductedStudy(session: Session, clock: Clock): ConductedStudy {
  const leases = attemptLeases(clock.now(), stride)
  const over = createAbort()
  const turns = new Map<number, Promise<unknown>>()
  const study: ConductedStudy = {
    session,
    leases,
    clients: new Map(),
    async ask(handed) {
      await session.look()
      const { stopped } = session.ledger.sessions.get(serverSession) ?? {}
      if (stopped !== undefined) return { kind: "done", why: `stopped by ${stopped.by}: ${stopped.why}` }
      const asked = await session.ask(handed)
      if (asked.kind === "trial") leases.renew(asked.number, asked.attempt, handed.lease)
      return asked
    },
    inOrder(trial, work) {
      const before = turns.get(trial)
      const mine = before === undefined ? work() : before.then(work, work)
      turns.set(trial, mine)
      const gone = (): void => void (turns.get(trial) === mine && turns.delete(trial))
      mine.then(gone, gone)
      return mine
    },
    async close() {
      over.abort()
      await session.leave(Promise.resolve())
    },
  }
  let [looking, ticks] = [false, 0]
  const free = (): void => void (looking = false)
  clock.every(
    stride,
    () => {
      if (looking) return
      looking = true
      // What the store does not take now is tried again at the next tick.
      tend(study, clock, ticks++ % lookAround === 0).then(free, free)
    },
    over.signal,
  )
  return study
}

/** Milliseconds between two looks for what others want and whose lease has run out, and how many of them between two for dead sessions. */
const stride = 1000
const lookAround = 20

/** Ends what a person does not want to go on, and puts back what has been silent for too long. */
async function tend({ session, leases, clients, inOrder }: ConductedStudy, clock: Clock, around: boolean): Promise<void> {
  await (around ? session.refresh() : session.look())
  const running = runningHere(session)
  for (const [trial, { attempt }] of clients) if (session.ledger.trials[trial]?.attempts !== attempt) clients.delete(trial)
  const { stopped } = session.ledger.sessions.get(serverSession) ?? {}
  for (const { number, unwanted } of running) {
    if (unwanted !== undefined) await inOrder(number, () => session.prune(number, unwanted))
    else if (stopped?.now === true)
      await inOrder(number, () => ended(session, number, "cancelled", `stopped by ${stopped.by}: ${stopped.why}`))
  }
  for (const { trial, attempt, time } of leases.pass(clock.now(), running.map(heldOf))) {
    const message = `its worker gave no sign of life for ${Number(time) / 1000} s`
    await inOrder(trial, async () => {
      if (session.ledger.trials[trial]?.attempts === attempt) await ended(session, trial, "infra", message)
    })
  }
}

async function ended(session: Session, trial: number, kind: "infra" | "cancelled", message: string): Promise<void> {
  await session.end(trial, { kind: "failed", failure: { kind, message } })
}

const runningHere = ({ ledger, session }: Session): readonly RunningTrial[] =>
  [...ledger.running].map((n) => ledger.trials[n] as RunningTrial).filter((trial) => trial.session === session)

const heldOf = ({ number, attempts, handed }: RunningTrial): Held => ({ trial: number, attempt: attempts, time: handed?.lease ?? "none" })
