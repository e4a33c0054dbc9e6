import { availableParallelism } from "node:os"
import { retryPolicy, type Breaker, type KeepRules, type ObjectStore, type RetryPolicy } from "@diapason/core"
import { objectsAt, type CaptureRules, type Processes } from "@diapason/executors"
import type { OpenEngine } from "../../engines/open-engine.ts"
import type { Track } from "../../tracking/track-form.ts"
import type { ConfigFile } from "../config/config-file.ts"
import { isWarm } from "./is-warm.ts"
import { bytesOf } from "../text/bytes.ts"
import { durationOf } from "../text/duration.ts"

/** How trials are run, as far as it is no part of the study: it may differ from one call to the next. */
export interface RunSettings {
  /** What `processes` of the executors takes. */
  readonly processes: Partial<Processes>
  /** Whether the processes of this machine stay, for one trial after another. */
  readonly warm: boolean
  /** The engine whose jobs trials are; processes of this machine where there is none. */
  readonly engine?: OpenEngine
  readonly slots: number
  readonly canary: boolean
  readonly retry: RetryPolicy
  readonly breaker: Breaker | undefined
  readonly keep: KeepRules
  /** Where states and artifacts are kept apart from this machine; the folder alone where it is absent. */
  readonly objects?: ObjectStore
  /** Further metrics to look for in what a script prints. */
  readonly metrics: readonly string[]
  readonly dir: string
  readonly notifications: NonNullable<ConfigFile["notifications"]>
  readonly track: Track
}

/** What the settings say of running. Throws D140. */
export function runSettingsOf(values: ConfigFile, defaultDir: string): RunSettings {
  const { parallel, checkpoints, dir, retry, circuit_breaker: breaker = {} } = values
  const slots = parallel?.slots ?? 1
  return {
    processes: processesOf(values),
    warm: isWarm(values),
    slots: slots === "auto" ? availableParallelism() : slots,
    canary: parallel?.canary !== false,
    retry: retryPolicy(retry),
    // Always some: failures that are alike end the study without a canary too.
    breaker: {
      ...(breaker.identical_crashes !== undefined && { identicalCrashes: breaker.identical_crashes }),
      ...(breaker.failure_rate !== undefined && { failureRate: breaker.failure_rate }),
      ...(breaker.after !== undefined && { after: breaker.after }),
    },
    keep: {
      ...(checkpoints?.keep_best !== undefined && { best: checkpoints.keep_best }),
      ...(checkpoints?.quota !== undefined && { quota: bytesOf("checkpoints.quota", String(checkpoints.quota)) }),
    },
    ...(checkpoints?.at !== undefined && { objects: objectsAt(checkpoints.at) }),
    metrics: values.metrics ?? [],
    notifications: values.notifications ?? [],
    track: values.track ?? {},
    dir: dir ?? defaultDir,
  }
}

function processesOf({ params_via: via, booleans, shell, workdir, env, timeout, capture }: ConfigFile): Partial<Processes> {
  return {
    ...(via !== undefined && via !== "auto" && { paramsVia: via }),
    ...(booleans !== undefined && { booleans }),
    ...(shell !== undefined && { shell }),
    ...(capture !== undefined && { capture: captureOf(capture) }),
    ...(workdir !== undefined && { cwd: workdir }),
    ...(env !== undefined && { env }),
    ...(timeout?.trial !== undefined && { timeout: durationOf("timeout.trial", timeout.trial) }),
    ...(timeout?.no_report !== undefined && { noReport: durationOf("timeout.no_report", timeout.no_report) }),
    ...(timeout?.grace !== undefined && { grace: durationOf("timeout.grace", timeout.grace) }),
  }
}

function captureOf({ json_lines: jsonLines, key_value: keyValue, ...same }: NonNullable<ConfigFile["capture"]>): CaptureRules {
  const named = { ...same, jsonLines, keyValue }
  return Object.fromEntries(Object.entries(named).filter(([, rule]) => rule !== undefined)) as CaptureRules
}
