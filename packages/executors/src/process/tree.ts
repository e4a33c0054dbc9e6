import { readdirSync, readFileSync } from "node:fs"
import { setTimeout as after } from "node:timers/promises"
import { attemptVariable } from "./attempt-variable.ts"

/** Whether the system shows its processes as files, so that a process tree can be found by its environment. */
export const hasProc = process.platform === "linux"

/**
 * Pids of live processes that were started by an attempt, in whatever group or session they are: all that have its id in their
 * environment; an id that ends in a slash is the beginning of many. Reads every process of the user, about 20 µs each.
 */
function marked(id: string): readonly number[] {
  if (!hasProc) return []
  const mark = Buffer.from(`${attemptVariable}=${id}${id.endsWith("/") ? "" : "\0"}`).toString("latin1")
  return pids().filter((pid) => pid !== process.pid && `${read(`/proc/${pid}/environ`)}\0`.includes(mark) && stateOf(pid) !== undefined)
}

/** The ids of attempts that live processes of this machine have in their environment; where there is a /proc. */
export function marks(): readonly string[] {
  const found = new Set<string>()
  for (const pid of pids()) {
    if (pid === process.pid) continue
    const mark = read(`/proc/${pid}/environ`)
      .split("\0")
      .find((text) => text.startsWith(`${attemptVariable}=`))
    if (mark !== undefined && stateOf(pid) !== undefined)
      found.add(Buffer.from(mark.slice(attemptVariable.length + 1), "latin1").toString())
  }
  return [...found]
}

/** Whether anything in a process group is alive. A zombie that nobody collects is not. */
function groupAlive(group: number): boolean {
  if (!signal(-group, 0)) return false
  return !hasProc || pids().some((pid) => stateOf(pid)?.group === group)
}

/** Sends a signal to a process, or to a group when negative; false when there is none. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** What is to be ended: a process group, where it is known, and all that is marked with the id. */
export interface Tree {
  readonly group?: number
  readonly id: string
  /** Whether to look for the mark at all. */
  readonly walk: boolean
}

/**
 * Ends what is alive of a tree: SIGTERM, and SIGKILL from `killAt` on (milliseconds of the clock). Resolves when nothing lives, or
 * false when something lives on two seconds after that.
 */
export async function endTree(tree: Tree, killAt: number): Promise<boolean> {
  let last: "SIGTERM" | "SIGKILL" | undefined
  const found = new Set<number>()
  for (let pause = 5; ; pause = Math.min(50, pause * 2)) {
    const targets = targetsOf(tree)
    for (const target of targets) if (target > 0) found.add(target)
    // One that is just ending has no environment to be found by any more, and is there still.
    if (targets.length === 0 && ![...found].some((pid) => stateOf(pid) !== undefined)) return true
    const wanted = Date.now() >= killAt ? "SIGKILL" : "SIGTERM"
    // SIGTERM once, since a script may count them; SIGKILL each time, since the dying may still fork.
    if (wanted === "SIGKILL" || last === undefined) for (const target of targets) signal(target, wanted)
    last = wanted
    if (Date.now() > killAt + 2000) return false
    await after(pause)
  }
}

/** Sends one signal to the whole tree. */
export function signalTree(tree: Tree, name: NodeJS.Signals): void {
  for (const target of targetsOf(tree)) signal(target, name)
}

function targetsOf({ group, id, walk }: Tree): readonly number[] {
  const groups = new Set<number>(group !== undefined && groupAlive(group) ? [group] : [])
  const strays = walk ? marked(id) : []
  // A marked process leads to its group, which may hold others that have cleaned their environment; never to our own.
  for (const pid of strays) {
    const its = stateOf(pid)?.group
    if (its !== undefined && its > 1 && its !== stateOf(process.pid)?.group) groups.add(its)
  }
  return [...[...groups].map((g) => -g), ...strays]
}

const pids = (): readonly number[] => readdirSync("/proc").map(Number).filter(Number.isInteger)

/** State and group of a live process; undefined when it is gone or a zombie. The name in parentheses may hold anything. */
function stateOf(pid: number): { readonly group: number } | undefined {
  const stat = read(`/proc/${pid}/stat`)
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return stat === "" || state === "Z" || state === "X" ? undefined : { group: Number(group) }
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1")
  } catch {
    return ""
  }
}
