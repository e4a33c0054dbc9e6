import type { Choose, Failure, Host, Sampler, Scheduler, Session } from "@diapason/core"
import { describe, expect, test } from "vitest"
import { all, asked, deciding, open, world } from "./open.ts"

/** A host that finds these paths torn, and says which it was asked of. */
function finding(...torn: readonly string[]): { readonly flaw: NonNullable<Host["flaw"]>; readonly seen: string[] } {
  const seen: string[] = []
  return {
    seen,
    flaw({ path, bytes }) {
      seen.push(bytes === undefined ? path : `${path} ${bytes}`)
      return Promise.resolve(torn.includes(path) ? "it is cut short" : undefined)
    },
  }
}

/** A study whose first trial has saved at steps 1 and 2 and was put back. */
async function putBack(flaw: Host["flaw"]): Promise<{ readonly session: Session; readonly at: ReturnType<typeof world> }> {
  const at = world()
  const session = await open(at, { ...(flaw !== undefined && { flaw }) })
  await asked(session)
  for (const step of [1, 2]) {
    await session.report(0, step, { loss: 0.5 })
    await session.checkpoint(0, step, `/c/${step}`, 100 + step)
  }
  await session.fail(0, { kind: "interrupted", message: "again" })
  return { session, at }
}

const unreadable: Failure = { kind: "checkpoint", message: "bad magic number" }

describe("a saved state is looked at before its trial goes on from it", () => {
  test("and the one before a torn one is used, which the log and the answer say", async () => {
    const { flaw, seen } = finding("/c/2")
    const { session, at } = await putBack(flaw)
    const answer = await session.ask()
    expect(answer).toMatchObject({ number: 0, attempt: 2, resume: { step: 1, path: "/c/1" } })
    expect(answer).toMatchObject({
      torn: ["What was saved at step 2, and trial 0 was to go on from, cannot be restored: it is cut short (/c/2)."],
    })
    expect(seen).toEqual(["/c/2 102", "/c/1 101"])
    expect((await all(at.store)).filter(({ kind }) => kind === "checkpoint.removed")).toMatchObject([
      { trial: 0, step: 2, path: "/c/2", why: "it is cut short" },
    ])
  })

  test("and where all are torn the trial begins again", async () => {
    const { session } = await putBack(finding("/c/1", "/c/2").flaw)
    const answer = await session.ask()
    expect(answer).toMatchObject({ number: 0, attempt: 2 })
    expect(answer).not.toHaveProperty("resume")
  })

  test("and nothing is said of one that is whole", async () => {
    const answer = await (await putBack(finding().flaw)).session.ask()
    expect(answer).toMatchObject({ resume: { step: 2, path: "/c/2" } })
    expect(answer).not.toHaveProperty("torn")
  })

  test("so that a paused trial whose states are all torn begins again, too", async () => {
    const next: Scheduler["next"] = (_, { paused }) =>
      paused.size > 0 ? { do: "resume", trial: 0, fidelity: 3 } : { do: "start", fidelity: 1 }
    const session = await open(world(), { choose: deciding(() => "pause", next), flaw: finding("/c/1").flaw })
    await asked(session)
    await session.checkpoint(0, 1, "/c/1")
    await session.report(0, 1, { loss: 0.5 })
    const answer = await session.ask()
    expect(answer).toMatchObject({ number: 0, attempt: 2, fidelity: 3 })
    expect(answer).not.toHaveProperty("resume")
  })

  test("so that a child is born with what its parent had saved before, or with what the scheduler chooses then", async () => {
    const next: Scheduler["next"] = (_, { trials }) => {
      const step = trials[0]?.checkpoints.at(-1)?.step
      return { do: "start", ...(step !== undefined && { parent: { trial: 0, step } }) }
    }
    const session = await open(world(), { choose: deciding(() => "continue", next), flaw: finding("/c/2", "/c/1").flaw })
    await asked(session)
    for (const step of [1, 2]) await session.checkpoint(0, step, `/c/${step}`)
    const answer = await session.ask()
    expect(answer).toMatchObject({ number: 1, attempt: 1, torn: [{}, {}].map(() => expect.stringContaining("cut short") as string) })
    expect(answer).not.toHaveProperty("resume")
    expect(session.ledger.trials[1]).not.toHaveProperty("parent")
  })

  test("so that a child that was put back goes on from what its parent had saved before", async () => {
    const torn: string[] = []
    const next: Scheduler["next"] = (_, { trials }) => ({ do: "start", ...(trials.length > 0 && { parent: { trial: 0, step: 2 } }) })
    const flaw: Host["flaw"] = ({ path }) => Promise.resolve(torn.includes(path) ? "it has vanished" : undefined)
    const session = await open(world(), { choose: deciding(() => "continue", next), flaw })
    await asked(session)
    for (const step of [1, 2]) await session.checkpoint(0, step, `/c/${step}`)
    expect(await session.ask()).toMatchObject({ number: 1, resume: { step: 2, path: "/c/2" } })
    await session.fail(1, { kind: "interrupted", message: "again" })
    torn.push("/c/2")
    expect(await session.ask()).toMatchObject({ number: 1, attempt: 2, resume: { step: 1, path: "/c/1" }, parent: 0 })
    await session.fail(1, { kind: "interrupted", message: "again" })
    torn.push("/c/1")
    const last = await session.ask()
    expect(last).toMatchObject({ number: 1, attempt: 3 })
    expect(last).not.toHaveProperty("resume")
    expect(last).not.toHaveProperty("parent")
  })
})

describe("an attempt that could not restore what it was to go on from", () => {
  test("is followed once by one from the state before; the second time its trial fails", async () => {
    const { session, at } = await putBack(undefined)
    expect(await session.ask()).toMatchObject({ resume: { step: 2 } })
    await session.end(0, { kind: "failed", failure: unreadable })
    expect(session.ledger.trials[0]).toMatchObject({ state: "waiting", unreadable: 1 })
    expect(await session.ask()).toMatchObject({ number: 0, attempt: 3, resume: { step: 1, path: "/c/1" } })
    await session.fail(0, unreadable)
    expect(session.ledger.trials[0]).toMatchObject({ state: "failed", failure: unreadable })
    expect((await all(at.store)).find(({ kind }) => kind === "checkpoint.removed")).toMatchObject({
      path: "/c/2",
      why: "trial 0 could not restore it: bad magic number",
    })
  })

  test("fails its trial where it began from nothing, or had restored and saved since", async () => {
    const fresh = await open(world())
    await asked(fresh)
    await fresh.fail(0, unreadable)
    expect(fresh.ledger.trials[0]!.state).toBe("failed")
    const { session } = await putBack(undefined)
    await asked(session)
    await session.checkpoint(0, 3, "/c/3")
    await session.fail(0, unreadable)
    expect(session.ledger.trials[0]!.state).toBe("failed")
  })
})

describe("retire", () => {
  test("takes out of the record what no trial needs and the caller can delete, and says why", async () => {
    const at = world()
    const session = await open(at)
    await asked(session)
    for (const step of [1, 2, 3, 4]) await session.checkpoint(0, step, `/c/${step}`)
    const gone = await session.retire({}, ({ path }) => path !== "/c/1")
    expect(gone).toEqual([{ trial: 0, step: 2, path: "/c/2", why: "trial 0 has saved newer ones" }])
    expect(session.ledger.trials[0]!.checkpoints.map(({ step }) => step)).toEqual([1, 3, 4])
    expect(await session.retire({}, ({ path }) => path !== "/c/1")).toEqual([])
  })

  test("sees what another session has done before it judges", async () => {
    const at = world()
    const [one, other] = [await open(at), await open(at)]
    await asked(one)
    for (const step of [1, 2, 3]) await one.checkpoint(0, step, `/c/${step}`)
    expect((await other.retire({}, () => true)).map(({ step }) => step)).toEqual([1])
  })
})

describe("while the values of a child are being thought about", () => {
  /** A study whose first trial runs and has saved, and whose second, its child, waits for the sampler. */
  async function expecting() {
    const answers: (() => void)[] = []
    const plain = deciding(
      () => "continue",
      (_, { trials }) => {
        const step = trials[0]?.checkpoints.at(-1)?.step
        return { do: "start", ...(step !== undefined && { parent: { trial: 0, step } }) }
      },
    )
    const choose: Choose = (definition, ledger) => {
      const { sampler, scheduler } = plain(definition, ledger)
      const slow: Sampler = {
        ...sampler,
        suggest(state, ask) {
          const given = sampler.suggest(state, ask)
          return ask.number === 0 ? given : new Promise((resolve) => answers.push(() => resolve(given)))
        },
      }
      return { scheduler, sampler: slow }
    }
    const at = world()
    const session = await open(at, { choose })
    await asked(session)
    await session.checkpoint(0, 1, "/c/1")
    const child = session.ask()
    await until(() => answers.length === 1)
    for (const step of [2, 3, 4]) await session.checkpoint(0, step, `/c/${step}`)
    return { at, session, child, answers }
  }
  async function until(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 1000 && !holds(); i++) await Promise.resolve()
    expect(holds()).toBe(true)
  }

  test("what it is to be born with is not retired", async () => {
    const { session, child, answers } = await expecting()
    expect((await session.retire({}, () => true)).map(({ step }) => step)).toEqual([2])
    answers[0]!()
    expect(await child).toMatchObject({ number: 1, resume: { step: 1, path: "/c/1" }, parent: 0 })
  })

  test("and where another session retired that, the scheduler is asked again", async () => {
    const { at, session, child, answers } = await expecting()
    await (await open(at)).retire({}, () => true)
    await session.refresh()
    answers[0]!()
    await until(() => answers.length === 2)
    answers[1]!()
    expect(await child).toMatchObject({ number: 1, resume: { step: 4, path: "/c/4" }, parent: 0 })
  })
})
