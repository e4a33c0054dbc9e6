import { join } from "node:path"
import { fault, folderName, type Conducted } from "@diapason/core"
import { bestView } from "@diapason/views"
import { exit } from "../exit.ts"
import { bestBlock } from "../text/best-block.ts"
import { countsText } from "../text/best-text.ts"
import type { Performance } from "./performance.ts"
import { replayText } from "./replayed.ts"

/** Prints what came of it and gives the exit code; throws the error of a study that could only have wasted its budget. */
export function conclude(
  { io, json, store, run: { dir }, tuning: { replays }, failing }: Performance,
  conducted: Conducted,
  signalled: number | undefined,
): number {
  const { ledger, outcome, why } = conducted
  if (json)
    io.out(
      JSON.stringify({
        schema: "diapason.tune/1",
        study: ledger.definition.name,
        outcome,
        why,
        trials: ledger.trials.length,
        best: bestView(ledger),
      }),
    )
  else if (ledger.front.length > 0) for (const line of bestBlock(ledger, ledger.front, io)) io.out(line)
  if (!json && replays !== undefined) io.out(replayText(ledger, replays))
  if (conducted.failure !== undefined) throw brokenFault(conducted, dir)
  if (!json)
    io.err(`  ${countsText(ledger)}   ended: ${why}\n  record in ${store.url}, logs in ${join(dir, ledger.definition.name, "logs")}`)
  if (signalled !== undefined && outcome !== "done") return signalled
  if (ledger.front.length === 0) return exit.noUsableTrial
  const failed = failing(ledger)
  if (failed !== undefined) io.err(`  failed, since ${failed}`)
  return failed === undefined ? exit.done : exit.failIf
}

/** The error of a study that could only have wasted its budget. */
export function brokenFault({ ledger, failure }: Conducted, dir: string): Error {
  const { trial, kind, message, exit: code, facts, broken } = failure!
  const command = ledger.definition.command?.[0] ?? ""
  const log = join(dir, folderName(ledger.definition.name), "logs", `${trial}.1.log`)
  const line = String(facts?.["line"] ?? message)
  if (broken.rule === "rate") return fault("D209", { failed: broken.count, ended: broken.of, line })
  if (broken.rule === "alike") return fault("D208", { count: broken.count, first: broken.of, line })
  if (kind === "launch")
    return fault("D203", {
      command,
      trial,
      reason: String(facts?.["reason"] ?? message),
      near: (facts?.["near"] ?? []) as readonly string[],
    })
  const seen = (facts?.["seen"] ?? []) as readonly { name: string; count: number; last: number }[]
  if (kind === "no-metric") return fault("D210", { trial, metric: ledger.definition.objectives[0]!.metric, seen, log })
  const { suggestedAt, endedAt } = ledger.trials[trial] as { suggestedAt: number; endedAt: number }
  return fault("D207", { trial, exit: code ?? 1, seconds: (endedAt - suggestedAt) / 1000, line })
}
