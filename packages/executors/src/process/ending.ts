import { fault, type Ending, type Failure } from "@diapason/core"

/** All that is known when an attempt's process has ended. */
export interface Facts {
  readonly trial: number
  readonly exit: number | null
  readonly signal: string | null
  /** What ended it from our side; undefined when it ended by itself. */
  readonly cause?: "decision" | "interrupt" | "timeout" | "silence" | undefined
  /** Milliseconds it was allowed, in all or without a report. */
  readonly limit?: number | undefined
  readonly result?: Readonly<Record<string, number>>
  readonly failure?: Failure
  readonly bye: boolean
  /** The last reported values, for words only. */
  readonly last: Readonly<Record<string, number>>
  readonly step: number
  /** Last lines of its error output, else of its output; newest last. */
  readonly tail: readonly string[]
  /** By how much the kernel's count of processes killed for memory grew meanwhile. */
  readonly oomKills: number
  readonly detail: Readonly<Record<string, unknown>>
}

/** What the end of a process means. */
export function endingOf(facts: Facts): Ending {
  const { cause, result, failure, exit } = facts
  const done: Ending = { kind: "done", ...(result !== undefined && { metrics: result }), detail: facts.detail }
  const failed = (why: Failure): Ending => ({ kind: "failed", failure: why, ...(result !== undefined && { metrics: result }) })
  if (failure?.kind === "protocol") return failed(failure)
  if (cause === "timeout" || cause === "silence") return failed(timedOut(facts))
  if (cause === "decision") return done
  if (cause === "interrupt")
    return result !== undefined && exit === 0 ? done : failed({ kind: "interrupted", message: "interrupted before it had finished" })
  if (failure !== undefined) return failed({ ...failure, ...exitFacts(facts) })
  return exit === 0 || (facts.bye && facts.signal !== null) ? done : failed(badExit(facts))
}

/** The failure behind an exit code other than 0. */
function badExit(facts: Facts): Failure {
  const { exit, signal, tail, oomKills } = facts
  const line = lastWords(tail)
  const words = line === "" ? "" : `: ${line}`
  if (exit === 65) return { kind: "invalid", message: `it says the configuration is not allowed (exit 65)${words}`, exit }
  if (exit === 75) return { kind: "preempted", message: `it asks to be run again (exit 75)${words}`, exit }
  const memory = tail.findLast((text) => memoryWords.test(text))
  const killed = signal === "SIGKILL" || exit === 137
  if (killed && oomKills > 0) return outOfMemory(facts, "the kernel killed it for memory")
  if (!killed && memory !== undefined) return outOfMemory(facts, memory)
  if (killed) return crash(facts, "was killed from outside, likely out of memory", line)
  return crash(facts, signal !== null ? `was ended by ${signal}` : `exited with ${exit}`, line)
}

/** The last line; under a trace of Node, which ends with its version, the error itself. */
function lastWords(tail: readonly string[]): string {
  const last = tail.at(-1) ?? ""
  return (/^Node\.js v\d/.test(last) ? tail.findLast((line) => /^(Uncaught )?\[?\w*Error\b/.test(line)) : undefined) ?? last
}

const memoryWords =
  /\bMemoryError\b|OutOfMemoryError|\bout of memory\b|std::bad_alloc|RESOURCE_EXHAUSTED|Cannot allocate memory|Array buffer allocation failed|memory allocation of \d+ bytes failed/i

const outOfMemory = (facts: Facts, evidence: string): Failure => ({
  kind: "oom",
  message: fault("D218", { trial: facts.trial, evidence }).words.what,
  code: "D218",
  ...exitFacts(facts),
})

const crash = (facts: Facts, how: string, line: string): Failure => ({
  kind: "crash",
  message: fault("D222", { trial: facts.trial, how, line }).words.what,
  code: "D222",
  facts: { line },
  ...exitFacts(facts),
})

function timedOut(facts: Facts): Failure {
  const values = Object.entries(facts.last).map(([name, value]) => `${name} ${value}`)
  const last = values.length === 0 ? "" : `${values.join(", ")} at step ${facts.step}`
  const code = facts.cause === "silence" ? "D223" : "D221"
  const { what } = fault(code, { trial: facts.trial, limit: (facts.limit ?? 0) / 1000, last }).words
  return { kind: "timeout", message: what, code, ...exitFacts(facts) }
}

const exitFacts = ({ exit, signal }: Facts): { exit?: number; signal?: string } => ({
  ...(exit !== null && { exit }),
  ...(signal !== null && { signal }),
})
