import type { Job } from "@diapason/core"
import { allocate, deviceLedger, release, type DeviceLedger } from "./device-ledger.ts"
import type { Granted, Resources } from "./resources.ts"
import { processorsHere } from "./system-limits.ts"

/** Hands out the resources of one executor, attempt by attempt. */
interface Grants {
  /** What an attempt may use until it gives it back; undefined when no card is free now. */
  take(job: Job): Grant | undefined
}

interface Grant {
  readonly granted: Granted
  give(): void
}

export function grants({ gpus, cpus, memory }: Resources): Grants {
  let cards: DeviceLedger | undefined = gpus && deviceLedger(gpus.devices.ids.length, gpus.share)
  const processors = cpus === undefined ? [] : processorsHere()
  const load = new Map(processors.map((cpu) => [cpu, 0]))
  const count = (mine: readonly number[], by: number): void => mine.forEach((cpu) => load.set(cpu, load.get(cpu)! + by))
  return {
    take({ memoryFactor = 1 }) {
      const card = cards && allocate(cards)
      if (cards !== undefined && card === undefined) return undefined
      cards = card?.ledger
      // The least used; where trials ask for more than there is, they share.
      const bound = [...processors].sort((a, b) => load.get(a)! - load.get(b)! || a - b).slice(0, cpus)
      count(bound, 1)
      return {
        granted: {
          ...(gpus !== undefined && { gpus: card!.cards.map((n) => gpus.devices.ids[n]!), share: gpus.share }),
          ...(bound.length > 0 && { cpus: bound }),
          ...(memory !== undefined && { memory: Math.floor(memory * memoryFactor) }),
        },
        give() {
          if (card !== undefined) cards = release(cards!, card.cards)
          count(bound, -1)
        },
      }
    },
  }
}
