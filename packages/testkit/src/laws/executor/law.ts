import type { Answer, Ending, Executor, Job, Running } from "@diapason/core"
import type { Act } from "../../programs/act.ts"
import { within } from "../../programs/within.ts"
import { recordingLink, type RecordingLink } from "./recording-link.ts"

export interface ExecutorLaw {
  readonly title: string
  /** Rejects when the law is broken. What does not happen within `deadline` milliseconds does not happen. */
  readonly check: (open: OpenExecutor, deadline: number) => Promise<void>
}

export type OpenExecutor = () => Executor | Promise<Executor>

/** A law is a story of one fresh executor: what is launched is ended with it. */
export function law(title: string, body: (bench: Bench) => Promise<void>): ExecutorLaw {
  return {
    title,
    async check(open, deadline) {
      const executor = await open()
      const until = <T>(event: Promise<T>, what: string): Promise<T> => within(deadline, event, what)
      const started: Running[] = []
      // Engines know attempts by their names for long: no two laws share one.
      const session = crypto.randomUUID()
      const start: Bench["start"] = (program, { decide = goOn, job = {}, config = {} } = {}) => {
        const link = recordingLink(decide)
        const running = executor.launch({ ...plainJob, session, ...job, config: { ...config, program: program as never }, flat: {} }, link)
        started.push(running)
        return Promise.resolve({ running, link })
      }
      const run: Bench["run"] = async (program, setting) => {
        const { running, link } = await start(program, setting)
        return { ending: await until(running.ended, "the end"), link }
      }
      const waiting: Bench["waiting"] = async () => {
        const { running, link } = await start([{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }])
        await until(link.reported(1), "the first report")
        return running
      }
      try {
        await body({ start, run, waiting, until })
      } finally {
        for (const running of started) running.stop("interrupt")
      }
    },
  }
}

interface Setting {
  readonly decide?: (n: number) => Answer
  readonly job?: Partial<Job>
  readonly config?: Readonly<Record<string, number>>
}

/** What a law does with an executor. */
interface Bench {
  start(program: readonly Act[], setting?: Setting): Promise<{ readonly running: Running; readonly link: RecordingLink }>
  /** Starts one and waits for its end. */
  run(program: readonly Act[], setting?: Setting): Promise<{ readonly ending: Ending; readonly link: RecordingLink }>
  /** Starts one that has reported once and waits for ever. */
  waiting(): Promise<Running>
  until<T>(event: Promise<T>, what: string): Promise<T>
}

const plainJob: Omit<Job, "config" | "flat" | "session"> = { study: "laws", trial: 0, attempt: 1, seed: 12345 }

/** The answer to the n-th report where nothing else is decided. */
export const goOn = (n: number): Answer => ({ action: "continue", why: `answer ${n}` })
