import { join, resolve } from "node:path"
import { saveCheckpoint } from "./checkpoint.ts"
import { liveNames, takeUpdates, type Changing, type Live } from "./live.ts"
import type { StepDecision } from "./step-decision.ts"
import { openSession, type Session } from "./session.ts"
import { givenConfig, givenResume, numberSetting, setting } from "./surroundings.ts"
import { valueAt, watch, type Valued, type ValueOptions } from "./value.ts"

/**
 * The trial that this process runs, or a stand-in with these defaults when it runs none, so that a script still runs by itself.
 * Inside a trial the study's values replace the defaults of the same name. Nothing is sent before the first report or other word,
 * and nothing keeps the process alive.
 *
 * With `live`, the values named there may be changed while the script runs: `trial({ lr: 1e-3 }, { live: ["lr"] })`, or with what is to
 * be done with a new one, `{ live: { lr: (value) => (optimizer.lr = value) } }`. A new value is taken over in `report`, or between two
 * steps of the loop over `steps` where the study asks for the next epoch; `config` has it from then on, and the study is told.
 *
 * Throws when the study's values cannot be read, for a live name that is no parameter, and for one that comes after the first report.
 */
export function trial<D extends Readonly<Record<string, unknown>>>(defaults: D, { live = [] }: { readonly live?: Live<D> } = {}): Trial<D> {
  const inside = setting("DIAPASON") !== undefined
  const resume = givenResume()
  const session = (shared ??= openSession(() => [...able]))
  const last: Position = { step: resume?.step ?? 0, loop: undefined }
  const checkpointDir = setting("DIAPASON_CHECKPOINT_DIR")
  const fidelity = numberSetting("DIAPASON_FIDELITY")
  const number = numberSetting("DIAPASON_TRIAL")
  const config = { ...defaults, ...(inside ? givenConfig() : {}) } as D
  const names = liveNames(live, config)
  if (session.greeted && names.some((name) => !able.has(`update:${name}`)))
    throw new Error("the study was told with the first report which values can change: name all of them before")
  for (const name of names) able.add(`update:${name}`)
  if (names.length > 0) changing = { config, live, updates: session.updates, send: session.send }
  const watched = watch()
  let counted: number | undefined
  return {
    config,
    inside,
    seed: numberSetting("DIAPASON_SEED") ?? 0,
    ...(number !== undefined && { number }),
    ...(fidelity !== undefined && { fidelity }),
    ...(checkpointDir !== undefined && { checkpointDir }),
    get resume() {
      able.add("checkpoint").add("pause")
      return resume
    },
    get saveRequested() {
      return session.saveRequested
    },
    signal: session.signal,
    async report(metrics, { step = last.loop ?? last.step + 1, wait = false } = {}) {
      if (!Number.isFinite(step) || step < 0) throw new RangeError(`a step is a number from 0, not ${step}`)
      last.step = step
      watched.see(metrics)
      const seq = session.report(step, metrics)
      if (wait) await session.answered(seq)
      // One turn of the event loop, in which an answer can come.
      else if (inside) await new Promise((resolve) => setImmediate(resolve))
      await takeOver(Math.floor(step) + 1, last.loop === undefined)
      return session.decision
    },
    steps(count) {
      counted = count
      return stepsOf(session, last, count, fidelity)
    },
    value(name, step, options) {
      // A trial that is paused on its way has the schedule of a whole run.
      const total = numberSetting("DIAPASON_FIDELITY_MAX") ?? fidelity ?? counted
      return valueAt(name, config[name], step, { losses: watched.losses, ...(total !== undefined && { total }), ...options })
    },
    async checkpoint(step, save) {
      if (checkpointDir === undefined) return undefined
      const { name, bytes } = await saveCheckpoint(checkpointDir, step, save)
      session.saved()
      session.send({ type: "checkpoint", step, path: name, bytes })
      return join(checkpointDir, name)
    },
    result: (metrics) => session.send({ type: "result", metrics }),
    fail: (kind, text = "", retry = false) => session.send({ type: "fail", kind, text, retry }),
    artifact: (name, path, media) => session.send({ type: "artifact", name, path: resolve(path), ...(media !== undefined && { media }) }),
    note: (key, value) => session.send({ type: "note", key, value: (value ?? null) as null }),
    log: (level, text) => session.send({ type: "log", level, text }),
  }
}

/** One trial: its configuration, and the ways to talk to the study. */
export interface Trial<D> {
  /** The values in force: what the study asks for, and over that what was changed since. */
  readonly config: D
  /** Whether a study runs this process. */
  readonly inside: boolean
  /** 32 bits, the same in each attempt; 0 outside a study. */
  readonly seed: number
  readonly number?: number
  /** The step to run to, when the study names one. */
  readonly fidelity?: number
  readonly checkpointDir?: string
  /** Where to go on from. To read this tells the study that the script can be paused and continued. */
  readonly resume: { readonly step: number; readonly path: string } | undefined
  /** Whether the study would like a checkpoint soon. */
  readonly saveRequested: boolean
  /** Aborted when the trial is to stop or pause. */
  readonly signal: AbortSignal
  /**
   * Reports metrics and resolves with the latest decision, which may come one step late; with `wait` it is the answer to this very
   * report, and no answer within 2 s means continue. Without `step` it is the one after the last.
   */
  report(metrics: Readonly<Record<string, number>>, options?: { readonly step?: number; readonly wait?: boolean }): Promise<StepDecision>
  /** The steps still to do, up to the fidelity, else `count`. Ends early on stop or pause, at the step whose report it answers. */
  steps(count?: number): AsyncIterable<number>
  /**
   * The value of a parameter at a step: of a number the number itself, of a learning-rate schedule its rate, so a script need not know
   * which it was given. `step` is how much of the run is done, from 0 to the total, fractions too: `step - 1` before the first batch of
   * a step, `step - 0.5` for the middle of it. Throws for what is neither, and for a schedule where nothing says how long the run is.
   */
  value(name: Valued<D>, step: number, options?: ValueOptions): number
  /** `save(folder)` writes into a new folder, which is then announced. Resolves with it; undefined outside a study. */
  checkpoint(step: number, save: (folder: string) => unknown): Promise<string | undefined>
  /** The final values, where they are not those of the last report. */
  result(metrics: Readonly<Record<string, number>>): void
  /** Says why the trial fails, before leaving: `t.fail("invalid", "batch does not divide 60000")`. */
  fail(kind: "invalid" | "oom" | "nan" | "crash" | "checkpoint", text?: string, retry?: boolean): void
  artifact(name: string, path: string, media?: string): void
  note(key: string, value: unknown): void
  log(level: "debug" | "info" | "warn" | "error", text: string): void
}

/** The step of the last report, and the one that a loop over `steps` is at. */
interface Position {
  step: number
  loop: number | undefined
}

/** One for a process, however often `trial` is called; what the script has shown that it can do; and what it can change. */
let shared: Session | undefined
const able = new Set(["stop"])
let changing: Changing | undefined

const takeOver = async (step: number, turn: boolean): Promise<void> => {
  if (changing !== undefined) await takeUpdates(changing, step, turn)
}

async function* stepsOf(session: Session, last: Position, count: number | undefined, fidelity: number | undefined): AsyncIterable<number> {
  const end = fidelity ?? count ?? Infinity
  try {
    for (let step = Math.floor(last.step) + 1; step <= end; step++) {
      await session.answered(session.seq)
      if (session.decision.stop) return
      await takeOver(step, true)
      last.loop = step
      yield step
    }
  } finally {
    last.step = last.loop ?? last.step
    last.loop = undefined
  }
}
