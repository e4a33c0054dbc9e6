import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { bin, diapason, folder } from "../diapason.ts"
import { slow } from "../scripts.ts"
import { hasTmux, openWindow } from "./multiplexer.ts"

const tune = `${process.execPath} ${bin} tune -p lr=0.0..1.0 --minimize loss --trials 4 --jobs 2 --name s -- sh train.sh`
const has = (text: string | RegExp) => (rows: readonly string[]) =>
  rows.some((row) => (typeof text === "string" ? row.includes(text) : text.test(row)))
const count = (rows: readonly string[], text: string): number => rows.filter((row) => row.includes(text)).length
/** One frame is there, from its first row to its last; a row that did not fit would have pushed another out, or stand there twice. */
const isWhole = (rows: readonly string[]): boolean => count(rows, " s   loss ↓") === 1 && count(rows, "p pause") === 1

test("in a window the keys work, Ctrl-C drains, again it kills, and the same command resumes", async (ctx) => {
  if (!hasTmux()) return ctx.skip("no tmux here")
  const cwd = folder({ "train.sh": slow })
  const window = openWindow(cwd, 100, 24)
  window.type(tune)
  window.press("Enter")
  const rows = await window.seen((now) => count(now, "◐ running") === 2 && isWhole(now))
  expect(rows.filter((row) => /^ {2}(Study|Space|Plan|Canary) /.test(row)).map((row) => row.trim().split(" ")[0])).toEqual([
    "Study",
    "Space",
    "Plan",
    "Canary",
  ])
  expect(rows.find((row) => row.includes("Canary"))).toMatch(/trial 0 {3}lr 0.5 {3}first loss 1 after \d\.\d s \(stdout, key=value\) ✓/)

  window.press("l")
  await window.seen(has("│ loss=1"))
  window.press("-")
  await window.seen(has("1 slot"))
  window.press("p")
  await window.seen(has("paused: nothing new"))
  window.press("p")
  await window.seen(has("p pause"))

  window.resize(60, 14)
  await window.seen((now) => now.length === 14 && count(now, "◐ running") === 2 && isWhole(now))

  window.press("C-c")
  await window.seen(has("2 finishing"))
  window.press("C-c")
  await window.seen(has("ended: interrupted"))
  const state = JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as { trials: { state: string }[] }
  expect(state.trials.map((trial) => trial.state)).toEqual(["waiting", "waiting"])

  window.resize(100, 24)
  window.type(`clear; ${tune}`)
  window.press("Enter")
  await window.seen(has(/Study .* resumed {3}2 trials/))
  await window.seen(has("2 running"))
  writeFileSync(join(cwd, "go"), "")
  await window.seen(has("4 done: 4 complete"))
})

test("a window that is closed takes its view along, not the study", async (ctx) => {
  if (!hasTmux()) return ctx.skip("no tmux here")
  const cwd = folder({ "train.sh": slow })
  const window = openWindow(cwd, 100, 24)
  window.type(`sh -c 'echo $$ >pid; exec ${tune}'`)
  window.press("Enter")
  await window.seen(has("2 running"))
  window.close()
  const pid = readFileSync(join(cwd, "pid"), "utf8").trim()
  expect(() => process.kill(Number(pid), 0)).not.toThrow()
  writeFileSync(join(cwd, "go"), "")
  spawnSync("tail", [`--pid=${pid}`, "-s", "0.05", "-f", "/dev/null"])
  const { trials } = JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as { trials: { state: string }[] }
  expect(trials.map(({ state }) => state)).toEqual(Array(4).fill("complete"))
})
