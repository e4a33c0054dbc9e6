import { spawn } from "node:child_process"
import type { Readable } from "node:stream"
import type { Failure, Job } from "@diapason/core"
import { lines, type Line } from "@diapason/core/protocol"
import { bounded, grantedVariables } from "../resources/bounds.ts"
import type { Granted } from "../resources/resources.ts"
import { attemptVariable } from "../process/attempt-variable.ts"
import { ownVariables, workerId } from "../process/environment.ts"
import { findable, launchFailure } from "../process/launch-failure.ts"
import { endTree, signal, type Tree } from "../process/tree.ts"
import type { Warm } from "./settings.ts"

/** One process that stays. */
export interface Worker {
  /** Resolves when it has ended and its output has been read, or with why it never began. */
  readonly over: Promise<Exit | Failure>
  /** Whether it may be given a trial. */
  readonly fit: boolean
  /** Writes a line to it. */
  say(text: string): void
  /** Who hears what it says from now on; undefined while it runs no trial, and then it holds up nothing. */
  heed(ear: Ear | undefined): void
  /** Stops reading for a while: what it writes waits in the pipe. */
  hold(held: boolean): void
  /** Ends it with all that it started: SIGTERM, and SIGKILL after `grace` milliseconds. */
  end(grace: number): void
  /** SIGKILL to its group, at once, for a process that cannot wait. */
  kill(): void
}

/** How a process ended. */
export interface Exit {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
}

/** Who listens to a process while it runs a trial. */
interface Ear {
  printed(line: Line): void
  complained(line: Line): void
  /** Bytes of its output or error output, as they came. */
  raw(bytes: Uint8Array): void
  notText(from: string): void
}

/**
 * Starts a process as the leader of a group of its own, which is found by its mark when its conductor has died.
 * @param number another for each process of this conductor
 */
export function startWorker(options: Warm, job: Job, granted: Granted, number: number): Worker {
  const id = `${workerId(job)}${number}`
  const outer: Readonly<Record<string, string | undefined>> = { ...surroundings(), ...options.env }
  const { cpus, gpus } = options.resources ?? {}
  const env: NodeJS.ProcessEnv = {
    ...outer,
    ...grantedVariables(granted, cpus, gpus?.devices, outer),
    DIAPASON: "1",
    DIAPASON_WARM: "1",
    DIAPASON_STUDY: job.study,
    [attemptVariable]: id,
  }
  const [command = ""] = options.command
  const [program = "", ...words] = findable(command, options.cwd, env["PATH"]) ? bounded(options.command, granted) : options.command
  const child = spawn(program, words, { cwd: options.cwd, env, detached: process.platform !== "win32", windowsHide: true })
  const { stdin, stdout, stderr } = child
  const tree = (walk: boolean): Tree => ({ ...(child.pid !== undefined && { group: child.pid }), id, walk })
  let ear: Ear | undefined
  let [fit, quiet] = [true, false]
  // A process that ends while it is written to says so by its end.
  stdin.on("error", () => (fit = false))
  const streams = [
    listen(stdout, "standard output", (line) => ear?.printed(line)),
    listen(stderr, "standard error", (line) => ear?.complained(line)),
  ]
  function listen(stream: Readable, from: string, hear: (line: Line) => void): Promise<void> {
    const reader = lines()
    return new Promise((resolve) => {
      stream.on("data", (bytes: Uint8Array) => {
        ear?.raw(bytes)
        reader.push(bytes).forEach(hear)
        if (reader.replaced > 0) ear?.notText(from)
      })
      stream.on("error", () => resolve())
      stream.once("close", () => {
        reader.end().forEach(hear)
        resolve()
      })
    })
  }
  /** Whether the conductor's own process waits for it. */
  const count = (how: "ref" | "unref"): void => {
    child[how]()
    for (const stream of [stdin, stdout, stderr]) (stream as Partial<Record<"ref" | "unref", () => void>>)[how]?.()
  }
  const left = new Promise<Exit | Failure>((resolve) => {
    child.once("exit", (exit, signal) => resolve({ exit, signal }))
    child.once("error", (error) => child.pid === undefined && resolve(launchFailure(error, command, job.trial, options.cwd)))
  })
  const over = left.then(async (how) => {
    fit = false
    if (!("kind" in how)) await endTree(tree(false), Date.now() + 1000)
    for (const stream of [stdout, stderr]) setTimeout(() => stream.destroy(), drainLimit).unref()
    await Promise.all(streams)
    return how
  })
  return {
    over,
    get fit() {
      return fit
    },
    say: (text) => void (stdin.writable && stdin.write(text)),
    heed(next) {
      ear = next
      if (quiet === (next === undefined)) return
      quiet = next === undefined
      count(quiet ? "unref" : "ref")
    },
    hold: (held) => void (held ? stdout.pause() : stdout.resume()),
    end(grace) {
      fit = false
      count("ref")
      void endTree(tree(true), Date.now() + grace)
    },
    kill: () => void (child.pid !== undefined && child.exitCode === null && signal(-child.pid, "SIGKILL")),
  }
}

/** Milliseconds that are waited for the end of the output once the process has ended. */
const drainLimit = 1000

const surroundings = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownVariables(name)))
