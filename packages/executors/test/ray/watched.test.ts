import { expect, test } from "vitest"
import { detailsOf } from "../../src/ray/details.ts"
import { watched } from "../../src/ray/watched.ts"
import { recorded } from "./recorded-ray.ts"

const details = (name: string) => detailsOf(JSON.parse(recorded[name]!.body!))

test("a job that waits says why only when that is news", () => {
  const jobs = watched()
  expect(jobs.seen("a", details("pending"), 0).state).toEqual({ kind: "waiting" })
  expect(jobs.seen("a", details("pending"), 19_000).state).toEqual({ kind: "waiting" })
  expect(jobs.seen("a", details("pending"), 21_000).state).toMatchObject({
    kind: "waiting",
    why: expect.stringContaining("waiting for resources") as string,
  })
})

test("a job has its time from when it runs, and what it makes of being told to end is a timeout", () => {
  const jobs = watched()
  jobs.limit("a", 5000)
  expect(jobs.seen("a", details("pending"), 0).stop).toBe(false)
  expect(jobs.seen("a", details("running"), 60_000).stop).toBe(false)
  expect(jobs.seen("a", details("running"), 64_000).stop).toBe(false)
  expect(jobs.seen("a", details("running"), 66_000)).toMatchObject({ state: { kind: "running" }, stop: true })
  for (const again of [1, 2]) expect(jobs.seen("a", details("stopped"), 67_000 + again).state).toMatchObject({ end: { cause: "timeout" } })
  // It came to its end in time.
  jobs.limit("b", 5000)
  jobs.seen("b", details("running"), 0)
  expect(jobs.seen("b", details("exit"), 6000).state).toMatchObject({ end: { exit: 3 } })
})

test("a job that was to end while it waited has ended, and is told so again should it start all the same", () => {
  const jobs = watched()
  jobs.withdraw("a")
  expect(jobs.withdrawn()).toEqual(["a"])
  expect(jobs.seen("a", details("pending"), 0)).toMatchObject({ state: { kind: "ended", end: { cause: "cancelled" } }, stop: false })
  expect(jobs.seen("a", details("running"), 1)).toMatchObject({ state: { kind: "ended", end: { cause: "cancelled" } }, stop: true })
  expect(jobs.seen("a", details("stopped"), 2)).toMatchObject({ state: { kind: "ended", end: { cause: "cancelled" } }, stop: false })
  expect(jobs.withdrawn()).toEqual([])
})
