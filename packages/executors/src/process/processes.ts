import type { Executor } from "@diapason/core"
import { readRules } from "../capture/rules.ts"
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
  return { name: "local", launch: (job, link) => startAttempt(options, rules, job, link), sweep: (left) => sweep(left, dir) }
}
