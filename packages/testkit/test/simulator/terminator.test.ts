import { replay, type Choose, type Terminator } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { asked, kinds, open, world } from "./open.ts"
import { plainChoice } from "./plain-study.ts"

/** Advises to stop once as many trials have finished. */
const after = (count: number): Terminator => ({
  id: "after/1",
  init: () => undefined,
  observe: () => undefined,
  advise: (_, { finished }) => ({ stop: finished.length >= count, why: `${finished.length} of ${count}`, figures: {} }),
})

const ending =
  (count: number): Choose =>
  (definition, ledger) => ({ ...plainChoice(definition, ledger), terminator: after(count) })

describe("a study with a terminator", () => {
  it("ends on its advice, says why and by whom, and replays", async () => {
    const at = world()
    const session = await open(at, { choose: ending(2) })
    for (const trial of [0, 1]) {
      await asked(session)
      await session.tell(trial, { loss: 1 })
    }
    expect(await session.ask()).toEqual({ kind: "done", why: "2 of 2" })
    expect(session.ledger.ended).toBe("2 of 2")
    expect((await kinds(at.store)).filter((kind) => kind === "study.ended")).toHaveLength(1)
    expect((await replay(at.store, "plain", ending(2))).difference).toBeUndefined()
    expect((await replay(at.store, "plain", ending(3))).difference).toMatchObject({ what: "decision", recomputed: "continue" })
    expect((await replay(at.store, "plain", plainChoice)).difference).toMatchObject({ what: "decision" })
  })

  it("lets what runs come to its end, and goes on when it is given more", async () => {
    const at = world()
    const session = await open(at, { choose: ending(1) })
    await asked(session)
    await asked(session)
    await session.tell(0, { loss: 1 })
    expect(await session.ask()).toMatchObject({ kind: "done" })
    await session.tell(1, { loss: 0.5 })
    await session.close("over")
    const more = await open(at, { choose: ending(5), wanted: { budget: { trials: 40 } } })
    expect(await more.ask()).toMatchObject({ kind: "trial", number: 2 })
  })
})
