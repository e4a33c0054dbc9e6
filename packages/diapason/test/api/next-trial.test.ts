import { expect, test } from "vitest"
import type { Asked, AskedTrial, Clock, Session } from "@diapason/core"
import { nextTrial } from "../../src/api/next-trial.ts"

const trial: AskedTrial = { kind: "trial", number: 4, attempt: 1, config: {}, why: "" }
const wait: Asked = { kind: "wait", why: "a rung is not full" }

/** A session that gives these answers in turn, on a clock whose time passes when told. */
function given(...answers: readonly Asked[]) {
  const listeners = new Set<Parameters<Session["listen"]>[0]>()
  const asks: Asked[] = []
  let [refreshed, pass] = [0, (): void => undefined]
  const session: Pick<Session, "ask" | "listen" | "refresh"> = {
    ask: () => Promise.resolve(answers[asks.push(wait) - 1] ?? wait),
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    refresh: () => Promise.resolve(void refreshed++),
  }
  const clock: Pick<Clock, "after"> = {
    after: (_, signal) =>
      new Promise((resolve) => {
        pass = resolve
        signal?.addEventListener("abort", () => resolve())
      }),
  }
  const closed = new AbortController()
  return {
    next: nextTrial(session, clock, closed.signal),
    event: () => listeners.forEach((hear) => hear(undefined as never, undefined as never)),
    pass: () => pass(),
    close: () => closed.abort(),
    asked: () => asks.length,
    refreshed: () => refreshed,
    listening: () => listeners.size,
  }
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test("a trial is passed on, and the end is undefined", async () => {
  expect(await given(trial).next).toBe(trial)
  expect(await given({ kind: "done", why: "spent" }).next).toBeUndefined()
  expect(await given({ kind: "fenced" }).next).toBe("fenced")
})

test("while it can only wait it does not ask again, until something happens", async () => {
  const g = given(wait, wait, trial)
  await soon()
  expect(g.asked()).toBe(1)
  g.event()
  await soon()
  expect(g.asked()).toBe(2)
  g.event()
  expect(await g.next).toBe(trial)
  expect(g.listening()).toBe(0)
})

test("what other sessions do is looked for after a while", async () => {
  const g = given(wait, trial)
  await soon()
  expect(g.refreshed()).toBe(0)
  g.pass()
  expect(await g.next).toBe(trial)
  expect(g.refreshed()).toBe(1)
})

test("closing ends the wait", async () => {
  const g = given(wait)
  await soon()
  g.close()
  expect(await g.next).toBeUndefined()
  expect([g.asked(), g.refreshed(), g.listening()]).toEqual([1, 0, 0])
})
