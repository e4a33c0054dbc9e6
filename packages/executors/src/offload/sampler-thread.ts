import { Worker } from "node:worker_threads"
import type { Suggestion } from "@diapason/core"
import type { Answer, AskData, Beginning, Question, Told } from "./message.ts"
import { unpacked } from "./thrown.ts"

/** A thread in which samplers think. It starts when it is first needed, and keeps no process alive but while it is asked. */
export interface SamplerThread {
  /** Starts it, so that a later question need not wait for that. */
  start(): void
  /**
   * What the study's sampler suggests after the first `known` of its lessons. A thread that dies over the question is followed
   * by another, which is told the history again; undefined when that dies too, or none can be started. Rejects with what the sampler throws.
   */
  ask(told: Told, known: number, ask: AskData): Promise<Suggestion | undefined>
  /** Ends it for good. */
  close(): Promise<void>
}

interface SamplerThreadOptions {
  /** Megabytes of heap; a thread that needs more dies. Default: what Node gives a thread. */
  readonly memory?: number
}

/**
 * A thread that runs `program`, a module which Node can run as it stands and which calls `serveSampler`. To start one holds up the
 * event loop for a few milliseconds; it can answer some 100 ms later, when its modules are loaded.
 */
export function samplerThread(program: URL, options: SamplerThreadOptions = {}): SamplerThread {
  let life: Life | undefined
  let closed = false
  const living = (): Life | undefined => {
    if (closed) return undefined
    return (life ??= begin(program, options, (ended) => void (life === ended && (life = undefined))))
  }
  return {
    start: () => void living(),
    async ask(told, known, ask) {
      const answer = (await living()?.ask(told, known, ask)) ?? (await living()?.ask(told, known, ask))
      if (answer === undefined) return undefined
      if ("given" in answer) return answer.given
      throw unpacked(answer.thrown)
    },
    async close() {
      closed = true
      await life?.worker.terminate()
    },
  }
}

/** One thread, from its start to its end. */
interface Life {
  readonly worker: Worker
  /** Undefined when the thread ends before it has answered. */
  ask(told: Told, known: number, ask: AskData): Promise<Answer | undefined>
}

/** Undefined when this process may have no threads. */
function begin(program: URL, { memory }: SamplerThreadOptions, over: (ended: Life) => void): Life | undefined {
  const worker = startWorker(program, memory)
  if (worker === undefined) return undefined
  const knowledge = createKnowledge()
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  const settle = (id: number, answer: Answer | undefined): void => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
  }
  const end = (): void => {
    over(life)
    for (const id of [...waiting.keys()]) settle(id, undefined)
  }
  worker.on("message", (answer: Answer) => {
    if ("thrown" in answer) knowledge.forget()
    settle(answer.id, answer)
  })
  // What it died of is nobody's concern: the question is asked again.
  worker.on("error", end)
  worker.on("exit", end)
  let asked = 0
  const life: Life = {
    worker,
    ask: (told, known, ask) =>
      new Promise((resolve) => {
        const id = asked++
        waiting.set(id, resolve)
        worker.ref()
        worker.postMessage({ id, ...knowledge.missing(told, known), ask } satisfies Question)
      }),
  }
  return life
}

/**
 * A terminal shows the study and not the sampler's troubles, so what the thread writes is kept from it. Nobody reads it either: to
 * read would keep the process alive.
 */
function startWorker(program: URL, memory: number | undefined): Worker | undefined {
  try {
    const limits = memory === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memory } }
    const worker = new Worker(program, { stdout: true, stderr: true, execArgv: [], ...limits })
    worker.unref()
    return worker
  } catch {
    return undefined
  }
}

/** Keeps account of what a thread has been told. */
function createKnowledge() {
  let study: Told | undefined
  let count = 0
  return {
    /** What it must be told to know the first `known` lessons of a study and no others. */
    missing(told: Told, known: number): Pick<Question, "begin" | "lessons"> {
      const goesOn = study === told && count <= known
      const lessons = told.lessons.slice(goesOn ? count : 0, known)
      study = told
      count = known
      return goesOn ? { lessons } : { begin: beginning(told), lessons }
    },
    forget: () => void (study = undefined),
  }
}

function beginning({ chosen, problem: { space, ...problem } }: Told): Beginning {
  return { chosen, problem, space: { json: space.json, constraints: space.constraints } }
}
