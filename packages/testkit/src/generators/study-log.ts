import {
  origin,
  stamp,
  type ChainHead,
  type Config,
  type Definition,
  type EventBody,
  type Holder,
  type StudyEvent,
  type WireMetrics,
  type WireNumber,
} from "@diapason/core"
import fc from "fast-check"

/** A log as a store would give it back: positions, times a second apart, and an unbroken chain. */
export function stamped(bodies: readonly EventBody[], from: ChainHead = origin): readonly StudyEvent[] {
  let head = from
  return bodies.map((body) => {
    const event = stamp(head, JSON.parse(JSON.stringify(body)) as EventBody, 1000 * (head.seq + 1))
    head = event
    return event
  })
}

/** The creation of a study over one number that minimises `loss`. */
export const study = (changed: Partial<Definition> = {}): EventBody => ({
  kind: "study.created",
  definition: {
    name: "s",
    space: { x: { type: "float", low: 0, high: 1 } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
    ...changed,
  },
})

export const someHolder: Holder = { host: "h", boot: "b", pid: 1, started: "0" }

/**
 * Logs of studies that could have happened: two sessions, trials in every state, pauses, requeues, late words of old attempts, additions,
 * exclusions, wishes of people, notes, what earlier studies teach. Starts with `study.created` of `created`.
 */
export const anyStudyLog = (created: EventBody = study(), maxLength = 60): fc.Arbitrary<readonly EventBody[]> =>
  fc.array(anyMove, { maxLength }).map((moves) => playedOut(created, moves))

/** What a move means depends on what has happened; `pick` and `value` choose among what is possible. */
interface Move {
  readonly what: keyof typeof plays
  readonly pick: number
  readonly value: WireNumber
}

interface Played {
  readonly number: number
  state: "waiting" | "running" | "paused" | "ended"
  attempt: number
  step: number
  updates: number
  failed?: boolean
}

/** A study half way, and the choices of one move. */
interface Scene {
  readonly trials: Played[]
  readonly sessions: string[]
  /** Position of the newest event. */
  readonly seq: number
  readonly pick: number
  readonly metrics: WireMetrics
  readonly config: Config
}

const plays = {
  suggest(scene: Scene): EventBody {
    const { config, seq } = scene
    return { kind: "trial.suggested", trial: enter(scene, "waiting"), config, why: "drawn", by: "random/1", basis: seq }
  },
  start: (scene: Scene) =>
    on(scene, ["waiting", "paused"], (trial) => {
      const resume = trial.state === "paused" ? { resume: trial.step } : {}
      Object.assign(trial, { state: "running", attempt: trial.attempt + 1 })
      return {
        kind: "trial.started",
        trial: trial.number,
        attempt: trial.attempt,
        session: one(scene, scene.sessions) ?? "nobody",
        ...resume,
      }
    }),
  report: (scene: Scene) =>
    on(scene, ["running"], (trial) => {
      trial.step = scene.pick % 7 === 0 ? Math.max(0, trial.step - 2) : trial.step + (scene.pick % 3)
      return { kind: "trial.reported", trial: trial.number, attempt: trial.attempt, step: trial.step, metrics: scene.metrics }
    }),
  finish: (scene: Scene) =>
    on(scene, ["running"], (trial) => {
      trial.state = "ended"
      trial.failed = scene.pick % 4 === 2
      const end = { kind: "trial.finished", trial: trial.number, attempt: trial.attempt } as const
      if (scene.pick % 4 === 1) return { ...end, state: "pruned", metrics: {}, why: "late" }
      if (scene.pick % 4 === 2) return { ...end, state: "failed", metrics: {}, failure: { kind: "oom", message: "no memory" } }
      return { ...end, state: "complete", metrics: scene.metrics }
    }),
  pause: (scene: Scene) =>
    on(scene, ["running"], (trial) => {
      trial.state = "paused"
      return { kind: "trial.decided", trial: trial.number, report: scene.seq, action: "pause", why: "others first", by: "some/1" }
    }),
  requeue: (scene: Scene) =>
    on(scene, ["running"], (trial) => {
      trial.state = "waiting"
      const failure = { kind: scene.pick % 2 === 0 ? "infra" : "interrupted", message: "lost" } as const
      return { kind: "trial.requeued", trial: trial.number, attempt: trial.attempt, failure, why: "lost" }
    }),
  late: (scene: Scene) =>
    on(scene, ["waiting", "running", "paused", "ended"], ({ number, attempt }) => {
      return { kind: "trial.reported", trial: number, attempt: attempt - 1, step: 99, metrics: scene.metrics }
    }),
  adopt: (scene: Scene) =>
    on(scene, ["running"], ({ number, attempt }) => ({
      kind: "trial.adopted",
      trial: number,
      attempt,
      session: one(scene, scene.sessions) ?? "nobody",
    })),
  checkpoint: (scene: Scene) =>
    on(scene, ["running", "paused"], ({ number, attempt, step }) => {
      return { kind: "trial.checkpointed", trial: number, attempt, step, path: `c/${scene.pick}` }
    }),
  update: (scene: Scene) =>
    on(scene, ["running"], (trial) => {
      const restart =
        scene.pick % 3 === 0 ? ({ apply: "restart", from: Math.max(0, trial.step - 1) } as const) : ({ apply: "next-step" } as const)
      trial.updates++
      const { number, attempt, updates: rev } = trial
      return {
        kind: "trial.updated",
        trial: number,
        attempt,
        rev,
        report: scene.seq,
        config: { x: 0.25 },
        ...restart,
        why: "it stood still",
        by: "some/1",
      }
    }),
  apply: (scene: Scene) =>
    on(scene, ["running"], ({ number, attempt, updates, step }) => {
      return { kind: "trial.applied", trial: number, attempt, rev: updates, step }
    }),
  refuse: (scene: Scene) =>
    on(scene, ["running"], ({ number, attempt, updates }) => {
      return { kind: "trial.refused", trial: number, attempt, rev: updates, why: "it cannot" }
    }),
  remove: (scene: Scene) =>
    on(scene, ["running", "paused", "ended"], ({ number, step }) => {
      return { kind: "checkpoint.removed", trial: number, step, path: `c/${scene.pick}`, why: "newer ones are there" }
    }),
  exclude: (scene: Scene) =>
    on(scene, ["waiting", "running", "paused", "ended"], ({ number }) => ({ kind: "trial.excluded", trial: number, why: "by hand" })),
  include: (scene: Scene) =>
    on(scene, ["waiting", "running", "paused", "ended"], ({ number }) => ({ kind: "trial.included", trial: number, why: "by hand" })),
  unwant: (scene: Scene) =>
    on(scene, ["waiting", "running", "paused", "ended"], ({ number }) => ({ kind: "trial.stop", trial: number, ...byHand })),
  retry: (scene: Scene) =>
    on(scene, ["ended"], (trial) => {
      if (trial.failed === true) Object.assign(trial, { state: "waiting", failed: false })
      return { kind: "trial.retried", trial: trial.number, ...(scene.pick % 2 === 0 && { sameSeed: true as const }), ...byHand }
    }),
  confirm: (scene: Scene) =>
    on(scene, ["ended"], ({ number }) => {
      return { kind: "trial.confirmed", trial: number, repeat: 1 + (scene.pick % 3), seed: scene.pick, metrics: scene.metrics }
    }),
  hold: (): EventBody => ({ kind: "study.paused", ...byHand }),
  goOn: (): EventBody => ({ kind: "study.resumed", ...byHand }),
  halt: ({ pick }: Scene): EventBody => ({ kind: "study.stopped", ...(pick % 2 === 0 && { now: true as const }), ...byHand }),
  propose: ({ pick, config }: Scene): EventBody => {
    return { kind: "change.proposed", id: `p${pick % 3}`, events: [{ kind: "baseline.enqueued", config }], ...byHand }
  },
  approve: ({ pick }: Scene): EventBody => ({ kind: "change.approved", id: `p${pick % 3}`, ...byHand }),
  decline: ({ pick }: Scene): EventBody => ({ kind: "change.declined", id: `p${pick % 3}`, ...byHand }),
  add(scene: Scene): EventBody {
    const { config, metrics, pick } = scene
    const reports = [{ step: 1, metrics }]
    const origin = { number: pick }
    return {
      kind: "trial.added",
      trial: enter(scene, "ended"),
      config,
      state: "complete",
      metrics,
      reports,
      ...(pick % 2 === 0 && { origin }),
    }
  },
  open({ sessions, seq }: Scene): EventBody {
    sessions.push(`session-${seq}`)
    return { kind: "session.opened", session: `session-${seq}`, holder: someHolder, facts: { seq } }
  },
  leave(scene: Scene): EventBody | undefined {
    const session = one(scene, scene.sessions)
    const lost = scene.pick % 2 === 0 ? { lost: true as const } : {}
    const outcome = scene.pick % 3 === 0 ? { outcome: "done" as const } : {}
    return session === undefined ? undefined : { kind: "session.closed", session, why: "done", ...lost, ...outcome }
  },
  baseline: ({ config, pick }: Scene): EventBody => ({
    kind: "baseline.enqueued",
    config,
    ...(pick % 2 === 0 ? { label: "mine" } : { origin: [pick] }),
  }),
  extend: ({ pick }: Scene): EventBody => ({ kind: "study.extended", budget: { trials: pick } }),
  teach({ pick, config }: Scene): EventBody {
    const [trials, none] = [[{ flat: config, losses: [pick] }], { matched: ["x"], filled: {}, unused: [], refused: [], near: [] }]
    const account = { study: "other", teaches: true, why: "it has the same goal, and x", trials: 1, of: 1, likeness: 1, ...none }
    return { kind: "study.taught", lessons: [{ study: "other", trials }], accounts: [account], strength: "auto", why: "other (1 trials)" }
  },
  note: ({ pick }: Scene): EventBody => ({ kind: "note.set", key: "k", value: pick }),
}

const byHand = { why: "by hand", by: "ada@lab" }

/** The event of one of the trials in these states, if there is any. */
function on(scene: Scene, states: readonly Played["state"][], play: (trial: Played) => EventBody): EventBody | undefined {
  const trial = one(
    scene,
    scene.trials.filter(({ state }) => states.includes(state)),
  )
  return trial && play(trial)
}

const one = <T>({ pick }: Scene, some: readonly T[]): T | undefined => some[pick % Math.max(1, some.length)]

const enter = ({ trials }: Scene, state: Played["state"]): number =>
  trials.push({ number: trials.length, state, attempt: 0, step: 0, updates: 0 }) - 1

const anyMove: fc.Arbitrary<Move> = fc.record({
  what: fc.constantFrom(
    ...(Object.keys(plays) as Move["what"][]),
    ...(["suggest", "start", "start", "report", "report", "report", "finish"] satisfies Move["what"][]),
  ),
  pick: fc.nat(1000),
  value: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 1, arbitrary: fc.constantFrom("nan" as const, "inf" as const, "-inf" as const, 0.1) },
  ),
})

function playedOut(created: EventBody, played: readonly Move[]): readonly EventBody[] {
  const log: EventBody[] = [created]
  const cast: Pick<Scene, "trials" | "sessions"> = { trials: [], sessions: [] }
  for (const { what, pick, value } of played) {
    const metrics = { loss: value, ...(pick % 3 === 0 && { acc: pick }) }
    const event = plays[what]({ ...cast, seq: log.length, pick, metrics, config: { x: (pick % 100) / 100 } })
    if (event !== undefined) log.push(event)
  }
  return log
}
