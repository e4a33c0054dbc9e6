import { execFileSync } from "node:child_process"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import type { EngineJob } from "@diapason/core"
import { batchScript } from "../../src/slurm/batch-script.ts"

const odd = `it's "a"\n$HOME \`id\` \\ * ;; ${"x".repeat(5000)} €`

const job = (more: Partial<EngineJob>): EngineJob => ({
  name: "some-job",
  command: ["sh", "-c", 'printf "%s|%s" "$1" "$A"', "sh", odd],
  env: { A: odd },
  folder: "/tmp",
  labels: { study: "s", trial: 1, attempt: 1 },
  resources: {},
  ...more,
})

const run = (script: string, env: Readonly<Record<string, string>> = {}): string => {
  const path = join(mkdtempSync(join(tmpdir(), "script-")), "slurm.sh")
  writeFileSync(path, script, { mode: 0o700 })
  return execFileSync(path, { env: { ...process.env, ...env }, encoding: "utf8" })
}

test("words and variables arrive as they are", () => {
  expect(run(batchScript([job({})]))).toBe(`${odd}|${odd}`)
})

test("names that no shell can export arrive too", () => {
  expect(run(batchScript([job({ command: ["env"], env: { "a.b-c": "dotted" } })]))).toContain("a.b-c=dotted\n")
})

test("each place of an array runs its own job", () => {
  const script = batchScript([job({ command: ["echo", ";;"] }), job({ command: ["echo", "second"] })])
  expect(["0", "1"].map((SLURM_ARRAY_TASK_ID) => run(script, { SLURM_ARRAY_TASK_ID }))).toEqual([";;\n", "second\n"])
})

test("what is to run before runs in bash, and before the variables are set", () => {
  expect(run(batchScript([job({ command: ["sh", "-c", "echo $A $B"], env: { A: "ours" } })], "A=theirs; export B=$'set\\x21'"))).toBe(
    "ours set!\n",
  )
})

test("a folder that the node does not have is said aloud", () => {
  expect(() => run(batchScript([job({ cwd: "/no where" })]))).toThrow(expect.objectContaining({ status: 72 }) as Error)
})
