import { existsSync } from "node:fs"
import { hostname } from "node:os"
import { DiapasonError, fault, type EventStore, type SavedState } from "@diapason/core"
import { checkpointsOf, flawOf, isAddress, liesIn, objectsOf, placesOf } from "@diapason/executors"

interface SavedHere {
  readonly store: EventStore
  readonly study: string
  /** The folder for logs and checkpoints of trials. */
  readonly dir: string
  /** Told once of each state that is on another host. */
  readonly say?: ((fault: DiapasonError, saved: SavedState) => void) | undefined
}

/**
 * What is wrong with a saved state, as this host sees it: words where it cannot be restored anywhere; D458 where it may be whole on the
 * host that saved it, and is not here.
 */
export function savedFlaw({ store, study, dir, say }: SavedHere): (saved: SavedState) => Promise<string | DiapasonError | undefined> {
  const hosts = new Map<string, Promise<string | undefined>>()
  return async (saved) => {
    const { trial, step, path } = saved
    if (isAddress(path)) return await addressFlaw(path)
    const ours = liesIn(path, checkpointsOf(dir, study))
    if (existsSync(path)) return ours ? await flawOf(saved) : undefined
    const known = hosts.has(path)
    if (!known) hosts.set(path, otherHost(store, study, dir, saved))
    const host = await hosts.get(path)!
    // What lies elsewhere on this host is kept by whoever runs the trials.
    if (host === undefined) return ours ? await flawOf(saved) : undefined
    const unseen = fault("D458", { trial, step, path, host })
    if (!known) say?.(unseen, saved)
    return unseen
  }
}

/** What is wrong with what is kept at an address. A place that does not answer now says nothing against what it keeps. */
export async function addressFlaw(address: string): Promise<string | undefined> {
  try {
    return await objectsOf(address)?.flaw(address)
  } catch (error) {
    if (error instanceof DiapasonError) return undefined
    throw error
  }
}

/** The host that saved a state, where that is another one and this one does not see its folder: the log of the attempt would lie there too. */
async function otherHost(store: EventStore, study: string, dir: string, { trial, path }: SavedState): Promise<string | undefined> {
  const hosts = new Map<string, string>()
  const sessions = new Map<number, string>()
  let found: { attempt: number; host: string | undefined } | undefined
  for await (const batch of store.read(study, 0)) {
    for (const event of batch) {
      if (event.kind === "session.opened") hosts.set(event.session, event.holder.host)
      else if (event.kind === "trial.started" && event.trial === trial) sessions.set(event.attempt, event.session)
      else if (event.kind === "trial.checkpointed" && event.trial === trial && event.path === path)
        found = { attempt: event.attempt, host: hosts.get(sessions.get(event.attempt) ?? "") }
    }
  }
  if (found?.host === undefined || found.host === hostname()) return undefined
  return existsSync(placesOf(dir, { study, trial, attempt: found.attempt }).log) ? undefined : found.host
}
