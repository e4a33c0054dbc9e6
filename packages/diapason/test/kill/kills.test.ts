import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const script = fileURLToPath(new URL("../../../../scripts/kill-test.mjs", import.meta.url))

test("eight parallel trials, whose conductor is killed at four random moments, lose nothing and replay bit for bit", (ctx) => {
  if (!existsSync("/proc/self/environ")) return ctx.skip("no /proc, so the processes of an attempt cannot be listed")
  // The machine also runs other tests: how soon a conductor goes on is measured where the script runs alone.
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "4", "--within", "20000"], { encoding: "utf8" })
  expect(`${stdout}${stderr}`).toMatch(/^( {2}kills-\d: .* all the same; chain whole, head \w+\n)+4 kills \(seed 1\); .*\n$/)
  expect(status).toBe(0)
}, 120_000)
