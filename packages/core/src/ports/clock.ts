import type { Signal } from "./signal.ts"

/** Time as a value: real in a process, virtual in the simulator. Nothing in the core looks at any other clock. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /** Resolves after `ms` milliseconds, or at once when `signal` is aborted. Never rejects. */
  after(ms: number, signal?: Signal): Promise<void>
  /** Calls `tick` every `ms` milliseconds until `signal` is aborted; in a real process this alone does not keep it alive. */
  every(ms: number, tick: () => void, signal: Signal): void
}
