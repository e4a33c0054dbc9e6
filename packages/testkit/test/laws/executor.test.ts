import { describe, expect, test } from "vitest"
import type { Decision, Ending, Executor, FailureKind, Job, Running, StopReason, TrialLink } from "@diapason/core"
import { executorLawList, play, within, type Act } from "@diapason/testkit"

/** What may be wrong with the small executor below; without a fault it keeps every law. */
type Fault =
  | "none"
  | "every other report"
  | "own job"
  | "finite only"
  | "no default step"
  | "hears no stop"
  | "hears no pause"
  | "cannot be stopped"
  | "interrupts are done"
  | "starts too late to stop"
  | "two endings"
  | "rejects"
  | "all crashes"
  | "invents metrics"
  | "waits for mutters"
  | "talks after the end"
  | "keeps nothing"
  | "loses answers"
  | "mixes"
  | "swallows faults"

/** The fault that each law sees. Laws of one kind share one. */
const seenBy: Readonly<Record<string, Fault>> = {
  "reports arrive in order and each is answered with its own decision": "every other report",
  "an attempt is given the seed, fidelity, place to resume and number of its job": "own job",
  "NaN and the infinities arrive as themselves": "finite only",
  "a step that is not named is the one after the last": "no default step",
  "a decision to stop ends the attempt, and it counts as done": "hears no stop",
  "a decision to pause ends the attempt, and it counts as done": "hears no pause",
  "stopping for a decision ends an attempt that waits, and it counts as done": "cannot be stopped",
  "an interrupt ends an attempt that waits, and it counts as interrupted": "interrupts are done",
  "whoever waits is ended as by an interrupt when told preempt": "interrupts are done",
  "whoever waits is ended as by an interrupt when told lost": "interrupts are done",
  "an interrupt before the attempt has begun ends it too": "starts too late to stop",
  "stopping again, or after the end, changes nothing": "two endings",
  "a crash is an ending with its last words, never a rejection": "rejects",
  "an attempt may say that it failed as invalid": "all crashes",
  "an attempt may say that it failed as oom": "all crashes",
  "an attempt may say that it failed as nan": "all crashes",
  "an attempt may say that it failed as preempted": "all crashes",
  "an attempt without a final word ends as done without metrics": "invents metrics",
  "a report that is not waited for does not crash the attempt": "waits for mutters",
  "nothing is reported after the end": "talks after the end",
  "checkpoints, artifacts and notes arrive in their order": "keeps nothing",
  "an update reaches the attempt, and its answer comes back": "loses answers",
  "attempts side by side do not mix": "mixes",
  "a report that cannot be recorded ends the attempt as lost to the infrastructure": "swallows faults",
}

class Told extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, text: string) {
    super(text)
    this.kind = kind
  }
}

function executor(fault: Fault): Executor {
  const is = (name: Fault): boolean => fault === name
  let links = 0
  let firstLink: TrialLink | undefined
  const launch = (job: Job, given: TrialLink): Running => {
    firstLink ??= given
    const link = is("mixes") && links++ % 2 === 1 ? firstLink : given
    const abort = new AbortController()
    let [step, over, n] = [job.resume?.step ?? 0, false, 0]
    let reason: StopReason | undefined
    let lost: unknown
    const report = async (metrics: Readonly<Record<string, number>>, at: { readonly step?: number }): Promise<Decision> => {
      step = at.step ?? (is("no default step") ? 1 : step + 1)
      const kept = Object.fromEntries(Object.entries(metrics).filter(([, x]) => !is("finite only") || Number.isFinite(x)))
      if (over || (is("every other report") && n++ % 2 === 1)) return { action: "continue", why: "" }
      try {
        const decision = await link.report(step, kept)
        const deaf = (is("hears no stop") && decision.action === "stop") || (is("hears no pause") && decision.action === "pause")
        if (!deaf && (decision.action === "stop" || decision.action === "pause")) reason = "decision"
        return deaf ? { action: "continue", why: "" } : decision
      } catch (error) {
        lost = error
        abort.abort()
        return { action: "stop", why: "lost" }
      }
    }
    const player = {
      number: is("own job") ? 0 : job.trial,
      seed: job.seed,
      ...(job.fidelity !== undefined && { fidelity: job.fidelity }),
      ...(job.resume !== undefined && { resume: job.resume }),
      signal: abort.signal,
      report,
      applied: (rev: number, at: number) => link.applied(rev, at),
      refused: (rev: number, why: string) => (is("loses answers") ? Promise.resolve() : link.refused(rev, why)),
      checkpoint: (s: number, path: string, bytes: number) => (is("keeps nothing") ? Promise.resolve() : link.checkpoint(s, path, bytes)),
      artifact: (name: string, path: string, media: string) => link.artifact(name, path, media),
      note: (key: string, value: unknown) => link.note(key, value),
      failure: (kind: FailureKind, text: string) => new Told(kind, text),
    }
    const interrupted: Ending = { kind: "failed", failure: { kind: "interrupted", message: "interrupted" } }
    const run = async (): Promise<Ending> => {
      try {
        if (is("waits for mutters") && (job.config["program"] as never as Act[]).some((act) => act.do === "mutter"))
          throw new Error("unheard")
        const metrics = await play(job.config["program"] as never as Act[], job.config["x"] as number, player)
        if (lost !== undefined && !is("swallows faults")) return { kind: "failed", failure: { kind: "infra", message: String(lost) } }
        if (reason !== undefined && reason !== "decision" && !is("interrupts are done")) return interrupted
        if (metrics !== undefined) return { kind: "done", metrics }
        return is("invents metrics") ? { kind: "done", metrics: {} } : { kind: "done" }
      } catch (error) {
        if (is("rejects")) throw error
        const kind = error instanceof Told && !is("all crashes") ? error.kind : "crash"
        return { kind: "failed", failure: { kind, message: (error as Error).message } }
      } finally {
        over = true
        if (is("talks after the end")) setImmediate(() => void link.report(99, {}))
      }
    }
    const ended = run()
    const stop = (how: StopReason): void => {
      if (is("cannot be stopped") || (is("starts too late to stop") && step === 0)) return
      reason ??= how
      abort.abort()
    }
    if (!is("two endings")) return { ended, stop }
    return {
      stop,
      get ended() {
        return ended.then((ending) => ({ ...ending }))
      },
    }
  }
  return { name: "small", launch }
}

describe("every law of an executor", () => {
  for (const { title, check } of executorLawList) {
    test(`is kept by an executor without a fault: ${title}`, () => check(() => executor("none"), 1000))
    test(`fails the executor with its fault: ${title}`, async () => {
      const fault = seenBy[title]
      expect(fault).toBeDefined()
      await expect(check(() => executor(fault!), 100)).rejects.toThrow()
    })
  }
})

test("what does not come in time is named", async () => {
  await expect(within(1, new Promise(() => undefined), "the end")).rejects.toThrow("the end did not come within 1 ms")
})
