import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it, onTestFinished } from "vitest"

const root = fileURLToPath(new URL("..", import.meta.url))
const run = promisify(execFile)
const offline = /E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|NETUNREACH)/

it("a fresh clone installs with npm ci and has a command that says its version", { timeout: 300_000 }, async (context) => {
  context.skip(process.env["DIAPASON_CLONE_TEST"] === "0", "DIAPASON_CLONE_TEST is 0")
  context.skip(!existsSync(join(root, ".git")), "this folder is no git checkout, so there is nothing to clone")
  const folder = mkdtempSync(join(tmpdir(), "diapason-clone-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, folder])
  const failure = await run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder }).then(
    () => "",
    (error: { stderr: string; stdout: string }) => error.stderr + error.stdout,
  )
  context.skip(offline.test(failure), "the npm registry cannot be reached")
  expect(failure).toBe("")

  const { stdout } = await run(join(folder, "node_modules/.bin/diapason"), ["--version"], { cwd: folder })
  const { version } = JSON.parse(readFileSync(join(root, "packages/diapason/package.json"), "utf8")) as { version: string }
  expect(stdout).toContain(version)
  expect((await run("git", ["status", "--porcelain"], { cwd: folder })).stdout).toBe("")
})
