import { virtualClock } from "@diapason/testkit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

describe("the virtual clock", () => {
  it("wakes sleepers in the order of their time, of two at one time the first that asked", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 30 }), async (delays) => {
        const clock = virtualClock(0)
        const woken: { i: number; at: number }[] = []
        delays.forEach((ms, i) => void clock.after(ms).then(() => woken.push({ i, at: clock.now() })))
        await clock.runUntilIdle()
        const wanted = delays.map((at, i) => ({ i, at })).sort((a, b) => a.at - b.at || a.i - b.i)
        expect(woken).toEqual(wanted)
      }),
    )
  })

  it("stands still until it is moved, and then moves exactly that far", async () => {
    const clock = virtualClock(5)
    let woken = false
    void clock.after(10).then(() => (woken = true))
    await clock.advance(9)
    expect([clock.now(), woken]).toEqual([14, false])
    await clock.advance(1)
    expect([clock.now(), woken]).toEqual([15, true])
  })

  it("sees to what a waking sets off before the next one wakes", async () => {
    const clock = virtualClock(0)
    const seen: string[] = []
    const sleeper = async (name: string, ms: number) => {
      await clock.after(ms)
      for (let i = 0; i < 5; i++) await Promise.resolve()
      seen.push(name)
      if (name === "a") await sleeper("a2", 1)
    }
    void sleeper("a", 3)
    void sleeper("b", 4)
    await clock.advance(4)
    expect(seen).toEqual(["a", "b", "a2"])
  })

  it("ends a wait at once when its signal is aborted", async () => {
    const clock = virtualClock(0)
    const stop = new AbortController()
    const wait = clock.after(1000, stop.signal)
    stop.abort()
    await wait
    await clock.after(1000, stop.signal)
    await clock.runUntilIdle()
    expect(clock.now()).toBe(0)
  })

  it("ticks every so often until told to stop, and is idle when only ticks are left", async () => {
    const clock = virtualClock(0)
    const stop = new AbortController()
    const ticks: number[] = []
    clock.every(10, () => ticks.push(clock.now()), stop.signal)
    void clock.after(25).then(() => ticks.push(-1))
    await clock.runUntilIdle()
    expect(ticks).toEqual([10, 20, -1])
    await clock.advance(5)
    stop.abort()
    await clock.advance(100)
    expect(ticks).toEqual([10, 20, -1, 30])
  })

  it("runs a piece of work to its end and says how it ended", async () => {
    const clock = virtualClock(0)
    const day = async () => {
      for (let hour = 0; hour < 24; hour++) await clock.after(3_600_000)
      return clock.now()
    }
    expect(await clock.run(day())).toBe(86_400_000)
    await expect(clock.run(clock.after(1).then(() => Promise.reject(new Error("no"))))).rejects.toThrow("no")
  })

  it("does not wait for ever for work that takes longer than it may", async () => {
    const clock = virtualClock(0)
    await expect(clock.run(clock.after(1001), 1000)).rejects.toThrow("has not ended within 1000 ms")
  })
})
