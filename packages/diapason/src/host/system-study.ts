import { randomBytes } from "node:crypto"
import { hostname } from "node:os"
import { choose } from "@diapason/algorithms"
import {
  openSession,
  type Config,
  type DiapasonError,
  type EventStore,
  type Executor,
  type Json,
  type OpenStudy,
  type Recalled,
  type RetryPolicy,
  type SavedState,
  type Session,
  type Transfer,
} from "@diapason/core"
import { holderAlive, samplerThread, sweep, thisHolder } from "@diapason/executors"
import { openStore } from "@diapason/stores"
import { recallFor } from "../memory/recall-for.ts"
import { offloading } from "./offloading.ts"
import { savedFlaw } from "./saved-flaw.ts"
import { samplerProgram } from "./sampler-program.ts"
import { systemClock } from "./system-clock.ts"
import type { Tracing } from "../tracing/tracing.ts"
import { version } from "./version.ts"

/** A study of this process: where it is kept, and how its sessions are opened. */
export interface SystemStudy {
  readonly store: EventStore
  /** What earlier studies teach it; absent where it is there already, or nobody asked for it. */
  readonly recalled?: Recalled
  /** Opens a session; each has a name of its own. */
  open(): Promise<Session>
  /** Ends the thread in which its sampler thinks, and closes the store, if it was opened here. */
  close(): Promise<void>
}

interface SystemStudyOptions {
  /** What is asked for, or that a study is opened as its record has it. */
  readonly wanted: OpenStudy["wanted"]
  /** A store's address or an open store, which stays the caller's to close. */
  readonly store: string | EventStore
  readonly baselines?: readonly { readonly config: Config; readonly label?: string }[]
  /** What becomes of trials whose attempts fail; three more for those lost to the infrastructure by default. */
  readonly retry?: RetryPolicy
  /** Records a changed space or algorithm as a revision, where it would otherwise be refused. */
  readonly extend?: boolean
  /** Which earlier studies of the store teach it; undefined: those that match, where the sampler makes use of them. */
  readonly transfer: Transfer | "off" | undefined
  /** The folder for logs and checkpoints of trials. */
  readonly dir?: string
  /** Where its trials run, when they outlive this process: a dead session that ran them there too is followed on. */
  readonly executor?: Executor
  /** Told of each saved state that is on another host, and cannot be seen from here. */
  readonly unseen?: (fault: DiapasonError, saved: SavedState) => void
  /** What the record should say of this session, beside versions and platform. */
  readonly facts?: Readonly<Record<string, Json>>
  /** Records what it does. */
  readonly tracing?: Tracing
  /** Where its sampler thinks when that takes time: in a thread, so that nothing else waits, unless the caller waits for each answer anyway. */
  readonly thinks?: "aside" | "here"
}

/** Wires a study to this machine: its clock, its processes and threads, its store. Throws D138, D139, and D4xx when the store cannot be opened. */
export async function systemStudy({
  wanted,
  store,
  baselines,
  facts,
  retry,
  extend = false,
  transfer,
  dir = ".diapason",
  executor,
  unseen,
  tracing,
  thinks = "aside",
}: SystemStudyOptions): Promise<SystemStudy> {
  const own = typeof store === "string" ? await openStore(store) : store
  const opened = tracing?.store(own) ?? own
  const close = async (): Promise<void> => (typeof store === "string" ? opened.close() : undefined)
  const recalling = "recorded" in wanted ? Promise.resolve(undefined) : recallFor(opened, wanted, transfer)
  const recalled = await recalling.catch(async (error: unknown) => {
    await close()
    throw error
  })
  const holder = thisHolder()
  const thread = samplerThread(samplerProgram)
  const chooses = thinks === "aside" ? offloading(thread) : choose
  const { name: engine, outliving } = executor ?? {}
  return {
    store: opened,
    ...(recalled !== undefined && { recalled }),
    open: () =>
      openSession({
        store: opened,
        clock: systemClock,
        wanted,
        ...(baselines !== undefined && { baselines }),
        extend,
        ...(recalled?.taught !== undefined && { taught: recalled.taught }),
        choose: tracing?.choose(chooses) ?? chooses,
        ...(retry !== undefined && { retry }),
        session: `${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`,
        holder,
        host: {
          alive: holderAlive,
          async sweep(left) {
            await Promise.all([sweep(left, dir), outliving && executor?.sweep?.(left)])
          },
          ...(outliving !== undefined && { engine: { name: engine!, living: outliving.living } }),
          flaw: savedFlaw({ store: opened, study: wanted.name, dir, say: unseen }),
        },
        facts: { ...machineFacts(), ...facts, ...(outliving !== undefined && { engine: engine! }) },
      }),
    async close() {
      await thread.close()
      await close()
    },
  }
}

const machineFacts = (): Readonly<Record<string, Json>> => ({
  diapason: version,
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
})
