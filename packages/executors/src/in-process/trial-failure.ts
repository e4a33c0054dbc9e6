import { endingKinds, requeuingKinds, type Failure, type FailureKind } from "@diapason/core"

/** Thrown by an objective to say what kind of failure it met: `throw new TrialFailure("invalid", "depth 9 needs width 64")`. */
export class TrialFailure extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, message: string) {
    super(message)
    this.name = "TrialFailure"
    this.kind = kind
  }
}

/** The failure behind whatever an objective threw. An array that could not be allocated is out of memory; the rest is a crash. */
export function failureOf(thrown: unknown): Failure {
  const { name, message, kind } =
    typeof thrown === "object" && thrown !== null ? (thrown as Partial<TrialFailure>) : ({} as Partial<TrialFailure>)
  if (message === undefined) return { kind: "crash", message: `it threw ${String(thrown)}`, code: "D222" }
  // By name, since it may come from another thread or another copy of the package.
  if (name === "TrialFailure" && kind !== undefined && kinds.includes(kind)) return { kind, message }
  if (name === "RangeError" && message.includes("allocation failed")) return { kind: "oom", message, code: "D218" }
  return { kind: "crash", message: `${name ?? "Error"}: ${message}`, code: "D222" }
}

const kinds: readonly string[] = [...endingKinds, ...requeuingKinds]
