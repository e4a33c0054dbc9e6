import type { Conducted, End, Signals, Stage } from "./stage.ts"

/** Wakes the loop when a signal comes, and ends the attempts that it concerns. */
export function listen(stage: Stage): () => void {
  const { drain, preempt, interrupt, cancel } = stage.o.signals ?? {}
  const wake = (): void => stage.bell.ring()
  const onPreempt = (): void => (stopAll(stage, "preempt"), wake())
  const onInterrupt = (): void => (stopAll(stage, "interrupt"), wake())
  const onCancel = (): void => (stopAll(stage, "cancel"), wake())
  drain?.addEventListener("abort", wake)
  preempt?.addEventListener("abort", onPreempt)
  interrupt?.addEventListener("abort", onInterrupt)
  cancel?.addEventListener("abort", onCancel)
  return () => {
    drain?.removeEventListener("abort", wake)
    preempt?.removeEventListener("abort", onPreempt)
    interrupt?.removeEventListener("abort", onInterrupt)
    cancel?.removeEventListener("abort", onCancel)
  }
}

/** How the study ends by what the caller has signalled; undefined where it goes on. */
export function signalled({ drain, preempt, interrupt, cancel }: Signals = {}): End | undefined {
  if (cancel?.aborted === true) return { outcome: "cancelled", why: "cancelled by the caller" }
  if (interrupt?.aborted === true) return { outcome: "interrupted", why: "interrupted" }
  if (preempt?.aborted === true) return { outcome: "interrupted", why: "preempted: its trials go on elsewhere" }
  if (drain?.aborted === true) return { outcome: "drained", why: "asked to finish what runs and stop" }
  return undefined
}

/** What attempts are told when the caller ends the study so. */
export const endingOf = (outcome: Conducted["outcome"], { interrupt }: Signals = {}): "preempt" | "interrupt" | "cancel" =>
  outcome === "cancelled" ? "cancel" : interrupt?.aborted === true ? "interrupt" : "preempt"

/** Tells all attempts to end. */
export function stopAll(stage: Stage, how: "preempt" | "interrupt" | "cancel"): void {
  for (const running of stage.attempts.values()) running.stop(how)
}
