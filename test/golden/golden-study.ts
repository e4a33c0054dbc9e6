import { choose } from "@diapason/algorithms"
import {
  branch,
  canonicalJson,
  choice,
  float,
  int,
  log,
  memoryStore,
  mix,
  openSession,
  ordinal,
  bool,
  replay,
  sha256,
  space,
  when,
  type Clock,
  type Config,
  type EventStore,
  type Failure,
  type Replayed,
  type Session,
  type StudyEvent,
  type Wanted,
} from "@diapason/core"
import { exp, log as ln, rng, sin, type Rng } from "@diapason/math"

/** What the golden study came to: the hash of everything that was decided, and enough figures to see what a change has moved. */
export interface Golden {
  /** sha256 over the suggestions and decisions, one line of canonical JSON each, in the order of the log. */
  readonly hash: string
  readonly suggestions: number
  readonly decisions: number
  /** Trials by how they ended. */
  readonly ends: Readonly<Record<string, number>>
  /** The lowest loss, as text. */
  readonly best: string
}

/**
 * Plays the golden study: eight trials at a time, in a space with conditions, every kind of parameter and a constraint, tuned
 * by the default sampler and the median rule; some trials fail, and in the middle the study is closed and opened again. Nothing in
 * it knows the host or the time, so every engine must come to the same bits.
 */
export const playGolden = async (trials: number): Promise<Golden> => goldenOf(await play(trials))

/** Plays the golden study and replays its log. */
export async function replayGolden(trials: number): Promise<{ readonly golden: Golden; readonly replayed: Replayed }> {
  const store = await play(trials)
  return { golden: await goldenOf(store), replayed: await replay(store, name, choose) }
}

async function play(trials: number): Promise<EventStore> {
  const clock = stillClock()
  const store = memoryStore(clock)
  const dice = rng(7, 0, "random")
  const wanted = wantedOf(trials)
  await playUntil(await open(store, clock, wanted, "first"), dice, trials / 2, false)
  await playUntil(await open(store, clock, wanted, "second"), dice, trials, true)
  return store
}

const name = "golden"
const slots = 8
const epochs = 9

const wantedOf = (trials: number): Wanted => ({
  name,
  space: space({
    lr: log(1e-5, 1e-1),
    batch: int(16, 512, { scale: "pow2" }),
    depth: int(1, 6),
    width: ordinal(16, 32, 64, 128, 256, 512),
    activation: choice("relu", "gelu", "tanh"),
    dropout: mix(0, float(0.05, 0.6)),
    smoothing: float(0, 0.3, { step: 0.05 }),
    skip: when("depth >= 3", bool()),
    optimizer: branch({
      sgd: { momentum: float(0, 0.99), nesterov: bool() },
      adam: { beta2: float(0.9, 0.9999, { scale: "reverse-log" }) },
    }),
  }).json,
  objectives: [{ metric: "loss", direction: "minimize" }],
  constraints: ["width * depth <= 1536"],
  seed: 20260704,
  sampler: { type: "auto" },
  scheduler: { type: "median" },
  budget: { trials },
  fidelity: { name: "epoch", min: 1, max: epochs },
})

const open = (store: EventStore, clock: Clock, wanted: Wanted, session: string): Promise<Session> =>
  openSession({
    store,
    clock,
    wanted,
    choose,
    session,
    holder: { host: "golden", boot: "0", pid: 1, started: "0" },
    host: { alive: () => true, sweep: () => Promise.resolve() },
    facts: {},
  })

/** Time is what the log says it is; nothing is ever waited for. */
const stillClock = (): Clock => ({ now: () => 1_700_000_000_000, after: () => Promise.resolve(), every: () => undefined })

/** Hands out trials while fewer than `count` were, and lets one of those under way, drawn with `dice`, take its next step; `whole`: until all have ended. */
async function playUntil(session: Session, dice: Rng, count: number, whole: boolean): Promise<void> {
  const running: Run[] = []
  const { ledger } = session
  for (;;) {
    while (running.length < slots && (ledger.trials.length < count || ledger.waiting.size > 0)) {
      const asked = await session.ask()
      if (asked.kind !== "trial") break
      running.push({ number: asked.number, config: asked.config, epoch: 0 })
    }
    // The first half leaves its last trials in the middle: closing requeues them, and the second half begins with them.
    if (running.length === 0 || (running.length < slots && !whole)) return session.close("the golden study pauses here")
    const at = Math.floor(dice.uniform() * running.length)
    if (await isOver(session, running[at]!)) running.splice(at, 1)
  }
}

interface Run {
  readonly number: number
  readonly config: Config
  epoch: number
}

/** One epoch of a trial, or its end. */
async function isOver(session: Session, run: Run): Promise<boolean> {
  const epoch = ++run.epoch
  const failure = failureOf(run)
  if (failure !== undefined) {
    await session.end(run.number, { kind: "failed", failure })
    return true
  }
  if (epoch > epochs) {
    await session.end(run.number, { kind: "done" })
    return true
  }
  const verdict = await session.report(run.number, epoch, metricsOf(run))
  return verdict.action !== "continue"
}

/** Wide nets with large batches run out of memory, and one trial in forty crashes. */
function failureOf({ number, config, epoch }: Run): Failure | undefined {
  if (epoch === 1 && numberIn(config, "width") * numberIn(config, "batch") > 131_072) return { kind: "oom", message: "out of memory" }
  if (epoch === 4 && number % 40 === 17) return { kind: "crash", message: "exit code 1", exit: 1 }
  return undefined
}

/** A made-up training curve: smooth in the parameters, with ripples for noise; a learning rate far too high diverges. */
function metricsOf({ number, config, epoch }: Run): Record<string, number> {
  const optimizer = config["optimizer"] as { readonly use: string; readonly momentum?: number; readonly beta2?: number }
  const bestLr = optimizer.use === "adam" ? ln(1e-3) : ln(2e-2)
  const far = (ln(numberIn(config, "lr")) - bestLr) / 2
  if (far > 1.9 && epoch > 1) return { loss: NaN, accuracy: 0, "grad/norm": Infinity }
  const size = ln(numberIn(config, "width") * numberIn(config, "depth"))
  const floor =
    0.08 * far * far +
    0.02 * (size - 6) * (size - 6) +
    0.3 * (numberIn(config, "dropout") - 0.2) * (numberIn(config, "dropout") - 0.2) +
    (optimizer.use === "sgd" ? 0.2 * (0.9 - optimizer.momentum!) : 40 * (0.999 - optimizer.beta2!) * (0.999 - optimizer.beta2!)) +
    (config["activation"] === "tanh" ? 0.05 : 0) +
    (config["skip"] === false ? 0.03 : 0)
  const ripple = 0.06 * sin(number * 12.9898 + epoch * 78.233)
  const loss = 0.1 + floor + 2.2 * exp(-1.5 * epoch) + ripple
  return { loss, accuracy: exp(-loss), "grad/norm": 1 + far * far }
}

const numberIn = (config: Config, parameter: string): number => config[parameter] as number

async function goldenOf(store: EventStore): Promise<Golden> {
  const decided: string[] = []
  const ends: Record<string, number> = {}
  let best = Infinity
  let suggestions = 0
  for await (const batch of store.read(name, 0)) {
    for (const event of batch) {
      if (event.kind === "trial.suggested") suggestions++
      if (event.kind === "trial.suggested" || event.kind === "trial.decided") decided.push(canonicalJson(unstamped(event)))
      if (event.kind === "trial.reported" && typeof event.metrics["loss"] === "number") best = Math.min(best, event.metrics["loss"])
      const end = endOf(event)
      if (end !== undefined) ends[end] = (ends[end] ?? 0) + 1
    }
  }
  return { hash: sha256(decided.join("\n")), suggestions, decisions: decided.length - suggestions, ends, best: String(best) }
}

/** The event without what ties it to this one log. */
const unstamped = ({ hash: _, at: __, ...fact }: StudyEvent): object => fact

function endOf(event: StudyEvent): string | undefined {
  if (event.kind === "trial.requeued") return `requeued ${event.failure.kind}`
  if (event.kind !== "trial.finished") return undefined
  return event.failure === undefined ? event.state : `${event.state} ${event.failure.kind}`
}
