import { expect, onTestFinished, test } from "vitest"
import { float, inWorker, optimize, space } from "diapason"

const module = new URL("./fixtures/objectives.mjs", import.meta.url)
const quick = { space: space({ x: float(0, 10) }), minimize: "loss", sampler: "random", budget: { trials: 4 } } as const

test("an objective in a thread of its own is tuned like any other", async () => {
  const { best, trials } = await optimize({ ...quick, parallel: 2, objective: inWorker(module) })
  expect(trials.map((t) => t.state)).toEqual(["complete", "complete", "complete", "complete"])
  expect(best?.values).toEqual({ loss: (best!.config.x - 3) ** 2 })
})

test("another export reports from its thread", async () => {
  const { trials } = await optimize({ ...quick, budget: { trials: 1 }, objective: inWorker(module, "steps") })
  expect(trials[0]).toMatchObject({ state: "complete", values: { loss: trials[0]!.config.x / 4 } })
  expect(trials[0]?.curve.steps).toEqual([1, 2, 3, 4])
})

test("what it throws fails its trial alone", async () => {
  const { trials } = await optimize({ ...quick, budget: { trials: 2 }, objective: inWorker(module, "broken") })
  expect(trials.map((t) => t.state === "failed" && t.failure.message)).toEqual(["TypeError: nothing here", "TypeError: nothing here"])
})

test("a computation without end is ended when the study is cancelled, after its grace", async () => {
  const cancel = new AbortController()
  const channel = new BroadcastChannel("diapason-spin")
  onTestFinished(() => channel.close())
  channel.onmessage = () => cancel.abort()
  const { trials, outcome } = await optimize({ ...quick, signal: cancel.signal, objective: inWorker(module, "spin", { grace: 5 }) })
  expect(outcome).toBe("cancelled")
  expect(trials.map((t) => t.state === "failed" && t.failure.kind)).toEqual(["cancelled"])
})
