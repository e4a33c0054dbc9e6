import type { Engine, EngineJob, JobState, Submitted } from "@diapason/core"

/**
 * The one way from attempts to an engine: what is handed in together goes in one submission, and one question tells how all jobs are.
 * While the engine does not answer, or takes no more, everything waits, and is asked for at longer and longer intervals.
 */
export interface JobQueue {
  /** Resolves when the engine has the job, or says that it never will have it; `undefined` when it was taken back before. */
  hand(job: EngineJob, takenBack: AbortSignal): Promise<Exclude<Submitted, { kind: "later" }> | undefined>
  /** The job of this name; undefined where the engine knows none. */
  find(name: string, takenBack: AbortSignal): Promise<string | undefined>
  /** Tells how a job is after each look; returns how to end that. */
  watch(id: string, seen: (state: JobState) => void): () => void
  /** Ends a job; tried again until the engine has heard it. */
  end(id: string, grace: number): void
}

interface QueueSettings {
  /** Milliseconds between two looks. */
  readonly every: number
  /** Told why nothing goes on for now; once until something does again. */
  readonly trouble: (why: string) => void
}

/** Something for the engine to do, which is done again when it could not be asked. */
interface Errand {
  readonly run: () => Promise<void>
}

interface Handed {
  readonly job: EngineJob
  readonly takenBack: AbortSignal
  resolve(answer: Exclude<Submitted, { kind: "later" }> | undefined): void
}

export function jobQueue(engine: Engine, { every, trouble }: QueueSettings): JobQueue {
  let handed: Handed[] = []
  const errands = new Set<Errand>()
  const watched = new Map<string, Set<(state: JobState) => void>>()
  let [pause, busy, troubled] = [every, false, false]
  let timer: NodeJS.Timeout | undefined

  const wake = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void round(), ms)
  }
  const say = (why: string): void => {
    if (!troubled) trouble(why)
    troubled = true
  }
  const round = async (): Promise<void> => {
    if (busy) return
    timer = undefined
    busy = true
    const failures: unknown[] = []
    const tried = async (work: () => Promise<unknown>): Promise<boolean> =>
      work().then(
        () => true,
        (error: unknown) => (failures.push(error), false),
      )
    let full = false
    await tried(async () => (full = await submit()))
    for (const errand of [...errands]) if (await tried(errand.run)) errands.delete(errand)
    await tried(look)
    busy = false
    const [first] = failures
    if (first !== undefined) say(first instanceof Error ? first.message : String(first))
    const held = full || first !== undefined
    if (held) pause = Math.min(2 * pause, longest)
    else [pause, troubled] = [every, false]
    const asked = handed.length + errands.size
    if (asked + watched.size > 0) wake(held ? pause : asked > 0 ? 0 : every)
  }
  /** True when the engine takes no more for now. */
  const submit = async (): Promise<boolean> => {
    const [wanted, backs] = [handed.filter((one) => !one.takenBack.aborted), handed.filter((one) => one.takenBack.aborted)]
    for (const one of backs) one.resolve(undefined)
    // More may be handed in while these are.
    handed = [...wanted]
    if (wanted.length === 0) return false
    const answers = await engine.submit(wanted.map(({ job }) => job))
    const later = answers.find((answer) => answer.kind === "later")
    const waits = new Set(wanted.filter((_, i) => answers[i]!.kind === "later"))
    wanted.forEach((one, i) => {
      const answer = answers[i]!
      if (answer.kind !== "later") one.resolve(answer)
    })
    handed = handed.filter((one) => waits.has(one) || !wanted.includes(one))
    if (later !== undefined) say(later.why)
    return later !== undefined
  }
  const look = async (): Promise<void> => {
    if (watched.size === 0) return
    const states = await engine.look([...watched.keys()])
    for (const [id, listeners] of [...watched]) {
      const state = states.get(id) ?? unknown
      for (const seen of [...listeners]) seen(state)
    }
  }
  const soon = (): void => {
    if (!busy && (!troubled || timer === undefined)) wake(gathering)
  }
  return {
    hand: (job, takenBack) =>
      new Promise((resolve) => {
        handed.push({ job, takenBack, resolve })
        takenBack.addEventListener("abort", soon, { once: true })
        soon()
      }),
    find: (name, takenBack) =>
      new Promise((resolve) => {
        const run = async (): Promise<void> => resolve(takenBack.aborted ? undefined : (await engine.find([name])).get(name))
        errands.add({ run })
        soon()
      }),
    watch(id, seen) {
      const listeners = watched.get(id) ?? new Set()
      watched.set(id, listeners.add(seen))
      if (!busy && timer === undefined) wake(every)
      return () => {
        listeners.delete(seen)
        if (listeners.size === 0) watched.delete(id)
      }
    },
    end(id, grace) {
      errands.add({ run: () => engine.end(id, grace) })
      soon()
    },
  }
}

const unknown: JobState = { kind: "unknown" }

/** Milliseconds in which jobs gather for one submission. */
const gathering = 5

/** Milliseconds between two tries, at most. */
const longest = 60_000
