import { availableParallelism } from "node:os"
import { fault } from "@diapason/core"
import { canShare, capacity } from "./device-ledger.ts"
import type { Devices } from "./devices.ts"

/** What every trial of a study is given of its machine. */
export interface Resources {
  /** The cards there are, and the share of one trial: 0.5 is two trials on a card, 2 two cards for a trial. */
  readonly gpus?: { readonly devices: Devices; readonly share: number }
  /** Processors, a whole number from 1: by affinity where the system allows it, and told to libraries of arithmetic. */
  readonly cpus?: number
  /** Bytes of memory: as address space. */
  readonly memory?: number
}

/** What one attempt was given, as it is told in `DIAPASON_RESOURCES`. */
export interface Granted {
  readonly gpus?: readonly string[]
  readonly share?: number
  /** Numbers of the processors it is bound to; absent where it is bound to none. */
  readonly cpus?: readonly number[]
  /** Bytes. */
  readonly memory?: number
}

/** What is asked for, and what there is. */
interface Asked {
  /** Trials at one time. */
  readonly slots: number | "auto"
  readonly share?: number
  readonly cpus?: number
  readonly devices: Devices | undefined
}

/**
 * How many trials run at one time. `auto`: one for each share of a card, else one for every two processors, at least one (for every
 * `cpus` of them, where trials have their own). Throws D165 for what this machine cannot grant, D166 for a share that no machine can.
 */
export function slotsFor({ slots, share, cpus, devices }: Asked): { readonly slots: number; readonly why: string } {
  const [processors, cards] = [availableParallelism(), devices?.ids.length ?? 0]
  if (cpus !== undefined && cpus > processors)
    throw fault("D165", { asked: `${cpus} processors`, has: String(processors), mend: `--cpus-per-trial ${processors}` })
  if (share !== undefined) checkShare(share, cards)
  if (share === undefined && (slots !== "auto" || cards === 0)) {
    const own = cpus ?? 2
    const most = Math.max(1, Math.floor(processors / own))
    return slots === "auto" ? { slots: most, why: `one for every ${own} of ${processors} processors` } : { slots, why: "as asked" }
  }
  const most = capacity(cards, share ?? 1)
  if (slots === "auto") return { slots: most, why: `${cards} GPU${cards > 1 ? "s" : ""}, ${share ?? 1} for each trial` }
  if (slots > most) {
    const asked = `${gpus(share ?? 1)}, and ${slots} are to run at one time`
    throw fault("D165", { asked, has: `room for ${most} (${gpus(cards)})`, mend: `--jobs ${most}` })
  }
  return { slots, why: "as asked" }
}

function checkShare(share: number, cards: number): void {
  if (!canShare(share)) throw fault("D166", { share })
  if (share <= cards) return
  if (cards === 0)
    throw fault("D165", {
      asked: gpus(share),
      has: "none that can be seen",
      mend: "leave out --gpus-per-trial; diapason doctor says what is seen",
    })
  if (capacity(cards, share) === 0) throw fault("D165", { asked: gpus(share), has: String(cards), mend: `--gpus-per-trial ${cards}` })
}

const gpus = (n: number): string => `${n} GPU${n > 1 ? "s" : ""}`
