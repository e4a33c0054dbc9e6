import type { Executor } from "@diapason/core"
import { hire, type Hand } from "./hand.ts"
import { serve } from "./serve.ts"

/**
 * Runs trials in processes that stay: each runs one trial after another, so that what it imports and loads is paid once. A process is
 * started when a trial finds none that is free; it is ended, and another one started for the next trial, when a trial in it has to be
 * ended by force, took too long, or crashed. For training that is short compared with the start of its program.
 *
 * A process reads lines of JSON: `{"op":"trial","trial":7,"attempt":1,"config":{…},"seed":1,"fidelity":5,"resume":2,"deadline":60}`, then
 * an answer for each report, `{"action":"continue"}`. It writes `{"type":"report","step":1,"metrics":{…}}`, waits for the answer, and ends the
 * trial by `{"type":"result","metrics":{…}}` or `{"type":"fail","kind":"oom","text":"…"}`. It may write `note`, `checkpoint`, `artifact`,
 * `applied` and `refused` of the trial protocol too. It ends when its input does: with its conductor, whatever happens to that one.
 */
export function warm(options: Warm): WarmExecutor {
  const idle: Hand[] = []
  return {
    name: "warm",
    launch(job, link) {
      const free = idle.splice(0).filter((hand) => !hand.gone)
      const hand = free.pop() ?? hire(options.command, options.env ?? process.env, options.cwd)
      idle.push(...free)
      return serve(hand, options, job, link, () => void idle.push(hand))
    },
    close() {
      for (const hand of idle.splice(0)) hand.end(options.grace ?? grace)
    },
  }
}

/** Milliseconds between SIGTERM and SIGKILL. */
const grace = 2000

export interface Warm {
  /** The program and its words. */
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** The folder of logs, `.diapason` unless given: what a process complains of goes to the log of the trial that it runs. */
  readonly dir?: string
  /** Milliseconds that a process has to leave a trial it was told to leave, and to end; 2000 unless given. */
  readonly grace?: number
  /** Milliseconds that the next trial may take; asked when it is launched. It is told as `deadline`, in seconds, and is ended somewhat later. */
  readonly limit?: () => number | undefined
}

export interface WarmExecutor extends Executor {
  /** Ends the processes that run nothing; to be called when no trial runs any more. */
  close(): void
}
