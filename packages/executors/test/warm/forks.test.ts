import { spawnSync } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import type { Job } from "@diapason/core"
import { warm, type WarmExecutor } from "@diapason/executors"
import { executorLaws, within } from "@diapason/testkit"
import { alive } from "../fixtures/alive.ts"
import { noting } from "./noting.ts"

const script = fileURLToPath(new URL("../fixtures/player.py", import.meta.url))
const client = fileURLToPath(new URL("../../../../clients/python/", import.meta.url))
const folder = (): string => mkdtempSync(join(tmpdir(), "diapason-"))
const open = (more: Partial<Parameters<typeof warm>[0]> = {}): WarmExecutor =>
  warm({ command: ["python3", script, "a word"], env: { PYTHONPATH: client }, dir: folder(), grace: 2000, ...more })

const forks = process.platform !== "win32" && spawnSync("python3", ["--version"]).status === 0

describe("a script in Python that forks for each trial", () => {
  if (!forks) return void test("keeps the laws of executors", (context) => context.skip("no python3 on the PATH that can fork"))

  executorLaws("forks", open)

  test("begins once, and no trial sees what another one did", async () => {
    const executor = open()
    const told: Looked[] = []
    for (const trial of [0, 1]) {
      const { looked, ended } = play(executor, trial, [{ do: "look" }, { do: "finish" }])
      told.push(await looked)
      expect((await ended).kind).toBe("done")
    }
    await executor.close()
    expect(told).toEqual([expect.objectContaining({ seen: [0] }), expect.objectContaining({ seen: [1], argv: ["a word"] })])
    expect(told[1]!.begun).toBe(told[0]!.begun)
    expect(told[1]!.pid).not.toBe(told[0]!.pid)
    expect(alive(told[0]!.begun)).toBe(false)
  })

  test("goes on when a trial says that it failed, and begins again after one that crashed or was killed, which fail alone", async () => {
    const executor = open()
    const begun = []
    const ends = []
    const acts = [{ do: "fail", kind: "nan", text: "lost" }, { do: "crash", text: "the roof fell in" }, { do: "kill" }, { do: "finish" }]
    for (const [trial, act] of acts.entries()) {
      const played = play(executor, trial, [{ do: "look" }, act])
      begun.push((await played.looked).begun)
      const ending = await played.ended
      ends.push(ending.kind === "done" ? "done" : ending.failure.kind)
    }
    await executor.close()
    expect(ends).toEqual(["nan", "crash", "crash", "done"])
    expect(begun[1]).toBe(begun[0])
    expect(new Set(begun).size).toBe(3)
  })

  test("does not wait for what a trial has started and left behind", async () => {
    const executor = open()
    expect(await play(executor, 0, [{ do: "leave a child" }, { do: "finish" }]).ended).toMatchObject({ kind: "done" })
    await executor.close()
  })

  test("has a trial ended that is silent for too long", async () => {
    const executor = open({ noReport: 300 })
    expect(await play(executor, 1, [{ do: "hang" }]).ended).toMatchObject({ failure: { kind: "timeout", code: "D223" } })
    await executor.close()
  })
})

const job: Job = { study: "forks", session: "s", trial: 0, attempt: 1, seed: 1, config: {}, flat: {} }

interface Looked {
  readonly seen: readonly number[]
  readonly begun: number
  readonly pid: number
}

/** Runs a program as trial `trial`; `looked` is what it says of the process that it runs in. */
function play(executor: WarmExecutor, trial: number, program: readonly object[]) {
  const { link, noted: looked } = noting<Looked>("looked")
  const { ended } = executor.launch({ ...job, trial, config: { program: program as never } }, link)
  return { looked: within(20_000, looked, "a look"), ended: within(20_000, ended, `the end of trial ${trial}`) }
}
