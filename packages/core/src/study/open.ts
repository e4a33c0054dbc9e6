import type { Definition } from "../event/definition.ts"
import type { Config } from "../event/config.ts"
import type { EventBody, StudyTaught } from "../event/event.ts"
import type { Holder } from "../event/holder.ts"
import type { Json } from "../event/json.ts"
import { createLedger } from "../ledger/ledger.ts"
import { createRules } from "../ledger/rules.ts"
import { fault } from "../errors/fault.ts"
import { loadSnapshot, saveSnapshot } from "./snapshot.ts"
import { canonicalJson } from "../event/canonical.ts"
import { sha256 } from "../event/sha256.ts"
import { configToday } from "../ledger/revision.ts"
import type { Clock } from "../ports/clock.ts"
import { createAbort } from "../ports/abort.ts"
import type { EventStore, Lease } from "../ports/event-store.ts"
import type { Host } from "../ports/host.ts"
import type { Space } from "../space/space.ts"
import { withDefaults } from "../space/with-defaults.ts"
import { assemble } from "../space/assemble.ts"
import { catchUp, write, type Access } from "./access.ts"
import { changeOf, same } from "./change.ts"
import { createMind, mindOf, type Choose, type Mind } from "./mind.ts"
import { retryPolicy, type RetryPolicy } from "./retry-policy.ts"
import { definitionOf, type Wanted } from "./wanted.ts"
import { leaseKey, leaseTime, takeOver } from "./takeover.ts"

/** How to open a study for writing: created when the store does not hold it, resumed or joined when it does. */
export interface OpenStudy {
  readonly store: EventStore
  readonly clock: Clock
  /** What the caller asks for. On an existing study the parts that are given must agree with the record; the budget may change, and with `extend` the space and the algorithms. */
  readonly wanted: Wanted | Recorded
  /** Tried before the sampler is asked, in order, each once in the life of the study. Missing parameters take their defaults. */
  readonly baselines?: readonly { readonly config: Config; readonly label?: string }[]
  /** What earlier studies teach it, where it is created. */
  readonly taught?: StudyTaught
  /** Records a difference in the space or the algorithms as a revision, where it would otherwise be refused. */
  readonly extend?: boolean
  readonly choose: Choose
  /** What becomes of trials whose attempts fail here; `retryPolicy()` when it is left out. */
  readonly retry?: RetryPolicy
  /** A name for this session that no other session ever has. */
  readonly session: string
  readonly holder: Holder
  /**
   * `none`: many short commands share the session of this name, which is never closed and never counts as dead; with a trial, only
   * one of them at a time may speak of that trial. `alone`: the same for one process at a time, that of a server: what it runs outlives it.
   */
  readonly lease?: "none" | "alone" | { readonly trial: number }
  readonly host: Host
  /** Versions, command, commit, platform: what the record should say of this session. */
  readonly facts: Readonly<Record<string, Json>>
}

/** A study that is there: it is opened as the record has it. */
interface Recorded {
  readonly name: string
  readonly recorded: true
}

interface Opened {
  readonly access: Access
  readonly resumed: boolean
  /** Attempts of dead sessions that were put back into the queue. */
  readonly requeued: number
  /** Sessions other than this one that are alive. */
  readonly others: number
}

/** Opens the study, announces the session, and takes over from sessions that died. Throws D1xx, D301 to D303, D4xx. */
export async function openStudy(o: OpenStudy): Promise<Opened> {
  const study = o.wanted.name
  const found = await readMind(o.store, study, o.choose)
  const mind = found ?? (await create(o, await wantedOf(o)))
  const access: Access = {
    store: o.store,
    clock: storesClock(o),
    study,
    session: o.session,
    mind,
    retry: o.retry ?? retryPolicy(),
    lease: undefined,
    ...(o.host.flaw !== undefined && { flaw: o.host.flaw }),
    listeners: new Set(),
    turn: Promise.resolve(),
  }
  await catchUp(access)
  if (!("recorded" in o.wanted)) changeOf(mind.ledger, o.wanted, o.session, o.extend === true)
  access.lease = await leaseOf(o)
  const { session, holder, facts } = o
  const budget = "recorded" in o.wanted ? undefined : o.wanted.budget
  const extension: EventBody[] = budget === undefined || same(budget, mind.ledger.budget) ? [] : [{ kind: "study.extended", budget }]
  if (o.lease === undefined) await write(access, [{ kind: "session.opened", session, holder, facts }, ...extension])
  else await joinLasting(access, { kind: "session.opened", session, holder, facts, lease: "none" }, extension)
  await revise(access, o)
  if (found !== undefined) await enqueueNew(access, o.baselines)
  const requeued = await takeOver(access, o.holder, o.host)
  const others = [...mind.ledger.sessions.values()].filter(
    (s) => s.closed === undefined && s.lease !== "none" && s.session !== o.session,
  ).length
  if (found !== undefined) void saveSnapshot(o.store, study, mind)
  return { access, resumed: found !== undefined, requeued, others }
}

/** The time that events have: that of the store, where it has a clock of its own. Hosts may disagree by minutes about it. */
const storesClock = ({ clock, store: { skew = 0 } }: OpenStudy): Clock => ({ ...clock, now: () => clock.now() - skew })

/** Records what `extend` allows; where another session was faster, what is left of it. */
async function revise(access: Access, { wanted, session, extend }: OpenStudy): Promise<void> {
  if (extend !== true || "recorded" in wanted) return
  for (;;) {
    const change = changeOf(access.mind.ledger, wanted, session, true)
    if (change === undefined) return
    const { outcome } = await write(access, [change], `revision/${change.revision}`)
    if (outcome !== "taken") return
  }
}

/** Enqueues what is to be tried first and was not asked for yet, whatever came of it. */
async function enqueueNew(access: Access, baselines: OpenStudy["baselines"] = []): Promise<void> {
  const { ledger } = access.mind
  const tried = ledger.trials.filter(({ by }) => by === "baseline").map((trial) => configToday(ledger, trial))
  const known = new Set([...ledger.baselines.map(({ config }) => config), ...tried].map(canonicalJson))
  for (const event of baselineEvents(ledger.space, baselines)) {
    const key = canonicalJson(event.config)
    if (!known.has(key)) await write(access, [event], `baseline/${sha256(key)}`)
    known.add(key)
  }
}

type Enqueued = Extract<EventBody, { kind: "baseline.enqueued" }>

const baselineEvents = (space: Space, baselines: OpenStudy["baselines"] = []): readonly Enqueued[] =>
  baselines.map(({ config, label }) => ({
    kind: "baseline.enqueued",
    config: assemble(space, withDefaults(space, config)),
    ...(label !== undefined && { label }),
  }))

/** Throws D305 when another process speaks of that trial and does not come to its end, D420 when another server conducts the study. */
async function leaseOf({ store, wanted, session, holder, lease, host, clock }: OpenStudy): Promise<Lease | "none"> {
  if (lease === "none") return lease
  const key = typeof lease === "object" ? `${wanted.name}/shell/${lease.trial}` : leaseKey(wanted.name, session)
  for (let tries = 0; ; tries++) {
    const taken = await store.leases.take(key, holder, leaseTime)
    if (!("held" in taken)) return taken
    if (lease === undefined) throw new Error(`the session name ${session} is in use`)
    const mine = lease === "alone" && same(taken.holder, holder)
    if (mine || host.alive(taken.holder) === false) {
      const over = await store.leases.take(key, holder, leaseTime, taken.token)
      if (!("held" in over)) return over
    }
    if (lease === "alone") throw fault("D420", { study: wanted.name, pid: taken.holder.pid, host: taken.holder.host })
    if (tries >= patience) throw fault("D305", { study: wanted.name, trial: lease.trial, pid: taken.holder.pid, host: taken.holder.host })
    await clock.after(pause, never)
  }
}

/** Five seconds in all: what is said of a trial is written in a few milliseconds. */
const patience = 250
const pause = 20
const never = createAbort().signal

/** Of all commands only the first opens their session. */
async function joinLasting(access: Access, opening: EventBody, extension: readonly EventBody[]): Promise<void> {
  // What was said of a trial before this command had its turn counts.
  await catchUp(access)
  if (!access.mind.ledger.sessions.has(access.session)) await write(access, [opening], `session/${access.session}`)
  if (extension.length > 0) await write(access, extension)
}

/** The mind of an existing study, from its snapshot where there is one and the log from there; undefined when there is no such study. */
export async function readMind(store: EventStore, study: string, choose: Choose): Promise<Mind | undefined> {
  const snapshot = await loadSnapshot(store, study)
  const mind = snapshot === undefined ? await firstMind(store, study, choose) : mindOf(snapshot, choose)
  if (mind === undefined) return undefined
  await catchUp(reader(store, study, mind))
  return mind
}

async function firstMind(store: EventStore, study: string, choose: Choose): Promise<Mind | undefined> {
  for await (const batch of store.read(study, 0)) {
    const first = batch[0]
    if (first !== undefined) return createMind(first, choose)
  }
  return undefined
}

/** Enough of an access to fold with; it can write nothing. */
function reader(store: EventStore, study: string, mind: Mind): Access {
  const clock: Clock = { now: () => mind.ledger.at, after: () => Promise.resolve(), every: () => undefined }
  return { store, clock, study, session: "", mind, retry: retryPolicy(), lease: undefined, listeners: new Set(), turn: Promise.resolve() }
}

/** Throws D303: what is not there cannot be opened as it is recorded. */
async function wantedOf({ store, wanted }: OpenStudy): Promise<Wanted> {
  if (!("recorded" in wanted)) return wanted
  const known: string[] = []
  for await (const { study } of store.studies()) known.push(study)
  throw fault("D303", { study: wanted.name, known })
}

async function create(o: OpenStudy, wanted: Wanted): Promise<Mind> {
  const definition = definitionOf(wanted)
  const { space } = createRules(definition)
  const baselines = baselineEvents(space, o.baselines)
  const canonical: Definition = { ...definition, space: space.json }
  const created: EventBody = { kind: "study.created", definition: canonical }
  // What cannot be chosen is refused before anything is written.
  o.choose(canonical, createLedger({ ...created, seq: 1, at: o.clock.now(), hash: "" }))
  await o.store.append(definition.name, [created, ...(o.taught === undefined ? [] : [o.taught]), ...baselines], { once: "study" })
  const mind = await readMind(o.store, definition.name, o.choose)
  if (mind === undefined) throw new Error("the study is not in the store that has just taken it")
  return mind
}
