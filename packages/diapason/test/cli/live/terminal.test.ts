import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"
import stringWidth from "string-width"
import { expect, test } from "vitest"
import { bin, folder } from "../diapason.ts"
import { quick, quickFlags } from "../scripts.ts"

const terminal = fileURLToPath(new URL("terminal.py", import.meta.url))

test("on a terminal the view redraws itself within the window, and the result stays below it", async (ctx) => {
  if (spawnSync("python3", ["-c", "import pty"]).status !== 0) return ctx.skip("no Python 3 here, to make a terminal with")
  const cwd = folder({ "train.sh": quick })
  const args = [bin, "tune", ...quickFlags, "--fidelity", "epoch=1..3", "--trials", "12", "--name", "s", "--", "sh", "train.sh"]
  const surroundings = { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: "xterm-256color" }
  const child = spawn("python3", [terminal, "70", "12", process.execPath, ...args], {
    cwd,
    env: surroundings,
    stdio: ["ignore", "pipe", "inherit"],
  })
  let text = ""
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part))
  await once(child, "close")
  expect(text).toContain("\u001b[1ms\u001b[22m   val_loss ↓")
  expect(text.split("\u001b[").some((part) => /^\d+A/.test(part))).toBe(true)
  const last = text.slice(text.lastIndexOf(" of 12 trials")).split(/\r?\n/).map(stripVTControlCharacters)
  expect(last[0]).toMatch(/ of 12 trials/)
  // Eleven rows of a frame at most; after it the best, its command, the counts and the record.
  const result = last.findIndex((line) => /^ {2}#\d+ {2}val_loss /.test(line))
  expect(result).toBeLessThanOrEqual(11)
  expect(last.join("\n")).toContain("12 done: ")
  for (const line of last.slice(0, result)) expect(stringWidth(line)).toBeLessThan(70)
})
