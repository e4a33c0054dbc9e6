import type { Holder } from "../event/holder.ts"
import type { DiapasonError } from "../errors/fault.ts"
import type { SavedState } from "../ledger/in-force.ts"
import type { LeftBehind, Outliving } from "./executor.ts"

/** What a session must know of the host: to take over from the dead, and to go on from what was saved. */
export interface Host {
  /** Whether the holder's process still lives; `unknown` for another host. */
  alive(holder: Holder): boolean | "unknown"
  /** Ends what is left of an attempt of a dead session of this host, and resolves when none of it lives. */
  sweep(left: LeftBehind): Promise<void>
  /**
   * The engine that attempts of this process go on in without it, by the name that `session.opened` has as its fact `engine`. Sessions
   * that used another one are left alone when they die: what they run cannot be seen from here.
   */
  readonly engine?: { readonly name: string } & Pick<Outliving, "living">
  /**
   * What is wrong with a saved state: vanished, empty, cut short. Undefined when it may be restored, as far as can be seen without
   * restoring it. D458 where it may be whole on another host and is not here: the trial is left to that. Absent where whoever runs the
   * trials keeps their states.
   */
  flaw?(saved: SavedState): Promise<string | DiapasonError | undefined>
}
