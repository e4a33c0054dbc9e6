import type { Holder } from "../event/holder.ts"
import type { Checkpoint } from "../ledger/trial.ts"
import type { LeftBehind } from "./executor.ts"

/** What a session must know of the host: to take over from the dead, and to go on from what was saved. */
export interface Host {
  /** Whether the holder's process still lives; `unknown` for another host. */
  alive(holder: Holder): boolean | "unknown"
  /** Ends what is left of an attempt of a dead session of this host, and resolves when none of it lives. */
  sweep(left: LeftBehind): Promise<void>
  /**
   * What is wrong with a saved state: vanished, empty, cut short. Undefined when it may be restored, as far as can be seen without
   * restoring it. Absent where whoever runs the trials keeps their states.
   */
  flaw?(saved: Checkpoint): Promise<string | undefined>
}
