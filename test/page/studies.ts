import { memoryStore, type Definition, type EventBody, type EventStore } from "@diapason/core"

/** Every page of a study, below its address. */
export const pages = ["", "trials", "trials/0", "curves", "space", "tradeoffs", "schedule", "history", "workers", "activity", "settings"]

/** The studies that the page is looked at with, by name. */
export const studies = {
  names: ["none", "one", "forty", "fails", "narrow", "trade", "<img src=x onerror=alert(1)>"],
  /** In memory, or in another that is empty. */
  async store(store: EventStore = memoryStore({ now: Date.now })): Promise<EventStore> {
    for (const name of studies.names) await store.append(name, logOf(name))
    return store
  },
}

/** Six studies of two samplers, of which the one is better in each pair. */
export async function appendPairs(store: EventStore): Promise<readonly string[]> {
  const names = [1, 2, 3].flatMap((n) => [`tpe-${n}`, `random-${n}`])
  for (const [i, name] of names.entries()) {
    const better = name.startsWith("tpe") ? 0.02 : 0
    const log = played(name, { sampler: { type: name.split("-")[0]! }, seed: i >> 1 }, 30).map((event) =>
      event.kind === "trial.reported" ? { ...event, metrics: { loss: (event.metrics["loss"] as number) - better - i / 1000 } } : event,
    )
    await store.append(name, log)
  }
  return names
}

const lr = { type: "float", low: 1e-5, high: 0.1, scale: "log" } as const
const space = { lr, bs: { type: "ordinal", values: [16, 32, 64] }, opt: { type: "choice", values: ["sgd", "adam"] } } as const

function logOf(name: string): EventBody[] {
  switch (name) {
    case "none":
      return [created(name, {})]
    case "one":
      return played(name, {}, 1)
    case "fails":
      return played(name, {}, 12, () => "oom")
    case "narrow":
      return played(name, { space: { lr } }, 20)
    case "trade":
      return played(
        name,
        {
          objectives: [
            { metric: "loss", direction: "minimize" },
            { metric: "ms", direction: "minimize" },
          ],
        },
        30,
      )
    default:
      return played(name, { fidelity: { name: "epoch", min: 1, max: 9, eta: 3 } }, 40, (n) => (n % 13 === 5 ? "nan" : undefined))
  }
}

const created = (name: string, changed: Partial<Definition>): EventBody => ({
  kind: "study.created",
  definition: {
    name,
    space,
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 7,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: { trials: 60 },
    ...changed,
  },
})

/** A study of `count` trials of nine steps each; the last two run still. `fails` names the failure of a trial. */
function played(
  name: string,
  changed: Partial<Definition>,
  count: number,
  fails: (n: number) => "oom" | "nan" | undefined = () => undefined,
) {
  const narrow = changed.space !== undefined
  const holder = { host: "lab", boot: "b", pid: 1, started: "0" }
  const events: EventBody[] = [created(name, changed), { kind: "session.opened", session: "s", holder, facts: { slots: 2 } }]
  for (let trial = 0; trial < count; trial++) {
    const [u, v] = [((trial * 37) % 101) / 101, ((trial * 53) % 97) / 97]
    const rate = 10 ** (-4.9 + 3.8 * u)
    const config = narrow ? { lr: rate } : { lr: rate, bs: [16, 32, 64][trial % 3]!, opt: trial % 2 === 0 ? "sgd" : "adam" }
    events.push({ kind: "trial.suggested", trial, config, why: "drawn from the prior", by: "random/1", basis: events.length })
    events.push({ kind: "trial.started", trial, attempt: 1, session: "s", ...(changed.fidelity !== undefined && { fidelity: 9 }) })
    const open = count > 2 && trial >= count - 2
    const kind = fails(trial)
    const loss = (step: number): number => 0.2 + (u - 0.6) ** 2 + 0.8 * Math.exp(-step / 3) + 0.05 * v
    for (let step = 1; step <= (open || kind !== undefined ? 4 : 9); step++)
      events.push({ kind: "trial.reported", trial, attempt: 1, step, metrics: { loss: loss(step), ms: 10 + 90 * (1 - u) * v } })
    if (open) continue
    if (kind !== undefined)
      events.push({
        kind: "trial.finished",
        trial,
        attempt: 1,
        state: "failed",
        metrics: {},
        failure: { kind, message: `it ended as ${kind}` },
      })
    else
      events.push({
        kind: "trial.finished",
        trial,
        attempt: 1,
        state: trial % 5 === 3 ? "pruned" : "complete",
        metrics: {},
        ...(trial % 5 === 3 && { why: "rank 9 of 12 at step 9" }),
      })
  }
  return events
}
