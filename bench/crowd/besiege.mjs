// Worker processes that are killed at random and begun again, until their study is done.
import { spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { setTimeout as after } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { rng } from "@diapason/math"

const bin = fileURLToPath(new URL("../../packages/diapason/bin/diapason.js", import.meta.url))

/**
 * Runs `count` workers with these words until one after the other has left by itself, and kills one of them every `every` milliseconds with
 * SIGKILL; 0 kills nobody. `events` are done once each, at their share of the trials: `{ at: 0.5, act }`. A worker that
 * leaves since the store is out of reach is begun again a second later, as whoever keeps it going would.
 */
export async function besiege({ folder, words, count, enter = [], every, seed = 1, trials, events = [], within }) {
  const random = rng(seed, 0, "trial.seed")
  const seen = { complete: new Set(), kills: 0, twice: [], errors: [] }
  const places = new Map()
  const started = performance.now()
  let over = false
  const begin = (place) => {
    const [program, ...rest] = [...enter, process.execPath, bin, "worker", ...words]
    const child = spawn(program, rest, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], env: plain() })
    const last = []
    createInterface({ input: child.stderr }).on("line", (line) => {
      last.push(line)
      if (last.length > 20) last.shift()
      const done = /^ {2}trial +(\d+) {2}complete/.exec(line)
      if (done !== null) seen.complete.add(Number(done[1]))
    })
    const gone = new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal })))
    places.set(place, { child, gone })
    void gone.then(({ code, signal }) => {
      if (signal === "SIGKILL" && !over) return begin(place)
      if (code === unreachable && !over) return setTimeout(() => !over && begin(place), 1000)
      places.delete(place)
      if (code !== 0 && !over) seen.errors.push(`a worker ended with ${code ?? signal}: ${last.slice(-6).join(" | ")}`)
    })
  }
  for (let place = 0; place < count; place++) begin(place)
  let due = [...events]
  for (let next = performance.now() + every; places.size > 0;) {
    await after(50)
    for (const event of due.filter(({ at }) => seen.complete.size >= at * trials)) {
      due = due.filter((one) => one !== event)
      void event.act()
    }
    if (performance.now() - started > within) break
    if (every === 0 || performance.now() < next) continue
    next = performance.now() + every * (0.5 + random.uniform())
    seen.twice.push(...running().filter((id, i, all) => all.findIndex((other) => trialOf(other) === trialOf(id)) < i))
    const victims = [...places.values()].map(({ child }) => child)
    victims[random.below(victims.length)]?.kill("SIGKILL")
    seen.kills++
  }
  over = true
  const seconds = (performance.now() - started) / 1000
  if (places.size > 0) seen.errors.push(`${places.size} workers were still at it after ${within / 1000} s`)
  for (const { child } of places.values()) child.kill("SIGKILL")
  await Promise.all([...places.values()].map(({ gone }) => gone))
  return { ...seen, seconds }
}

/** The exit code of a store that cannot be reached. */
const unreachable = 6

/** The attempts of which a process lives on this machine, by the names that they are marked with, each once. */
export function running(study = "crowd") {
  const ids = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(attemptOf)
  return [...new Set(ids.filter((id) => id?.startsWith(`${study}/`) === true))]
}

const trialOf = (id) => id.split("/")[1]?.split(".")[0]

function attemptOf(pid) {
  try {
    if (/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "latin1"))) return undefined
    const variables = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0")
    return variables.find((text) => text.startsWith("DIAPASON_ATTEMPT_ID="))?.slice("DIAPASON_ATTEMPT_ID=".length)
  } catch {
    return undefined
  }
}

/** The environment without what a study around this one, or the person's shell, says of Diapason. */
export const plain = (more = {}) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("DIAPASON"))),
  ...more,
})

/** Runs `diapason WORDS` to its end. */
export function diapason(words, cwd, env = plain()) {
  const child = spawn(process.execPath, [bin, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] })
  const text = { out: "", err: "" }
  child.stdout.setEncoding("utf8").on("data", (part) => (text.out += part))
  child.stderr.setEncoding("utf8").on("data", (part) => (text.err += part))
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...text })))
}

/** Begins `diapason WORDS`, which goes on until it is killed. */
export const beginDiapason = (words, cwd) => spawn(process.execPath, [bin, ...words], { cwd, stdio: "ignore", env: plain() })
