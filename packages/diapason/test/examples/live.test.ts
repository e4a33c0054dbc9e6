import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, onTestFinished, test } from "vitest"
import { bin } from "../cli/diapason.ts"

const example = fileURLToPath(new URL("../../../../examples/shell", import.meta.url))

test("the shell script that takes new values is put right in the middle of its run, as its README says", { timeout: 60_000 }, (ctx) => {
  if (spawnSync("sh", ["-c", "command -v bash && command -v awk"]).status !== 0) return ctx.skip("no bash or awk here")
  const cwd = mkdtempSync(join(tmpdir(), "diapason-example-"))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  cpSync(example, cwd, { recursive: true })
  const block = /```console\n([\s\S]*?)\n```/.exec(readFileSync(join(cwd, "README.md"), "utf8"))![1]!
  const words = block.replaceAll(/^\$ /gm, "")
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `npx() { shift; "$NODE" "$BIN" "$@"; }\n${words}`], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NODE: process.execPath, BIN: bin },
  })
  expect(status).toBe(0)
  expect(stdout).toContain("lr 0.1 → 0.03333")
  expect(stdout).toMatch(/ 1 +3 {2}lr 0\.03333 {2}applied at 4 /)
  expect(stderr).toContain("applied   update 1, from step 4 on")
  // The best fit there is has 2.17; at the rate that it began with it ends above 300.
  const log = readFileSync(join(cwd, ".diapason", "live", "logs", "0.1.log"), "utf8")
    .trim()
    .split("\n")
  expect(Number(/loss=(\S+)/.exec(log.at(-1)!)![1])).toBeLessThan(2.2)
  const alone = spawnSync("bash", ["live.sh", "--lr=0.1"], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] } })
  expect(Number(/loss=(\S+)/.exec(alone.stdout.trim().split("\n").at(-1)!)![1])).toBeGreaterThan(300)
})
