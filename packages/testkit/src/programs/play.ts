import { fromWireMetrics, type Answer, type FailureKind } from "@diapason/core"
import type { Act } from "./act.ts"

/** Plays a program against a trial, as training code in a function would. Resolves with the final metrics, if there are any. */
export async function play(program: readonly Act[], from: number, trial: Player): Promise<Readonly<Record<string, number>> | undefined> {
  let heard: Answer = { action: "continue", why: "" }
  let x = from
  for (const act of program) {
    switch (act.do) {
      case "report":
        heard = await trial.report(fromWireMetrics(act.metrics), act.step === undefined ? {} : { step: act.step })
        break
      case "echo":
        heard = await trial.report({ x }, { step: act.step })
        break
      case "tell":
        await trial.note("heard", heard.why)
        break
      case "introduce":
        await trial.note("job", { number: trial.number, seed: trial.seed, fidelity: trial.fidelity, resume: trial.resume?.step })
        break
      case "keep":
        await trial.checkpoint(3, "step-3", 40)
        await trial.artifact("plot.png", "/tmp/plot.png", "image/png")
        await trial.note("size", 1)
        break
      case "take":
        if (heard.action !== "update") break
        x = (heard.config["x"] ?? x) as number
        await trial.applied(heard.rev ?? 0, act.step)
        break
      case "decline":
        if (heard.action === "update") await trial.refused(heard.rev ?? 0, act.why)
        break
      case "mutter":
        void trial.report(fromWireMetrics(act.metrics), { step: act.step })
        break
      case "hang":
        await aborted(trial.signal)
        return undefined
      case "fail":
        throw trial.failure(act.kind, act.text)
      case "crash":
        throw new Error(act.text)
      case "finish":
        return act.metrics === undefined ? undefined : fromWireMetrics(act.metrics)
    }
    if (heard.action === "stop" || heard.action === "pause") return undefined
  }
  return undefined
}

/** The part of a function's trial that a program uses. */
export interface Player {
  readonly number: number
  readonly seed: number
  readonly fidelity?: number
  readonly resume?: { readonly step: number }
  readonly signal: AbortSignal
  report(metrics: Readonly<Record<string, number>>, at: { readonly step?: number }): Promise<Answer>
  applied(rev: number, step?: number): Promise<void>
  refused(rev: number, why: string): Promise<void>
  checkpoint(step: number, path: string, bytes: number): Promise<void>
  artifact(name: string, path: string, media: string): Promise<void>
  note(key: string, value: unknown): Promise<void>
  /** The error that says what kind of failure it is. */
  failure(kind: FailureKind, text: string): Error
}

const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted ? Promise.resolve() : new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }))
