import {
  createLedger,
  fold,
  memoryStore,
  spaceFromJson,
  verifyChain,
  contains,
  flatten,
  createAbort,
  type StudyEvent,
} from "@diapason/core"
import { expect, test } from "vitest"
import { bigStudy } from "../../src/studies/big-study.ts"
import { oddStudies } from "../../src/studies/odd-studies.ts"

const small = bigStudy({ trials: 2000, points: 20_000, parameters: 12, seed: 3 })

test("a big study is the same at every reading, from any position, and its positions and times are those of a log", () => {
  const all = [...small.events()]
  expect(all.length).toBe(small.length)
  expect(all.every(({ seq, at }, i) => seq === i + 1 && (i === 0 || at >= all[i - 1]!.at))).toBe(true)
  for (const after of [0, 3, 5, 777, small.length - 1, small.length]) expect([...small.events(after)]).toEqual(all.slice(after))
  expect([...bigStudy({ trials: 2000, points: 20_000, parameters: 12, seed: 3 }).events(100)].slice(0, 50)).toEqual(all.slice(100, 150))
})

test("it has trials in every state, about as many reports as were asked for, configurations of its space, and 64 that run at the end", () => {
  const ledger = small.ledger()
  const states = new Map<string, number>()
  for (const trial of ledger.trials) states.set(trial.state, (states.get(trial.state) ?? 0) + 1)
  const share = (state: string): number => (states.get(state) ?? 0) / 2000
  expect(ledger.running.size).toBe(64)
  expect(share("complete")).toBeGreaterThan(0.55)
  expect(share("pruned")).toBeGreaterThan(0.2)
  expect(share("failed")).toBeGreaterThan(0.05)
  const reports = [...small.events()].filter(({ kind }) => kind === "trial.reported").length
  expect(Math.abs(reports / 20_000 - 1)).toBeLessThan(0.1)
  const space = spaceFromJson(ledger.definition.space)
  expect(space.parameters.length).toBe(12)
  for (const { config } of ledger.trials.slice(0, 200)) {
    const flat = flatten(space, config)
    for (const parameter of space.parameters)
      if (flat[parameter.name] !== undefined) expect(contains(parameter, flat[parameter.name]!)).toBe(true)
  }
  const infeasible = ledger.trials.filter(
    (trial) => trial.state === "complete" && ledger.rules.violations(trial.values, trial.config).some((v) => v > 0),
  )
  expect(infeasible.length).toBeGreaterThan(10)
  expect(ledger.front.length).toBe(1)
})

test.each([0, 1, 7, 40])("it may be small: %i trials", (trials) => {
  const one = bigStudy({ trials, points: trials * 5, parameters: 1 })
  const ledger = one.ledger()
  expect(ledger.trials.length).toBe(trials)
  expect(ledger.running.size).toBe(trials === 0 ? 0 : Math.max(1, trials >> 3))
})

test("its store reads it in batches, takes what is appended as what follows, and wakes who watches", async () => {
  const store = small.store({ now: () => 1 })
  const seen: StudyEvent[] = []
  for await (const batch of store.read("big", 1000)) seen.push(...batch)
  expect(seen).toEqual([...small.events(1000)])
  const abort = createAbort()
  const watched = (async () => {
    for await (const batch of store.watch("big", small.length, abort.signal)) return batch
    return []
  })()
  const appended = await store.append("big", [{ kind: "note.set", key: "k", value: 1 }])
  expect(appended).toMatchObject({ outcome: "won", events: [{ seq: small.length + 1 }] })
  expect(await watched).toMatchObject([{ seq: small.length + 1, kind: "note.set" }])
  const headers = []
  for await (const header of store.studies()) headers.push(header)
  expect(headers).toMatchObject([{ study: "big", seq: small.length + 1 }])
})

test.each(Object.entries(oddStudies))("the odd study %s is a whole log that can be folded and kept", async (_, make) => {
  const events = make()
  expect(verifyChain(events)).toMatchObject({ whole: true })
  const ledger = createLedger(events[0]!)
  for (const event of events.slice(1)) fold(ledger, event)
  expect(ledger.seq).toBe(events.length)
  const store = memoryStore({ now: () => 0 })
  expect(await store.append("s", events)).toMatchObject({ outcome: "won" })
  expect(make()).toEqual(events)
})
