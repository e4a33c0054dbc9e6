// What must hold of a study that many have worked on, whatever happened meanwhile.
import { openStore } from "@diapason/stores"
import { diapason, running } from "./besiege.mjs"

/** What is broken, in sentences; nothing where all holds. `complete`: the trials that a worker has said to be complete. */
export async function verdict({ url, folder, trials, complete }) {
  const events = []
  const store = await openStore(url)
  for await (const batch of store.read("crowd", 0)) events.push(...batch)
  await store.close()
  const broken = []
  const same = (what, is, wanted) => JSON.stringify(is) !== JSON.stringify(wanted) && broken.push(what)
  const of = (kind) => events.filter((event) => event.kind === kind)
  const numbers = Array.from({ length: trials }, (_, n) => n)
  same(
    "each number is used once, in order, and the budget is exact",
    of("trial.suggested").map(({ trial }) => trial),
    numbers,
  )
  const started = of("trial.started").map(({ trial, attempt }) => `${trial}.${attempt}`)
  same("an attempt started twice", new Set(started).size, started.length)
  const ends = of("trial.finished")
  same(
    "each trial has one end",
    ends.map(({ trial }) => trial).sort((a, b) => a - b),
    numbers,
  )
  same(
    "a trial did not complete",
    ends.filter(({ state }) => state !== "complete").map(({ trial }) => trial),
    [],
  )
  const positions = events.map(({ seq }) => seq)
  same(
    "positions have gaps",
    positions,
    Array.from(events.keys(), (i) => i + 1),
  )
  const config = new Map(of("trial.suggested").map(({ trial, config }) => [trial, config.x]))
  const said = new Map(of("trial.reported").map(({ trial, attempt, metrics }) => [`${trial}.${attempt}`, metrics.loss]))
  const wrong = ends.filter(({ trial, attempt }) => said.get(`${trial}.${attempt}`) !== config.get(trial)).map(({ trial }) => trial)
  same(`results are not those of their trials: ${wrong.slice(0, 5).join(", ")}`, wrong, [])
  const ended = new Set(ends.map(({ trial }) => trial))
  same(
    "a result that was acknowledged is lost",
    [...complete].filter((trial) => !ended.has(trial)),
    [],
  )
  same("an attempt lives on", running(), [])
  const { code, err } = await diapason(["replay", "crowd", "--store", url], folder)
  if (code !== 0) broken.push(`replay: ${err.trim()}`)
  return { broken, events: events.length, requeued: of("trial.requeued").length, sessions: of("session.opened").length }
}
