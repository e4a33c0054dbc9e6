import type { Executor, Running } from "@diapason/core"
import { readRules } from "../capture/rules.ts"
import { weakLimits } from "../resources/bounds.ts"
import { grants } from "../resources/grants.ts"
import { startAttempt } from "./attempt.ts"
import { checkReach } from "./command-line.ts"
import type { Processes } from "./settings.ts"
import { sweep } from "./sweep.ts"

/**
 * Runs trials as processes of this machine, in any language. Each is the leader of a process group of its own, has its output in
 * one log file, reports by an inherited descriptor (`DIAPASON_FD`), a file (`DIAPASON_OUT`) or what it prints, and is ended with all
 * that it started. Costs little more than starting the program does.
 *
 * Throws D114 for a parameter that reaches nowhere, D160 for a pattern of `capture` that cannot be read.
 */
export function processes(options: Processes): Executor {
  checkReach(options)
  const rules = readRules(options.capture)
  const dir = options.dir ?? ".diapason"
  const given = grants(options.resources ?? {})
  let told = false
  return {
    name: "local",
    launch(job, link) {
      if (!told) for (const text of weakLimits(options.resources ?? {})) link.diagnostic("D224", text)
      told = true
      const grant = given.take(job)
      if (grant === undefined) return notNow
      const running = startAttempt(options, rules, job, link, grant.granted)
      void running.ended.then(grant.give, grant.give)
      return running
    },
    sweep: (left) => sweep(left, dir),
  }
}

/** More are under way than there are cards for. */
const notNow: Running = {
  ended: Promise.resolve({ kind: "failed", failure: { kind: "infra", message: "no card was free for it" } }),
  stop: () => undefined,
}
