import { createAbort, flatten, type Ending, type Job } from "@diapason/core"
import type { Welcome } from "@diapason/core/protocol"
import { leaseFuse } from "./lease-fuse.ts"
import { outbox } from "./outbox.ts"
import { remoteLink } from "./remote-link.ts"
import type { HandedTrial } from "./remote.ts"
import { leave, lose, refused, said, type Remotely, type Standing } from "./standing.ts"

/** One attempt under way. */
export interface RemoteRunning {
  readonly trial: number
  /** Resolves when it has ended, with what the server made of it: the state of its trial, or `lost` where it counts no more. */
  readonly over: Promise<string>
  stop(how: "preempt" | "interrupt"): void
}

/**
 * Runs an attempt that the server has handed out. What it says is kept in order and sent when the server answers; meanwhile it goes on. It
 * is ended when the server says so, when it counts no more, and before its lease has run out without a word from the server.
 */
export function remoteAttempt(o: Remotely, handed: HandedTrial): RemoteRunning {
  const mark = `${handed.trial}/${handed.attempt}/${o.worker}`
  const life = createAbort()
  const fuse = leaseFuse(
    o.clock,
    o.lease,
    () => lose(at),
    life.signal,
    (ms) => o.guard.hold(mark, ms),
  )
  const box = outbox(o.clock, fuse.sending, life.signal)
  const fresh = { running: undefined, stopped: undefined, left: undefined, ended: false }
  const at: Standing = { o, handed, life, lost: createAbort(), fuse, box, ...fresh }
  const over = begin(at)
    .catch((error: unknown) => {
      refused(at, error)
      return "lost"
    })
    .finally(() => {
      o.guard.drop(mark)
      life.abort()
    })
  at.lost.signal.addEventListener("abort", () => at.running === undefined && life.abort())
  return {
    trial: handed.trial,
    over,
    stop(how) {
      at.stopped ??= how
      at.running?.stop(how)
      if (at.ended || at.running === undefined) giveUpAfter(at, how)
    },
  }
}

async function begin(at: Standing): Promise<string> {
  const { o, handed, life, lost } = at
  const greeted = await said(at, { type: "hello", protocol: [1], client: "worker", capabilities: ["update", "stop", "checkpoint"] })
  const welcome = greeted.find((answer) => answer.type === "welcome")
  if (welcome === undefined || lost.signal.aborted) return "lost"
  o.clock.every(Math.min(o.lease / 4, 10_000), () => void beat(at), life.signal)
  const running = o.executor.launch(jobOf(o, handed, welcome), remoteLink(at))
  at.running = running
  if (at.stopped !== undefined) running.stop(at.stopped)
  if (lost.signal.aborted) running.stop("lost")
  return closed(at, await running.ended)
}

async function beat(at: Standing): Promise<void> {
  // What waits to be sent is a sign of life itself, and comes first.
  if (at.box.behind) return
  const answered = at.fuse.sending()
  try {
    const { action } = await at.o.remote.beat(at.handed)
    answered()
    if (action !== "continue") leave(at, { action, why: "the server says so" })
  } catch (error) {
    refused(at, error)
  }
}

/** Nothing runs any more; its result is kept until the server takes it, or says that it counts no more. */
async function closed(at: Standing, ending: Ending): Promise<string> {
  const { o, handed, stopped, left } = at
  at.fuse.cut()
  at.ended = true
  if (stopped !== undefined) giveUpAfter(at, stopped)
  if (at.lost.signal.aborted) return "lost"
  if (left !== undefined) return left.action === "pause" ? "paused" : "pruned"
  const end = stopped === undefined || isWhole(ending) ? ending : putBack[stopped]
  const letter = (): Promise<{ state: string }> =>
    end.kind === "done" ? o.remote.tell(handed, end.metrics ?? {}) : o.remote.fail(handed, end.failure)
  const told = await at.box.add(letter)
  return told.state
}

/** A worker that has to leave does not wait long for a server that does not answer. */
const giveUpAfter = ({ o, life }: Standing, how: "preempt" | "interrupt"): void =>
  void o.clock.after(partingTime[how], life.signal).then(() => life.abort())

/** Milliseconds for a last word to the server. */
const partingTime = { preempt: 10_000, interrupt: 3000 } as const

/** One that came to its own end before it was stopped keeps that end. */
const isWhole = (ending: Ending): boolean => ending.kind === "done" && ending.metrics !== undefined

const putBack: Readonly<Record<"preempt" | "interrupt", Ending>> = {
  preempt: { kind: "failed", failure: { kind: "preempted", message: "its worker had to leave; it goes on with another" } },
  interrupt: { kind: "failed", failure: { kind: "interrupted", message: "its worker was told to leave; it goes on with another" } },
}

function jobOf({ study, worker, space, fidelityMax }: Remotely, { trial, attempt }: HandedTrial, welcome: Welcome): Job {
  const { config, seed, fidelity, resume } = welcome
  return {
    study,
    session: worker,
    trial,
    attempt,
    config,
    flat: flatten(space, config),
    seed,
    ...(fidelity !== undefined && { fidelity }),
    ...(fidelityMax !== undefined && { fidelityMax }),
    ...(resume !== undefined && { resume }),
  }
}
