import { canonicalJson, flatToday, mindOf, loadSnapshot, readMind, replay, saveSnapshot, type Wanted } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { asked, kinds, open, world } from "./open.ts"
import { plainChoice } from "./plain-study.ts"

const wider: Partial<Wanted> = { space: { x: { type: "float", low: 0, high: 4 }, y: { type: "bool", was: false } } }
const narrower: Partial<Wanted> = { space: { x: { type: "float", low: 0, high: 0.5 } } }

describe("a study that is revised", () => {
  it("while another session runs: each trial keeps the revision that it was thought of in, and all replays", async () => {
    const at = world()
    const one = await open(at)
    await asked(one)
    await one.tell(0, { loss: 0.5 })
    expect(await asked(one)).toBe(1)
    const other = await open(at, { wanted: wider, extend: true })
    await one.tell(1, { loss: 0.4 })
    expect(await asked(one)).toBe(2)
    expect(await asked(other)).toBe(3)
    await other.close("over")
    await one.close("over")
    expect(other.ledger.trials.map(({ revision = 1 }) => revision)).toEqual([1, 1, 2, 2])
    expect(Object.keys(other.ledger.trials[2]!.config)).toEqual(["x", "y"])
    expect(flatToday(other.ledger, other.ledger.trials[0]!)).toEqual({ ...other.ledger.trials[0]!.config, y: false })
    expect(await replay(at.store, "plain", plainChoice)).toMatchObject({ suggestions: 4 })
    expect((await replay(at.store, "plain", plainChoice)).difference).toBeUndefined()
  })

  it("by two sessions at one time is revised once, and what runs in an earlier space goes on", async () => {
    const at = world()
    const first = await open(at)
    await asked(first)
    await first.close("over")
    const [one, other] = await Promise.all([open(at, { wanted: wider, extend: true }), open(at, { wanted: wider, extend: true })])
    expect((await kinds(at.store)).filter((kind) => kind === "study.revised")).toHaveLength(1)
    expect(await one.ask()).toMatchObject({ number: 0, attempt: 2, config: { x: expect.any(Number) as number, y: false } })
    await one.tell(0, { loss: 1 })
    await Promise.all([one.close("over"), other.close("over")])
    expect((await replay(at.store, "plain", plainChoice)).difference).toBeUndefined()
  })

  it("is the same from its log and from a snapshot, with trials that lie outside", async () => {
    const at = world()
    const first = await open(at)
    for (let n = 0; n < 6; n++) await first.tell(await asked(first), { loss: 1 / (n + 1) })
    await first.close("over")
    const second = await open(at, { wanted: narrower, extend: true })
    const [inside, all] = [second.ledger.trials.filter((trial) => flatToday(second.ledger, trial) !== undefined), second.ledger.trials]
    expect(inside.length).toBeGreaterThan(0)
    expect(inside.length).toBeLessThan(all.length)
    const trial = await second.ask()
    expect(trial).toMatchObject({ why: `${inside.length} seen, 0 pending` })
    await second.close("over")
    const mind = (await readMind(at.store, "plain", plainChoice))!
    expect(await saveSnapshot(at.store, "plain", mind, 1)).toBe(true)
    const loaded = (await loadSnapshot(at.store, "plain"))!
    expect({ ...loaded, rules: undefined }).toEqual({ ...mind.ledger, rules: undefined })
    expect(canonicalJson(mindOf(loaded, plainChoice).states as never)).toBe(canonicalJson(mind.states as never))
    const third = await open(at, { wanted: narrower })
    expect(await third.ask()).toMatchObject({ number: 6, attempt: 2 })
  })
})
