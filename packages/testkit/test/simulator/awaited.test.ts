import { replay, type Choose, type Suggestion } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { all, asked, deciding, kinds, open, world, type World } from "./open.ts"

/** The plain study with a sampler that answers after the first trial only when it is let, as one in a thread does. */
function thinker(stopAt = Infinity) {
  const waiting: (() => void)[] = []
  const plain = deciding((step) => (step === stopAt ? "stop" : "continue"))
  const choose: Choose = (definition, ledger) => {
    const { sampler, scheduler } = plain(definition, ledger)
    return {
      scheduler,
      sampler: {
        ...sampler,
        suggest(state, ask) {
          const given = sampler.suggest(state, ask)
          return ask.number === 0 ? given : new Promise<Suggestion>((resolve) => waiting.push(() => resolve(given)))
        },
      },
    }
  }
  return { choose, plain, waiting, answer: () => waiting.shift()!() }
}

/** A session whose first trial runs and whose second is being thought about. */
async function thinking(at: World, stopAt?: number) {
  const mind = thinker(stopAt)
  const session = await open(at, { choose: mind.choose })
  await asked(session)
  const second = session.ask()
  await until(() => mind.waiting.length === 1)
  return { ...mind, session, second }
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i++) await Promise.resolve()
  expect(holds()).toBe(true)
}

describe("while a suggestion is awaited", () => {
  it("reports are answered, decisions carried out and results taken, and the log says what the suggestion saw", async () => {
    const at = world()
    const { session, second, answer, plain } = await thinking(at, 2)
    const basis = session.ledger.seq
    expect(await session.report(0, 1, { loss: 0.5 })).toMatchObject({ action: "continue" })
    expect(await session.report(0, 2, { loss: 0.6 })).toMatchObject({ action: "stop" })
    answer()
    expect(await second).toMatchObject({ kind: "trial", number: 1, why: "0 seen, 1 pending" })
    const events = await all(at.store)
    expect(events.slice(-6).map(({ kind }) => kind)).toEqual([
      ...["trial.reported", "trial.reported", "trial.decided", "trial.finished", "trial.suggested", "trial.started"],
    ])
    expect(events.at(-2)).toMatchObject({ kind: "trial.suggested", basis })
    expect((await replay(at.store, "plain", plain)).difference).toBeUndefined()
  })

  it("a second ask waits for the first, and both get trials of their own", async () => {
    const { session, second, answer, waiting } = await thinking(world())
    const third = session.ask()
    answer()
    expect(await second).toMatchObject({ number: 1 })
    await until(() => waiting.length === 1)
    answer()
    expect(await third).toMatchObject({ number: 2 })
  })

  it("a result that reaches the target ends the study, and nothing more is handed out", async () => {
    const at = world()
    const { choose, answer, waiting } = thinker()
    const session = await open(at, { choose, wanted: { objectives: [{ metric: "loss", direction: "minimize", target: 0.1 }] } })
    await asked(session)
    const second = session.ask()
    await until(() => waiting.length === 1)
    await session.tell(0, { loss: 0.05 })
    answer()
    expect(await second).toMatchObject({ kind: "done", why: "loss has reached 0.1" })
    expect(session.ledger.trials).toHaveLength(1)
  })

  it("a number that another session takes meanwhile is thought about anew", async () => {
    const at = world()
    const { session, second, answer, waiting, plain } = await thinking(at)
    expect(await asked(await open(at, { choose: plain }))).toBe(1)
    answer()
    await until(() => waiting.length === 1)
    answer()
    expect(await second).toMatchObject({ number: 2, why: "0 seen, 2 pending" })
    expect((await replay(at.store, "plain", plain)).difference).toBeUndefined()
    await session.close("over")
  })

  it("closing waits for it, and puts its trial back", async () => {
    const at = world()
    const { session, second, answer } = await thinking(at)
    const closed = session.close("over")
    answer()
    expect(await second).toMatchObject({ kind: "trial", number: 1 })
    await closed
    expect((await kinds(at.store)).slice(-3)).toEqual(["trial.requeued", "trial.requeued", "session.closed"])
  })

  it("a sampler that fails rejects its ask alone", async () => {
    const at = world()
    let fails = true
    const plain = deciding(() => "continue")
    const choose: Choose = (definition, ledger) => {
      const { sampler, scheduler } = plain(definition, ledger)
      const suggest: typeof sampler.suggest = (state, ask) => (fails ? Promise.reject(new RangeError("no")) : sampler.suggest(state, ask))
      return { scheduler, sampler: { ...sampler, suggest } }
    }
    const session = await open(at, { choose })
    await expect(session.ask()).rejects.toThrow(new RangeError("no"))
    fails = false
    expect(await asked(session)).toBe(0)
  })
})
