import { setTimeout as after } from "node:timers/promises"
import { fault, type Job, type ObjectStore, type TrialLink } from "@diapason/core"
import { discard, liesIn } from "../checkpoints/discard.ts"
import { flawOf } from "../checkpoints/flaw-of.ts"
import { attemptKey } from "./attempt-key.ts"
import { keySegment } from "./manifest.ts"
import { isAddress } from "./objects-at.ts"
import { isPassing } from "./place-problem.ts"

/** What an attempt has left, on its way to where it is kept. */
interface Uploads {
  /** For the attempt: what it saves is copied first, and the study hears of where it is kept. Reports go ahead meanwhile. */
  readonly link: TrialLink
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
  /** Nothing is tried again from now on: who waits for the end should not wait for a place that is away. */
  hurry(): void
  /** Ends what is under way; nothing is told of it. */
  abandon(): void
}

interface Setting {
  readonly job: Job
  readonly link: TrialLink
  readonly store: ObjectStore
  /** The folder of the trial's checkpoints: what lies in it is Diapason's, and is deleted when it is kept elsewhere. */
  readonly checkpoints: string
  /** Milliseconds that the place may be away. */
  readonly patience: number
}

/** One after the other, in the order in which they were announced. */
interface Item {
  readonly kind: "checkpoint" | "artifact" | "word"
  work(): Promise<void>
  /** Lets go of what is not kept after all. */
  drop?(): Promise<void>
}

export function uploads({ job, link, store, checkpoints, patience }: Setting): Uploads {
  const over = new AbortController()
  const haste = new AbortController()
  const waiting: Item[] = []
  let busy: Promise<void> | undefined
  let lost: { readonly error: unknown } | undefined
  const add = (item: Item): Promise<void> => {
    waiting.push(item)
    dropOldStates(waiting)
    busy ??= play().finally(() => (busy = undefined))
    return lost === undefined ? Promise.resolve() : Promise.reject(lost.error as Error)
  }
  const play = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !over.signal.aborted; item = waiting.shift())
      await item.work().catch((error: unknown) => void (lost ??= { error }))
  }
  /** Undefined for what could not be kept, of which the person has been told. */
  const put = async (key: string, path: string, what: string): Promise<string | undefined> => {
    const until = Date.now() + patience
    for (let pause = 500; ; pause = Math.min(30_000, pause * 2)) {
      try {
        return (await store.put(`${attemptKey(job)}/${key}`, path, over.signal)).address
      } catch (error) {
        const newer = waiting.some(({ kind }) => kind === "checkpoint")
        const again = isPassing(error) && !newer && !haste.signal.aborted && Date.now() + pause < until
        if (over.signal.aborted) return undefined
        if (!again) return tell(what, path, error as Error)
        await after(pause, undefined, { signal: haste.signal }).catch(() => undefined)
      }
    }
  }
  const tell = (what: string, path: string, { message }: Error): undefined => {
    link.diagnostic("D457", fault("D457", { trial: job.trial, what, path, reason: message }).words.what)
    return undefined
  }
  const keepState = async (step: number, path: string, bytes: number | undefined): Promise<void> => {
    const what = `its state at step ${step}`
    const flaw = await flawOf({ path, step, ...(bytes !== undefined && { bytes }) })
    if (flaw !== undefined) return tell(what, path, new Error(flaw))
    const address = await put(`step-${step}`, path, what)
    if (address === undefined) return
    await link.checkpoint(step, address, bytes)
    await letGo(path)
  }
  const letGo = async (path: string): Promise<void> => {
    if (liesIn(path, checkpoints)) await discard(path, checkpoints).catch(() => undefined)
  }
  const keepArtifact = async (name: string, path: string, media: string | undefined): Promise<void> => {
    const address = await put(`artifacts/${keySegment(name)}`, path, `the artifact ${name}`)
    // It is there still, for who comes to this machine.
    if (!over.signal.aborted) await link.artifact(name, address ?? path, media)
  }
  return {
    link: {
      async report(step, metrics) {
        // Where a stretch ends the trial may be paused, and may be taken up anywhere: what it has saved must be known by then.
        if (job.fidelity !== undefined && step >= job.fidelity) await busy
        return link.report(step, metrics)
      },
      checkpoint(step, path, bytes) {
        if (isAddress(path)) return link.checkpoint(step, path, bytes)
        return add({ kind: "checkpoint", work: () => keepState(step, path, bytes), drop: () => letGo(path) })
      },
      artifact(name, path, media) {
        if (isAddress(path)) return link.artifact(name, path, media)
        return add({ kind: "artifact", work: () => keepArtifact(name, path, media) })
      },
      note: (key, value) => (busy === undefined ? link.note(key, value) : add({ kind: "word", work: () => link.note(key, value) })),
      applied: link.applied.bind(link),
      refused: link.refused.bind(link),
      diagnostic: link.diagnostic.bind(link),
    },
    async settled() {
      while (busy !== undefined) await busy
    },
    hurry: () => haste.abort(),
    abandon: () => (over.abort(), haste.abort()),
  }
}

/** A script that saves faster than it can be kept: of the states that wait, the two newest are enough. */
function dropOldStates(waiting: Item[]): void {
  const states = waiting.filter(({ kind }) => kind === "checkpoint")
  if (states.length <= 2) return
  waiting.splice(waiting.indexOf(states[0]!), 1)
  void states[0]!.drop?.()
}
