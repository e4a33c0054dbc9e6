/**
 * What people may want of a study that somebody may be running, as events: the command line and the server say the same with them. Each
 * is appended without a lease; who runs the study heeds it.
 */
import { fault, DiapasonError } from "../errors/fault.ts"
import type { Config } from "../event/config.ts"
import type { EventBody } from "../event/event.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Trial } from "../ledger/trial.ts"
import { assemble } from "../space/assemble.ts"
import type { Space } from "../space/space.ts"
import { withDefaults } from "../space/with-defaults.ts"

/** Who wants it, as `ada@lab`, and the reason. */
export interface Wish {
  readonly why: string
  readonly by: string
}

/** The session that all commands of a shell share; others are called by host, process and a random number, or `server`. */
export const shellSession = "shell"

/** Whether a command of a shell was handed this trial: no conductor will end it, so whoever wants it ended does that. */
export const isShells = ({ sessions }: Ledger, { session }: Trial): boolean =>
  session === shellSession && sessions.get(session)?.lease === "none"

/**
 * A trial ends early. Should a conductor start it at this moment, the second event changes nothing and the first is heeded. Throws D230
 * where it has ended before.
 */
export function pruningEvents({ number: trial, state, attempts: attempt }: Trial, wish: Wish): readonly EventBody[] {
  const stop: EventBody = { kind: "trial.stop", trial, ...wish }
  if (state === "running") return [stop]
  if (state !== "waiting" && state !== "paused") throw fault("D230", { trial, state, wanted: "prune" })
  return [stop, { kind: "trial.finished", trial, attempt, state: "pruned", metrics: {}, why: `${wish.why} (${wish.by})` }]
}

/** A failed trial waits for another attempt. Throws D233 for one that has not failed. */
export function retryEvent({ number: trial, state }: Trial, sameSeed: boolean, wish: Wish): EventBody {
  if (state !== "failed") throw fault("D233", { trial, state })
  return { kind: "trial.retried", trial, ...(sameSeed && { sameSeed: true as const }), ...wish }
}

/** A configuration to be tried before the sampler is asked again, and where it comes from. */
export interface GivenConfig {
  readonly config: Config
  readonly from: string
}

/** The configuration with its defaults, as the space has it. Throws D112, D113 with the nearest name. */
export const inSpace = (space: Space, config: Config): Config => assemble(space, withDefaults(space, config))

/** Those that the space can hold, and why the others cannot be tried. */
export function fitting(
  space: Space,
  given: readonly GivenConfig[],
): { readonly fit: readonly GivenConfig[]; readonly leftOut: readonly { readonly from: string; readonly why: string }[] } {
  const fit: GivenConfig[] = []
  const leftOut: { from: string; why: string }[] = []
  for (const one of given) {
    try {
      fit.push({ ...one, config: inSpace(space, one.config) })
    } catch (error) {
      if (!(error instanceof DiapasonError)) throw error
      leftOut.push({ from: one.from, why: error.words.what })
    }
  }
  return { fit, leftOut }
}

/** Configurations that fit go into the queue. */
export const enqueueEvents = (configs: readonly GivenConfig[], label: string | undefined, wish: Wish): readonly EventBody[] =>
  configs.map(({ config }) => ({ kind: "baseline.enqueued", config, ...(label !== undefined && { label }), ...wish }))

/** Trials are hidden from sampler, best and plots, or shown again. */
export const markEvents = (kind: "trial.excluded" | "trial.included", trials: readonly Trial[], wish: Wish): readonly EventBody[] =>
  trials.map(({ number: trial }) => ({ kind, trial, ...wish }))
