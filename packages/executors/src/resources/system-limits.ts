import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"

/** Numbers of the processors that this process may use; empty where trials cannot be bound to any. Asked once. */
export function processorsHere(): readonly number[] {
  return (processors ??= bindable())
}

/** Whether the system keeps a process below a size of its address space. Asked once. */
export function limitsAddressSpace(): boolean {
  return (addressSpace ??=
    process.platform === "linux" && spawnSync("/bin/sh", ["-c", "ulimit -v 67108864"], { stdio: "ignore" }).status === 0)
}

let processors: readonly number[] | undefined
let addressSpace: boolean | undefined

function bindable(): readonly number[] {
  const list = allowed()
  if (list === undefined) return []
  const bound = spawnSync("taskset", ["-c", list, "/bin/sh", "-c", ":"], { stdio: "ignore" })
  return bound.status === 0 ? numbersOf(list) : []
}

function allowed(): string | undefined {
  try {
    return /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]
  } catch {
    return undefined
  }
}

/** `0-3,6` as numbers. */
function numbersOf(list: string): readonly number[] {
  return list.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map(Number)
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  })
}
