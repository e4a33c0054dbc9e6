import { describe, it } from "vitest"
import { claimLaws } from "./event-store/claims.ts"
import { keepingLaws } from "./event-store/keeping.ts"
import { lastingLaws } from "./event-store/lasting.ts"
import type { OpenLasting, OpenStore, StoreLaw } from "./event-store/law.ts"
import { leaseLaws } from "./event-store/leases.ts"
import { logLaws } from "./event-store/log.ts"
import { watchLaws } from "./event-store/watching.ts"

/** Everything a store owes, whether it lasts or not. Each law opens stores of its own. */
export const storeLaws: readonly StoreLaw[] = [...logLaws, ...claimLaws, ...leaseLaws, ...watchLaws, ...keepingLaws]

/** What a store that lasts owes besides. */
export const lastingStoreLaws: readonly StoreLaw<OpenLasting>[] = lastingLaws

/**
 * Registers a test for each law with Vitest; the whole test of a store is one call. `exempt` names the laws that cannot be kept,
 * each with its reason, which is printed.
 */
export function eventStoreLaws(name: string, open: OpenStore, exempt: Readonly<Record<string, string>> = {}): void {
  describe(`${name} keeps the laws of an event store`, () => register(storeLaws, open, exempt))
}

/** As `eventStoreLaws`, with the laws of a store that can be closed and opened again. */
export function lastingEventStoreLaws(name: string, open: OpenLasting, exempt: Readonly<Record<string, string>> = {}): void {
  eventStoreLaws(name, open, exempt)
  describe(`${name} keeps the laws of a store that lasts`, () => register(lastingStoreLaws, open, exempt))
}

function register<Open>(laws: readonly StoreLaw<Open>[], open: Open, exempt: Readonly<Record<string, string>>): void {
  for (const { name, hold } of laws) {
    const reason = exempt[name]
    if (reason === undefined) it(name, () => hold(open))
    else it.skip(`${name} (${reason})`, () => undefined)
  }
}
