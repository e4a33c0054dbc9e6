import { asHeard, fault, type Answer, type EventStore, type Ledger, type Metrics, type Trial } from "@diapason/core"
import type { Io } from "../io.ts"
import { exit } from "../exit.ts"
import { wordOf } from "@diapason/executors"
import { withShellTrial } from "./shell-trial.ts"

/** Reports a step of a trial that `ask` handed out, and prints what it is to do. A trial that was ended meanwhile hears `stop`. Throws D230, D232. */
export async function reportStep(
  at: { readonly ledger: Ledger; readonly store: EventStore; readonly dir: string },
  trial: Trial,
  step: number,
  metrics: Metrics,
  { json, io }: { readonly json: boolean; readonly io: Io },
): Promise<number> {
  const answer = over(trial) ?? asHeard(await withShellTrial(at, trial, (session) => session.report(trial.number, step, metrics)))
  const { action, why } = answer
  const changed = answer.action === "update" ? { rev: answer.rev, config: answer.config, apply: answer.apply } : {}
  const document = {
    schema: "diapason.report-step/1",
    study: at.ledger.definition.name,
    trial: trial.number,
    step,
    action,
    why,
    ...changed,
  }
  if (json) io.out(JSON.stringify(document))
  else
    io.out(
      answer.action === "update"
        ? `update ${Object.entries(answer.config)
            .map(([name, value]) => `${name}=${wordOf(value)}`)
            .join(" ")}`
        : action,
    )
  if (!json && action !== "continue") io.err(`  ${why}`)
  return exit.done
}

/** What a trial that does not run any more hears; undefined while it runs. */
function over(trial: Trial): Answer | undefined {
  switch (trial.state) {
    case "running":
      return undefined
    case "pruned":
      return { action: "stop", why: trial.decision }
    case "paused":
      return { action: "pause", why: trial.decision }
    case "waiting":
      return { action: "stop", why: "it was put back and waits for another attempt" }
    default:
      throw fault("D230", { trial: trial.number, state: trial.state, wanted: "report-step" })
  }
}
