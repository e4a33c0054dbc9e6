import type { FailureKind, WireMetrics } from "@diapason/core"

/**
 * What training code does, one act after the other, written as JSON so that the same program can be played in any language. It
 * leaves, as good training code does, as soon as an answer is not `continue`.
 */
export type Act =
  /** Reports and waits for the answer. */
  | { readonly do: "report"; readonly step?: number; readonly metrics: WireMetrics }
  /** Reports the value `x` of its configuration. */
  | { readonly do: "echo"; readonly step: number }
  /** Notes the reason in the last answer, as `heard`. */
  | { readonly do: "tell" }
  /** Notes what it was given: number, seed, fidelity and the step to resume from, as `job`. */
  | { readonly do: "introduce" }
  /** Announces a checkpoint, an artifact and a note. */
  | { readonly do: "keep" }
  /** Takes over the values of the update that was heard, if there was one, and says so; `x` is what is echoed from then on. */
  | { readonly do: "take"; readonly step: number }
  | { readonly do: "decline"; readonly why: string }
  /** Reports and does not wait. */
  | { readonly do: "mutter"; readonly step: number; readonly metrics: WireMetrics }
  /** Waits until it is told to leave. */
  | { readonly do: "hang" }
  | { readonly do: "fail"; readonly kind: FailureKind; readonly text: string }
  | { readonly do: "crash"; readonly text: string }
  | { readonly do: "finish"; readonly metrics?: WireMetrics }
