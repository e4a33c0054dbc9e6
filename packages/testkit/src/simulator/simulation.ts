import {
  type Breaker,
  type RetryPolicy,
  conduct,
  memoryStore,
  openSession,
  type Choose,
  type Conducted,
  type Config,
  type EventStore,
  type Executor,
  type Holder,
  type Host,
  type Idle,
  type Signals,
  type Wanted,
} from "@diapason/core"
import { virtualClock, type VirtualClock } from "./virtual-clock.ts"

/** Conductors that share a study on one virtual clock: what takes a cluster a night takes milliseconds here. */
export interface Simulation {
  readonly clock: VirtualClock
  readonly store: EventStore
  /** Starts a conductor; several may run at one time. It ends with the study, or never when it is killed. */
  start(o: StartConductor): Promise<Conducted>
  /** The process of a conductor is gone: others on its host see that at once. */
  kill(pid: number): void
}

export interface StartConductor {
  readonly wanted: Wanted
  readonly choose: Choose
  readonly executor: Executor
  /** Attempts at one time. */
  readonly slots: number
  /** The store as this conductor sees it; by default the simulation's own. */
  readonly store?: EventStore
  /** Identifies the conductor's process; by default each has its own. */
  readonly pid?: number
  readonly host?: string
  readonly canary?: boolean
  readonly breaker?: Breaker
  readonly retry?: RetryPolicy
  readonly signals?: Signals
  /** GPUs that it grants to each trial. */
  readonly gpus?: number
  readonly idle?: (idle: Idle | undefined) => void
  readonly baselines?: readonly { readonly config: Config; readonly label?: string }[]
}

export function simulation(clock = virtualClock(), store: EventStore = memoryStore(clock)): Simulation {
  const dead = new Set<number>()
  let processes = 0
  let sessions = 0
  return {
    clock,
    store,
    kill: (pid) => void dead.add(pid),
    start({ wanted, choose, executor, slots, pid = ++processes, host = "simulated", store: seen = store, ...more }) {
      const { canary, breaker, retry, signals, baselines, gpus, idle } = more
      const holder: Holder = { host, boot: "boot", pid, started: "0" }
      return conduct({
        open: () =>
          openSession({
            store: seen,
            clock,
            wanted,
            choose,
            session: `session-${++sessions}`,
            holder,
            host: { ...hostOf(holder, dead), ...engineOf(executor), sweep: async (left) => executor.sweep?.(left) },
            facts: { ...(executor.outliving !== undefined && { engine: executor.name }), ...(gpus !== undefined && { grants: { gpus } }) },
            ...(retry !== undefined && { retry }),
            ...(baselines !== undefined && { baselines }),
          }),
        executor,
        clock,
        slots,
        ...(canary !== undefined && { canary }),
        ...(breaker !== undefined && { breaker }),
        ...(signals !== undefined && { signals }),
        ...(idle !== undefined && { idle }),
      })
    },
  }
}

const engineOf = ({ name, outliving }: Executor): Pick<Host, "engine"> =>
  outliving === undefined ? {} : { engine: { name, living: outliving.living } }

const hostOf = (me: Holder, dead: ReadonlySet<number>): Pick<Host, "alive"> => ({
  alive: (holder) => (holder.host === me.host ? !dead.has(holder.pid) : "unknown"),
})
