import { isTraced } from "./attempt-trace.ts"
import type { Tracing } from "./tracing.ts"

/** Nothing of OpenTelemetry is loaded where no variable says where spans go. */
export async function openTracing(env: Readonly<Record<string, string | undefined>>, service: string): Promise<Tracing> {
  return isTraced(env) ? (await import("./spans.ts")).spans(service) : nothing
}

const nothing: Tracing = { store: (store) => store, choose: (choose) => choose, close: () => Promise.resolve() }
