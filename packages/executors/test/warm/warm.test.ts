import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import type { Ending, Job, TrialLink } from "@diapason/core"
import { warm, type Warm, type WarmExecutor } from "@diapason/executors"
import { executorLaws } from "@diapason/testkit"

const player = fileURLToPath(new URL("../fixtures/staying.mjs", import.meta.url))
const opened: WarmExecutor[] = []
afterAll(() => opened.forEach((executor) => executor.close()))

function open(more: Partial<Warm> = {}): WarmExecutor {
  const executor = warm({ command: [process.execPath, player], dir: mkdtempSync(join(tmpdir(), "warm-")), grace: 200, ...more })
  opened.push(executor)
  return executor
}

executorLaws("warm", () => open())

test("one process runs trial after trial, and a trial that fails leaves it to the next", async () => {
  const executor = open()
  const first = await run(executor, [{ do: "finish" }])
  expect((await run(executor, [{ do: "fail", kind: "oom", text: "too wide" }])).ending).toMatchObject({ failure: { kind: "oom" } })
  const third = await run(executor, [{ do: "finish" }])
  expect(third.pid).toBe(first.pid)
})

test("after a crash, a forced end or a time limit the next trial gets another process", async () => {
  const executor = open()
  const first = await run(executor, [{ do: "crash", text: "gone" }])
  const second = await run(executor, [{ do: "finish" }])
  expect(second.pid).not.toBe(first.pid)
  const limits = [20, undefined]
  const limited = open({ limit: () => limits.shift() })
  const { ending, pid } = await run(limited, [{ do: "hang" }])
  expect(ending).toMatchObject({ kind: "failed", failure: { kind: "timeout" } })
  expect((await run(limited, [{ do: "finish" }])).pid).not.toBe(pid)
})

test("a program that is not there fails to launch", async () => {
  const { ending } = await run(open({ command: ["no-such-program-here"] }), [])
  expect(ending).toMatchObject({ kind: "failed", failure: { kind: "launch" } })
})

test("what a process complains of is in the log of its trial", async () => {
  const dir = mkdtempSync(join(tmpdir(), "warm-"))
  await run(open({ dir }), [{ do: "crash", text: "the roof fell in" }])
  expect(readFileSync(join(dir, "s", "logs", "0.1.log"), "utf8")).toContain("the roof fell in")
})

async function run(executor: WarmExecutor, program: readonly object[]): Promise<{ ending: Ending; pid: unknown }> {
  let pid: unknown
  const link: TrialLink = {
    report: () => Promise.resolve({ action: "continue", why: "" }),
    applied: () => Promise.resolve(),
    refused: () => Promise.resolve(),
    checkpoint: () => Promise.resolve(),
    artifact: () => Promise.resolve(),
    note: (key, value) => Promise.resolve(void (key === "pid" && (pid = value))),
    diagnostic: () => undefined,
  }
  const job: Job = { study: "s", session: "a", trial: 0, attempt: 1, seed: 1, config: { program, pid: 1 } as never, flat: {} }
  return { ending: await executor.launch(job, link).ended, pid }
}
