import { expect, test } from "vitest"
import type { Job, TrialLink } from "@diapason/core"
import { inProcess, TrialFailure, type Objective } from "@diapason/executors"
import { executorLaws, play, type Act } from "@diapason/testkit"

executorLaws("inProcess", () =>
  inProcess((config, trial) =>
    play(config["program"] as never as Act[], config["x"] as number, { ...trial, failure: (kind, text) => new TrialFailure(kind, text) }),
  ),
)

const job: Job = { study: "s", session: "a", trial: 0, attempt: 1, seed: 1, config: {}, flat: {} }
const quiet: TrialLink = {
  report: () => Promise.resolve({ action: "continue", why: "" }),
  applied: () => Promise.resolve(),
  refused: () => Promise.resolve(),
  checkpoint: () => Promise.resolve(),
  artifact: () => Promise.resolve(),
  note: () => Promise.resolve(),
  diagnostic: () => undefined,
}
const end = (objective: Objective, options = {}) => inProcess(objective, options).launch(job, quiet).ended

test("a synchronous function may return a bare number where there is one objective", async () => {
  expect(await end(() => 0.5, { metric: "loss" })).toEqual({ kind: "done", metrics: { loss: 0.5 } })
})

test("a bare number where no single objective has a name fails with what to return instead", async () => {
  expect(await end(() => 0.5)).toMatchObject({
    kind: "failed",
    failure: { kind: "crash", message: expect.stringContaining("return { name: number }") as string },
  })
})

test("what is neither a number nor numbers by name is a failure that quotes it", async () => {
  expect(await end(() => "good" as never)).toMatchObject({ failure: { message: expect.stringContaining('"good"') as string } })
  expect(await end(() => ({ loss: "low" }) as never)).toMatchObject({ failure: { message: expect.stringContaining('"low"') as string } })
})

test("a synchronous throw, and a throw of what is no error, are crashes", async () => {
  const thrower: Objective = () => {
    throw new TypeError("no such layer")
  }
  expect(await end(thrower)).toMatchObject({ failure: { kind: "crash", message: "TypeError: no such layer" } })

  expect(await end(() => Promise.reject("just text"))).toMatchObject({ failure: { kind: "crash", message: "it threw just text" } })
})

test("an array that cannot be allocated is out of memory", async () => {
  expect(await end(() => new ArrayBuffer(2 ** 46).byteLength)).toMatchObject({ failure: { kind: "oom" } })
})

test("a function that never looks at its signal is given up after its grace when interrupted", async () => {
  const running = inProcess(() => new Promise(() => undefined), { grace: 5 }).launch(job, quiet)
  running.stop("interrupt")
  expect(await running.ended).toMatchObject({
    failure: { kind: "interrupted", message: expect.stringContaining("trial.signal") as string },
  })
})

test("the signal's reason is the decision", async () => {
  let reason: unknown
  const link = { ...quiet, report: () => Promise.resolve({ action: "stop" as const, why: "12th of 13" }) }
  const running = inProcess(async (_, trial) => {
    const decision = await trial.report({ loss: 1 })
    reason = trial.signal.reason
    return decision
  }).launch(job, link)
  expect(await running.ended).toEqual({ kind: "done" })
  expect(reason).toEqual({ action: "stop", why: "12th of 13" })
})
