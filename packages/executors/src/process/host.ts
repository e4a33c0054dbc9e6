import { readFileSync, readlinkSync } from "node:fs"
import { hostname } from "node:os"
import type { Holder } from "@diapason/core"
import { signal } from "./tree.ts"

/** This process, as others can find out later whether it still lives. */
export function thisHolder(): Holder {
  return { host: hostname(), boot: bootOf(), pid: process.pid, started: startOf(process.pid) ?? "" }
}

/** Whether a holder's process lives. `unknown` where this machine cannot see it: another host, or another container on this one. */
export function holderAlive(holder: Holder): boolean | "unknown" {
  if (holder.host !== hostname()) return "unknown"
  const [boot, space] = bootOf().split(" ")
  const [theirs, theirSpace] = holder.boot.split(" ")
  if (theirs !== boot) return false
  if (theirSpace !== space) return "unknown"
  if (!signal(holder.pid, 0)) return false
  if (holder.started === "") return true
  return startOf(holder.pid) === holder.started
}

/** Boot id of the kernel and the namespace that its pids are numbered in; empty where the system tells neither. */
const bootOf = (): string =>
  tried(() => `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`) ?? ""

/** Start of a process in ticks since boot (field 22); undefined when it is gone or only a zombie. */
function startOf(pid: number): string | undefined {
  return tried(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1")
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    return fields[0] === "Z" ? undefined : fields[19]
  })
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
