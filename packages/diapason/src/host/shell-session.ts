import { choose } from "@diapason/algorithms"
import { openSession, shellSession, type Config, type EventStore, type Session, type Transfer, type Wanted } from "@diapason/core"
import { recallFor } from "../memory/recall-for.ts"
import { checkpointsOf, flawOf, holderAlive, liesIn, sweep, thisHolder } from "@diapason/executors"
import { systemClock } from "./system-clock.ts"
import { version } from "./version.ts"

interface ShellOptions {
  readonly store: EventStore
  readonly wanted: Wanted
  readonly baselines?: readonly { readonly config: Config; readonly label?: string }[]
  /** Which earlier studies of the store teach it, where it is created; undefined: those that match, where the sampler makes use of them. */
  readonly transfer: Transfer | "off" | undefined
  /** The folder for logs and checkpoints of trials. */
  readonly dir: string
  /** The trial that the command speaks of: others that speak of it wait. */
  readonly trial?: number
}

/**
 * The study as one command of a shell sees it. All commands share one session, which is open for ever: what it was handed waits until
 * it is told, failed or retried, however long that takes. Throws D1xx, D301, D305.
 */
export async function withShell<T>(
  { store, wanted, baselines, transfer, dir, trial }: ShellOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const checkpoints = checkpointsOf(dir, wanted.name)
  const taught = (await recallFor(store, wanted, transfer))?.taught
  const session = await openSession({
    store,
    clock: systemClock,
    wanted,
    ...(baselines !== undefined && { baselines }),
    ...(taught !== undefined && { taught }),
    choose,
    session: shellSession,
    holder: thisHolder(),
    lease: trial === undefined ? "none" : { trial },
    host: {
      alive: holderAlive,
      sweep: (left) => sweep(left, dir),
      flaw: async (saved) => (liesIn(saved.path, checkpoints) ? await flawOf(saved) : undefined),
    },
    facts: { diapason: version, node: process.version, platform: `${process.platform}-${process.arch}`, command: "ask" },
  })
  try {
    return await use(session)
  } finally {
    await session.leave(Promise.resolve())
  }
}
