import { Worker } from "node:worker_threads"
import type { Ending, Executor, Failure, Job, Running, StopReason, TrialLink } from "@diapason/core"
import { attemptLink, stopped, type AttemptLink } from "../attempt-link.ts"
import { finalWord } from "../in-process/final-word.ts"
import { interrupted } from "../in-process/in-process.ts"
import type { Outcome } from "../in-process/objective.ts"
import { failureOf } from "../in-process/trial-failure.ts"

/**
 * Runs each trial as a call of an exported function in a thread of its own: for TypeScript and JavaScript that computes without
 * awaiting, and that may have to be ended by force. Costs about 30 ms and 10 MB per trial.
 * @param module file URL of the module, which Node must be able to import as it stands
 * @param name of the exported objective, as for `inProcess`
 */
export function inThread(module: string | URL, name = "default", options: InThread = {}): Executor {
  return { name: "in-thread", launch: (job, link) => runThread(String(module), name, options, job, link) }
}

export interface InThread {
  /** The name of the single objective, so that a bare number may be returned. */
  readonly metric?: string
  /** Milliseconds that a trial which was told to leave has for it; then its thread is ended. */
  readonly grace?: number
  /**
   * Megabytes of heap; a trial that needs more fails as out of memory. V8 keeps this limit as well as it can: one that fills large arrays
   * in a tight loop may take the process down with it, most of all under Node 24. The log is whole even then; but a trial that is known
   * to be hungry is better run as a command, which cannot hurt its study.
   */
  readonly memory?: number
}

type FromThread =
  | {
      readonly id: number
      readonly say: "report" | "applied" | "refused" | "checkpoint" | "artifact" | "note"
      readonly args: readonly never[]
    }
  | { readonly outcome: Outcome }
  | { readonly thrown: Pick<Error, "name" | "message"> }

function runThread(url: string, name: string, { metric, grace = 5_000, memory }: InThread, job: Job, link: TrialLink): Running {
  const { config, trial: number, attempt, seed, fidelity, resume } = job
  const worker = new Worker(new URL("../../worker/thread.mjs", import.meta.url), {
    workerData: { url, name, config, job: { number, attempt, seed, fidelity, resume } },
    ...(memory !== undefined && { resourceLimits: { maxOldGenerationSizeMb: memory } }),
  })
  let reason: "decision" | "interrupt" | undefined
  let timer: NodeJS.Timeout | undefined
  const leave = (why: unknown): void => {
    worker.postMessage({ abort: why })
    timer ??= setTimeout(() => void worker.terminate(), grace)
  }
  const stop = (asked: StopReason): void => {
    const how = asked === "decision" ? asked : "interrupt"
    if (reason === undefined || how === "interrupt") reason = how
    if (how === "decision") void line.settled().then(() => line.hold(stopped))
    else leave(how)
  }
  const line = attemptLink(link, { from: resume?.step ?? 0, told: leave, broken: () => stop("interrupt") })
  const ended = lastWord(worker, line).then(async (word): Promise<Ending> => {
    clearTimeout(timer)
    await line.settled()
    line.close()
    await worker.terminate()
    if (line.lost !== undefined) return { kind: "failed", failure: line.lost }
    const ending = endingOf(word, metric)
    if (ending.kind === "done" && ending.metrics !== undefined) return ending
    if (reason === "interrupt") return interrupted
    return reason === "decision" || line.held !== undefined ? { kind: "done" } : ending
  })
  return { ended, stop }
}

type LastWord = { readonly outcome: Outcome } | { readonly failure: Failure }

/** Passes on what the thread says, and resolves with how it ended: by a result, by a fault, or without a word. */
function lastWord(worker: Worker, line: AttemptLink): Promise<LastWord> {
  return new Promise((resolve) => {
    worker.on("message", (message: FromThread) => {
      if ("outcome" in message) return resolve(message)
      if ("thrown" in message) return resolve({ failure: failureOf(message.thrown) })
      void answer(line, message).then((said) => worker.postMessage({ id: message.id, answer: said }))
    })
    worker.on("error", (error: Error & { code?: string }) => {
      const oom = error.code === "ERR_WORKER_OUT_OF_MEMORY"
      resolve({ failure: oom ? { kind: "oom", message: error.message, code: "D218" } : failureOf(error) })
    })
    worker.on("exit", (code) =>
      resolve({ failure: { kind: "crash", message: `its thread ended with ${code} and no result`, exit: code, code: "D222" } }),
    )
  })
}

function answer(line: AttemptLink, { say, args }: Extract<FromThread, { id: number }>): Promise<unknown> {
  if (say === "report") return line.report(...(args as never as Parameters<AttemptLink["report"]>))
  return line.send((link) => (link[say] as (...args: readonly never[]) => Promise<void>)(...args))
}

function endingOf(word: LastWord, metric: string | undefined): Ending {
  if ("failure" in word) return { kind: "failed", failure: word.failure }
  try {
    const metrics = finalWord(word.outcome, metric)
    return metrics === undefined ? { kind: "done" } : { kind: "done", metrics }
  } catch (thrown) {
    return { kind: "failed", failure: failureOf(thrown) }
  }
}
