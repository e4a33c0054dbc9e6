import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import type { Ending, Job } from "@diapason/core"
import { placesOf, warm, type WarmExecutor } from "@diapason/executors"
import { executorLaws, within, type Act } from "@diapason/testkit"
import { alive } from "../fixtures/alive.ts"
import { noting } from "./noting.ts"

const client = fileURLToPath(new URL("../fixtures/staying.mjs", import.meta.url))
const folder = (): string => mkdtempSync(join(tmpdir(), "diapason-"))
const command = [process.execPath, client]
const open = (more: Partial<Parameters<typeof warm>[0]> = {}) => warm({ command, dir: folder(), grace: 2000, ...more })

executorLaws("warm", open)

const job: Job = { study: "warm", session: "s", trial: 0, attempt: 1, seed: 1, config: {}, flat: {} }

interface Played {
  readonly ended: Promise<Ending>
  /** Resolves with the pid of the process that runs it. */
  readonly pid: Promise<number>
  stop(how: "decision" | "interrupt"): void
}

/** Runs a program as trial `trial`; its process introduces itself. */
function play(executor: WarmExecutor, trial: number, program: readonly Act[], more: Partial<Job> = {}): Played {
  const { link, noted: pid } = noting<number>("pid")
  const { ended, stop } = executor.launch({ ...job, trial, ...more, config: { program: program as never, pid: true } }, link)
  return { pid, stop, ended: within(8000, ended, `the end of trial ${trial}`) }
}

const good: readonly Act[] = [
  { do: "report", step: 1, metrics: { loss: 1 } },
  { do: "finish", metrics: { loss: 0.5 } },
]

test("one process runs trial after trial; nothing of it lives after the end", async () => {
  const executor = open()
  const pids = []
  for (const trial of [0, 1, 2]) {
    const { ended, pid } = play(executor, trial, good)
    expect(await ended).toMatchObject({ kind: "done", metrics: { loss: 0.5 } })
    pids.push(await pid)
  }
  expect(new Set(pids).size).toBe(1)
  await executor.close()
  expect(alive(pids[0]!)).toBe(false)
})

test("a trial that fails leaves its process as it is; one that crashes or is interrupted costs it", async () => {
  const executor = open()
  const first = play(executor, 0, [{ do: "fail", kind: "nan", text: "the loss is not finite" }])
  expect(await first.ended).toMatchObject({ kind: "failed", failure: { kind: "nan", message: "the loss is not finite" } })
  const second = play(executor, 1, [{ do: "crash", text: "the roof fell in" }])
  expect(await second.pid).toBe(await first.pid)
  expect(await second.ended).toMatchObject({ kind: "failed", failure: { kind: "crash", exit: 1 } })
  const third = play(executor, 2, [{ do: "hang" }])
  const pid = await third.pid
  expect(pid).not.toBe(await second.pid)
  third.stop("interrupt")
  expect(await third.ended).toMatchObject({ failure: { kind: "interrupted" } })
  expect(alive(pid)).toBe(false)
  expect((await play(executor, 3, good).ended).kind).toBe("done")
  await executor.close()
})

test("a trial that takes too long ends with its process, and the next begins on another", async () => {
  const dir = folder()
  const limits = [undefined, 20, undefined]
  const executor = open({ dir, limit: () => limits.shift() })
  const fine = play(executor, 0, good)
  await fine.ended
  const long = play(executor, 1, [{ do: "report", step: 1, metrics: { loss: 1 } }, { do: "hang" }])
  expect(await long.ended).toMatchObject({ failure: { kind: "timeout", code: "D221" } })
  expect(alive(await long.pid)).toBe(false)
  expect((await play(executor, 2, good).ended).kind).toBe("done")
  expect(readFileSync(placesOf(dir, { ...job, trial: 2 }).log, "utf8")).toContain('"loss":0.5')
  await executor.close()
})

test("a trial that has taken half of its time has another process begun, which takes the next one", async () => {
  const dir = folder()
  const limits = [600, undefined, undefined]
  const executor = open({ dir, command: [process.execPath, client, join(dir, "begun")], limit: () => limits.shift() })
  const long = play(executor, 0, [{ do: "hang" }])
  await long.ended
  const next = play(executor, 1, good)
  await next.ended
  const begun = readFileSync(join(dir, "begun"), "utf8").trim().split("\n").map(Number)
  expect(begun).toEqual([await long.pid, await next.pid])
  await executor.close()
  expect(alive(begun[1]!)).toBe(false)
})

test("however many executors there are, they listen once for the end of the program", async () => {
  const executors = [open(), open(), open()]
  const counts: number[] = []
  const played: Played[] = []
  for (const [i, executor] of executors.entries()) {
    played.push(play(executor, i, [{ do: "hang" }]))
    await played[i]!.pid
    counts.push(process.listenerCount("exit"))
  }
  expect(new Set(counts).size).toBe(1)
  played.forEach(({ stop }) => stop("interrupt"))
  await Promise.all(executors.map((executor) => executor.close()))
})

test("what ends one process leaves the others at their trials", async () => {
  const executor = open()
  const [one, other] = [play(executor, 0, [{ do: "hang" }]), play(executor, 1, [{ do: "hang" }])]
  const [pid, its] = [await one.pid, await other.pid]
  one.stop("interrupt")
  await one.ended
  expect(alive(pid)).toBe(false)
  expect(alive(its)).toBe(true)
  other.stop("decision")
  expect((await other.ended).kind).toBe("done")
  await executor.close()
})

test.skipIf(process.platform !== "linux")("what a dead conductor left is swept by the session it belonged to", async () => {
  const executor = open()
  const mine = play(executor, 0, [{ do: "hang" }])
  const other = play(executor, 1, [{ do: "hang" }], { session: "another" })
  const [pid, its] = [await mine.pid, await other.pid]
  await executor.sweep!({ study: "warm", trial: 0, attempt: 1, session: "s" })
  expect(alive(pid)).toBe(false)
  expect(alive(its)).toBe(true)
  await executor.close()
})

test("a program that is not there is a failure to launch", async () => {
  const executor = open({ command: ["no-such-program"] })
  expect(await play(executor, 0, good).ended).toMatchObject({ kind: "failed", failure: { kind: "launch", code: "D203" } })
})
