import { memoryStore, type EventBody, type EventStore } from "@diapason/core"
import { stamped, study } from "@diapason/testkit"
import { createLedger, fold } from "@diapason/core"
import { expect, test } from "vitest"
import { isSound, readAudit } from "../../src/report/audit/audit.ts"
import { materialOf } from "../../src/report/material.ts"
import { chosenSections, pageOf } from "../../src/report/report.ts"
import { flawOf, wordsOf } from "./well-formed.ts"

const holder = { host: "ward-7", boot: "b", pid: 41, started: "0" }
const git = { commit: "4f1c9a2", clean: false }
const crash = { kind: "crash", message: `exited with 3: <script>no data</script>` } as const

/** Everything that an auditor asks for has happened once. */
const history: readonly EventBody[] = [
  study({ name: "risk", facts: { rows: 1200 }, seed: 7 }),
  {
    kind: "session.opened",
    session: "s-1",
    holder,
    facts: { diapason: "0.1.0", node: "v22.1.0", git, data: { "train.csv": "sha256:9b1f" }, command: ["python", "train.py"] },
  },
  { kind: "baseline.enqueued", config: { x: 0.5 }, label: "as before", why: "what the ward uses", by: "ada@ward-7" },
  {
    kind: "trial.suggested",
    trial: 0,
    config: { x: 0.5 },
    why: "given to be tried first: as before",
    by: "baseline",
    basis: 3,
    label: "as before",
  },
  { kind: "trial.started", trial: 0, attempt: 1, session: "s-1" },
  { kind: "trial.requeued", trial: 0, attempt: 1, failure: { kind: "infra", message: "the node went away" }, why: "the machine was lost" },
  { kind: "trial.started", trial: 0, attempt: 2, session: "s-1" },
  { kind: "trial.finished", trial: 0, attempt: 2, state: "complete", metrics: { loss: 0.4 } },
  { kind: "trial.added", trial: 1, config: { x: 0.1 }, state: "failed", metrics: {}, failure: crash },
  { kind: "trial.excluded", trial: 1, why: "a wrong file", by: "bo@ward-7" },
  {
    kind: "study.revised",
    revision: 2,
    space: { x: { type: "float", low: 0, high: 2 } },
    why: "the best lies at the bound",
    by: "s-1",
  },
  { kind: "note.set", key: "approval", value: "EC-2031-17", by: "ada@ward-7", why: "asked for" },
  { kind: "trial.confirmed", trial: 0, repeat: 1, seed: 99, metrics: { loss: 0.41 } },
  { kind: "study.extended", budget: { trials: 12 }, by: "ada@ward-7", why: "two more days" },
  { kind: "session.closed", session: "s-1", why: "done" },
]

async function audited(store: EventStore): Promise<{ readonly page: string; readonly words: string; readonly sound: boolean }> {
  const audit = await readAudit(store, "risk")
  const [created, ...events] = stamped(history)
  const ledger = createLedger(created!)
  for (const event of events) fold(ledger, event)
  const chosen = chosenSections(["audit"])
  const page = pageOf(await materialOf(ledger, chosen, { runners: 0, audit }), chosen)
  return { page, words: wordsOf(page), sound: isSound(audit) }
}

const storeOf = async (bodies: readonly EventBody[]): Promise<EventStore> => {
  const store = memoryStore({ now: () => 1_900_000_000_000 })
  await store.append("risk", bodies)
  return store
}

test("an audit holds who changed what and why, revisions, sessions with commit, data, seeds, failures, runs again, and a place to sign", async () => {
  const { page, words, sound } = await audited(await storeOf(history))
  expect(flawOf(page)).toBeUndefined()
  expect(words).toContain("replay the same")
  expect(sound).toBe(true)
  for (const said of [
    "chain whole : each of 15 events follows from the one before it",
    "1 suggestion and 0 decisions were derived again",
    "2 s-1 the best lies at the bound x float(0, 1) float(0, 2)",
    "ada@ward-7 queued a configuration (as before) what the ward uses",
    "bo@ward-7 excluded trial 1 a wrong file",
    "ada@ward-7 set a note (approval) asked for nothing EC-2031-17",
    "ada@ward-7 set the budget two more days without a limit 12 trials",
    "ward-7, pid 41 4f1c9a2 , with changes that are not in it diapason 0.1.0, node v22.1.0",
    "train.csv sha256:9b1f",
    "rows 1200",
    "The study's seed is 7",
    "infra the node went away run again: the machine was lost",
    "crash exited with 3: <script>no data</script> the trial failed",
    "0 1 99",
    "Signature",
  ])
    expect(words).toContain(said)
})

test("what does not follow from the log is told with both, at its position", async () => {
  const forged = history.map((event) => (event.kind === "trial.suggested" ? { ...event, config: { x: 0.25 } } : event))
  const { words, sound } = await audited(await storeOf(forged))
  expect(sound).toBe(false)
  expect(words).toMatch(/different at position 4 , trial 0: recorded .*0\.25.* derived .*0\.5/)
})

test("a chain that is broken is told with its position, and its head is not offered for signing", async () => {
  const store = await storeOf(history)
  const changed: EventStore = {
    ...store,
    async *read(name, after) {
      for await (const batch of store.read(name, after))
        yield batch.map((event) => (event.kind === "trial.excluded" ? { ...event, why: "a good file" } : event))
    },
  }
  const { words, sound } = await audited(changed)
  expect(sound).toBe(false)
  expect(words).toContain("broken at position 10")
  expect(words).toContain("the chain is broken)")
})
