import { createHash } from "node:crypto"
import type { Job } from "@diapason/core"

/** The trace of one attempt, and its span in it: W3C Trace Context, hexadecimal. */
export interface AttemptTrace {
  readonly traceId: string
  readonly spanId: string
}

/**
 * Each attempt is a trace of its own. What it is called follows from whose attempt it is (`session`: who runs it), so that who records the attempt
 * and who starts its process need not know of each other.
 */
export function attemptTrace({ study, session, trial, attempt }: Pick<Job, "study" | "session" | "trial" | "attempt">): AttemptTrace {
  const hex = createHash("sha256")
    .update(JSON.stringify([study, session, trial, attempt]))
    .digest("hex")
  return { traceId: hex.slice(0, 32), spanId: hex.slice(32, 48) }
}

/** The variable by which the code of an attempt joins its trace; nothing where nobody records any. */
export function traceVariables(
  env: Readonly<Record<string, string | undefined>>,
): ((job: Job) => Readonly<Record<string, string>>) | undefined {
  if (!isTraced(env)) return undefined
  return (job) => {
    const { traceId, spanId } = attemptTrace(job)
    return { TRACEPARENT: `00-${traceId}-${spanId}-01` }
  }
}

/** Whether traces are recorded: OpenTelemetry's own variables say where they go. */
export const isTraced = (env: Readonly<Record<string, string | undefined>>): boolean =>
  env["OTEL_SDK_DISABLED"] !== "true" && [env["OTEL_EXPORTER_OTLP_ENDPOINT"], env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]].some(Boolean)
