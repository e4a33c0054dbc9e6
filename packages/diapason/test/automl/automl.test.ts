import { chmodSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import type { TrialLink } from "@diapason/core"
import { warm } from "@diapason/executors"
import { findPython, tables } from "../../src/automl/find-python.ts"
import { keptFolds } from "../../src/automl/kept-folds.ts"
import { trialLimit } from "../../src/automl/trial-limit.ts"
import type { Io } from "../../src/cli/io.ts"
import { folder } from "../cli/diapason.ts"
import { inside } from "../cli/every/prepared.ts"

describe("what a trial may take", () => {
  test("is twice the middle of those that ended, a tenth of what is left where that is more, and never more than what is left", () => {
    expect(trialLimit([20_000, 10_000, 90_000], 300_000, 2000)).toBe(40_000)
    expect(trialLimit([1000], 300_000, 2000)).toBe(30_000)
    expect(trialLimit([60_000], 70_000, 2000)).toBe(70_000)
  })

  test("is a third of what is left before any has ended, and always enough to begin", () => {
    expect(trialLimit([], 90_000, 2000)).toBe(30_000)
    expect(trialLimit([], -1, 2000)).toBe(5000)
    expect(trialLimit([1000], 0, 8000)).toBe(8000)
  })
})

describe("a trial whose time is over", () => {
  const folds = async (judged: number) => {
    const heard: string[] = []
    const link = {
      report: () => Promise.resolve({ action: "continue", why: "" }),
      diagnostic: (code: string) => heard.push(code),
    } as unknown as TrialLink
    const told = Array.from({ length: judged }, (_, i) => JSON.stringify({ type: "report", step: i + 1, metrics: { score: 0.9 - i / 10 } }))
    const program = `read asked; ${told.map((text) => `echo '${text}'; read answer;`).join(" ")} sleep 60`
    const workers = warm({ command: ["sh", "-c", program], dir: folder({}), grace: 100, limit: () => 500 })
    const job = { study: "late", session: "s", trial: 0, attempt: 1, seed: 1, config: {}, flat: {}, fidelity: 5 }
    const ending = await keptFolds(workers).launch(job, link).ended
    await workers.close()
    return { ending, heard }
  }

  test("is complete by its folds where half of them or more were judged, and that is told", async () => {
    const { ending, heard } = await folds(3)
    expect(ending).toEqual({ kind: "done", metrics: { score: 0.7, folds: 3 } })
    expect(heard).toEqual(["D199"])
  })

  test("has failed with fewer", async () => {
    expect((await folds(2)).ending).toMatchObject({ kind: "failed", failure: { kind: "timeout" } })
  })
})

describe("automl refuses, before any time is spent,", () => {
  const path = process.env["PATH"]
  afterEach(() => void (process.env["PATH"] = path))

  test("a table without a target or that is not there", async () => {
    const cwd = folder({ "a.csv": "x,y\n1,2\n" })
    expect((await inside(cwd, "automl", "a.csv")).err).toContain("error D140")
    expect((await inside(cwd, "automl", "b.csv", "--target", "y")).err).toContain("error D200")
  })

  test("pictures that are not there, and neither a table nor pictures", async () => {
    const cwd = folder({})
    expect((await inside(cwd, "automl", "--images", "pictures")).err).toContain("error D200")
    expect((await inside(cwd, "automl")).err).toContain("--images")
  })

  test("to install anything that nobody agreed to: it says what is missing, and the command that would", async () => {
    process.env["PATH"] = "/nowhere"
    const { code, err } = await inside(folder({ "a.csv": "x,y\n1,2\n" }), "automl", "a.csv", "--target", "y")
    expect(code).toBe(2)
    expect(err).toContain("error D156")
    expect(err).toContain("--yes")
    const pictures = await inside(folder({ "cats/one.png": "" }), "automl", "--images", "cats")
    expect(pictures).toMatchObject({ code: 2, err: expect.stringMatching(/error D156 [^]*torch pillow/) as string })
  })

  test("a Python that is named and is not there, or lacks something: no other is used in its stead", async () => {
    const cwd = folder({ python: "#!/bin/sh\necho pandas sklearn" })
    chmodSync(join(cwd, "python"), 0o755)
    const named = (python: string) => findPython({ env: { DIAPASON_PYTHON: python } } as unknown as Io, cwd, true, tables)
    await expect(named("/nope/python")).rejects.toThrow(/D156 .*DIAPASON_PYTHON names \/nope\/python, which cannot be run/)
    await expect(named(join(cwd, "python"))).rejects.toThrow(/D156 .*DIAPASON_PYTHON names .*, which lacks pandas, sklearn/)
  })
})
