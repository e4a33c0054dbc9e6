import { createAbort } from "../ports/abort.ts"
import type { Signal } from "../ports/signal.ts"
import type { Access } from "./access.ts"
import { leaseTime } from "./takeover.ts"

/**
 * Renews the lease a few times in its time; a lease that is lost is dropped, and every later write is refused. One that cannot be renewed
 * for `patience` has lapsed, where the session `runs` what it asks for.
 */
export function keepAlive(access: Access, runs: boolean): { readonly lapsed: Signal; abort(): void } {
  const { clock } = access
  const [life, lapse] = [createAbort(), createAbort()]
  let armed = createAbort()
  const beat = async (): Promise<void> => {
    const { lease } = access
    if (lease === undefined || lease === "none") return
    // Counted from before it is asked: how long the answer takes is not known.
    const next = fuse()
    if (!(await access.store.leases.renew(lease, leaseTime)) && !life.signal.aborted) access.lease = undefined
    armed.abort()
    armed = next
  }
  const fuse = (): typeof armed => {
    const cut = createAbort()
    if (runs && !life.signal.aborted) clock.every(patience, () => void burnt(cut), cut.signal)
    return cut
  }
  /** A process that was frozen asks once more: the lease may still be its own. */
  const burnt = async (mine: typeof armed): Promise<void> => {
    if (mine !== armed || life.signal.aborted) return
    const answered = createAbort()
    await Promise.race([beat().catch(() => undefined), clock.after(lastCall, answered.signal)])
    answered.abort()
    if (mine === armed && !life.signal.aborted) lapse.abort()
  }
  armed = fuse()
  life.signal.addEventListener("abort", () => armed.abort())
  // A store that does not answer now is asked again at the next beat; the lease outlasts several.
  clock.every(leaseTime / 4, () => void beat().catch(() => undefined), life.signal)
  return { lapsed: lapse.signal, abort: life.abort }
}

/** Milliseconds without a renewal after which what runs is ended: ten seconds' grace, and some, are left of the lease then. */
const patience = leaseTime * 0.6
const lastCall = 2000
