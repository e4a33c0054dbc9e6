import {
  DiapasonError,
  fault,
  openSession,
  type Clock,
  type EventStore,
  type Json,
  type OpenStudy,
  type Session,
  type StudyTaught,
  type Wanted,
} from "@diapason/core"
import { conductedStudy, serverSession, type ConductedStudy } from "./conducted-study.ts"
import type { Conductor } from "./conductor.ts"

/**
 * The studies that this server conducts. Each is opened when its first trial is asked for or spoken of, in a session called `server` that
 * is never closed: what it has handed out goes on when the server starts again. A lease of the store sees to it that only one server at
 * a time conducts a study.
 */
export interface ConductedStudies {
  /** Does something with a study. Throws D303, D420 where another server conducts it, D427, D4xx. */
  with<T>(study: string, work: (study: ConductedStudy) => Promise<T>): Promise<T>
  /** Creates a study, which earlier ones of the store teach unless `alone`, or finds that it is there just so. Throws D1xx, D301, D302, D427, D4xx. */
  create(wanted: Wanted, how: Creation): Promise<{ readonly created: boolean }>
  /** The folder for what a trial writes. Throws D427. */
  trialFolder(study: string, trial: number): string
  /** Throws D410 where a worker says that it has saved to a place of another trial. */
  checkPlace(study: string, trial: number, path: string): void
  readonly artifactLimit: number
  readonly attemptToken: Conductor["attemptToken"]
  /** Leaves all of them; what runs goes on with the next server. */
  close(): Promise<void>
}

interface Creation {
  readonly alone: boolean
  /** What the record should say beside what it says of the server. */
  readonly facts: Readonly<Record<string, Json>>
  /** Tried first, in order. */
  readonly baselines: NonNullable<OpenStudy["baselines"]>
}

interface Parts {
  readonly store: EventStore
  readonly clock: Clock
  /** Absent: this server only shows. */
  readonly conductor?: Conductor
}

export function conductedStudies({ store, clock, conductor }: Parts): ConductedStudies {
  const known = new Map<string, Promise<ConductedStudy>>()
  const open = (study: string): Promise<ConductedStudy> => {
    const found = known.get(study)
    if (found !== undefined) return found
    const opening = sessionOf(study, { name: study, recorded: true }, "alone").then((session) => conductedStudy(session, clock))
    known.set(study, opening)
    opening.catch(() => known.delete(study))
    return opening
  }
  const sessionOf = async (
    study: string,
    wanted: Wanted | { name: string; recorded: true },
    lease: "none" | "alone",
    more: { readonly taught?: StudyTaught; readonly facts?: Creation["facts"]; readonly baselines?: Creation["baselines"] } = {},
  ): Promise<Session> => {
    const { taught, baselines } = more
    if (conductor === undefined) throw fault("D427", { study })
    const { holder, host, choose, retry, facts } = conductor
    return openSession({
      store,
      clock,
      wanted,
      choose,
      session: serverSession,
      holder,
      host,
      lease,
      facts: { ...facts, ...more.facts },
      ...(baselines !== undefined && { baselines }),
      ...(retry !== undefined && { retry }),
      ...(taught !== undefined && { taught }),
    })
  }
  /** A session that has lost its lease is of no more use; the study may be open again, or belong to another server by now. */
  const drop = (study: string, lost: Promise<ConductedStudy>): Promise<void> => {
    if (known.get(study) === lost) known.delete(study)
    return lost.then((it) => it.close())
  }
  return {
    async with(study, work) {
      const opening = open(study)
      const first = await opening
      try {
        const value = await work(first)
        if (!first.session.fenced) return value
      } catch (error) {
        if (!first.session.fenced || !isFenced(error)) throw error
      }
      await drop(study, opening)
      return work(await open(study))
    },
    async create(wanted, { alone, facts, baselines }) {
      const taught = alone ? undefined : await conductor?.recall?.(store, wanted)
      const session = await sessionOf(wanted.name, wanted, "none", { ...(taught !== undefined && { taught }), facts, baselines })
      await session.leave(Promise.resolve())
      return { created: !session.resumed }
    },
    trialFolder(study, trial) {
      if (conductor === undefined) throw fault("D427", { study })
      return conductor.trialFolder(study, trial)
    },
    checkPlace(study, trial, path) {
      if (conductor?.mayKeep(study, trial, path) !== true)
        throw fault("D410", { where: "the body path", detail: "it is a place of another trial" })
    },
    artifactLimit: conductor?.artifactLimit ?? 10 * 2 ** 30,
    attemptToken: conductor?.attemptToken,
    async close() {
      const studies = await Promise.allSettled(known.values())
      known.clear()
      await Promise.all(studies.map(async (study) => study.status === "fulfilled" && study.value.close()))
    },
  }
}

const isFenced = (error: unknown): boolean => error instanceof DiapasonError && error.code === "D304"
