import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url))
const folder = fileURLToPath(new URL("../fixtures/closing", import.meta.url))

async function run(filters: readonly string[]) {
  const child = spawn(process.execPath, [vitest, "run", "--root", folder, ...filters], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] })
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, "exit")])
  return { code: code as number, lines: stdout.trimEnd().split("\n") }
}

describe("the closing line of the test command", () => {
  it.concurrent.each([
    ["a green run", ["green"], 0, ["2 passed, 0 failed"]],
    [
      "a failing test, an unreadable file, an error outside of a test and a failing hook",
      ["red", "unread", "unhandled", "hook"],
      1,
      ["3 passed, 4 failed"],
    ],
    ["a run without tests", ["no-such-file"], 1, ["0 passed, 1 failed"]],
    [
      "a skipped test, by name and with its reason,",
      ["skipped"],
      0,
      [
        "skipped: skipped.fixture.ts > asks a Python (no python3 on the PATH)",
        "skipped: skipped.fixture.ts > a group > asks a server (needs PostgreSQL)",
        "1 passed, 0 failed, 2 skipped",
      ],
    ],
  ])("%s is told in the last line and in the exit code", async (_, filters, status, expected) => {
    const { code, lines } = await run(filters)
    expect(lines.slice(-expected.length)).toEqual(expected)
    expect(code).toBe(status)
  })
})
