import { fault } from "../errors/fault.ts"
import type { Config } from "../event/config.ts"
import type { EventBody } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import { toWireMetrics } from "../event/json.ts"
import type { Metrics } from "../ledger/trial.ts"
import { assemble } from "../space/assemble.ts"
import { flatten } from "../space/flatten.ts"
import { write, type Access } from "./access.ts"
import { shortcoming } from "./end.ts"

/** An observation made elsewhere. */
export interface Added {
  readonly config: Config
  readonly metrics: Metrics
  readonly state?: "complete" | "failed" | "pruned"
  readonly failure?: Failure
  readonly reports?: readonly { readonly step: number; readonly metrics: Metrics }[]
}

/** Takes it in and returns its number. Call it in turn. Throws D112, D113, and D304 where the session's lease has passed on. */
export async function add(access: Access, { config, metrics, state: wanted = "complete", failure: told, reports }: Added): Promise<number> {
  const { ledger } = access.mind
  const known = assemble(ledger.space, flatten(ledger.space, config))
  const values: Metrics = Object.assign({}, ...(reports ?? []).map((r) => r.metrics), metrics)
  const failure = told ?? (wanted === "complete" ? shortcoming(ledger, values) : undefined)
  const state = failure === undefined ? wanted : "failed"
  for (;;) {
    const trial = ledger.trials.length
    const event: EventBody = {
      kind: "trial.added",
      trial,
      config: known,
      state,
      metrics: toWireMetrics(metrics),
      ...(failure !== undefined && { failure }),
      ...(reports !== undefined && { reports: reports.map((r) => ({ step: r.step, metrics: toWireMetrics(r.metrics) })) }),
    }
    const written = await write(access, [event], `trial/${trial}`)
    if (written.outcome === "won") return trial
    if (written.outcome === "fenced") throw fault("D304", { study: access.study })
  }
}
