import { readFileSync } from "node:fs"

/** Counts from now on how often the kernel kills for memory in this process's control group; 0 where it does not say. */
export function countOomKills(): () => number {
  const before = oomKills()
  return () => (before === undefined ? 0 : (oomKills() ?? before) - before)
}

function oomKills(): number | undefined {
  const file = (counter ??= findCounter())
  const text = file === "" ? undefined : read(file)
  const found = text === undefined ? null : /^oom_kill (\d+)$/m.exec(text)
  return found === null ? undefined : Number(found[1])
}

let counter: string | undefined

/** The file with the count: version 2 of control groups, else the memory group of version 1; empty when there is none. */
function findCounter(): string {
  const groups = (read("/proc/self/cgroup") ?? "").split("\n").map((line) => line.split(":"))
  const unified = groups.find(([number]) => number === "0")?.[2]
  const memory = groups.find(([, controllers]) => controllers?.split(",").includes("memory") === true)?.[2]
  const candidates = [
    ...(unified === undefined ? [] : [`/sys/fs/cgroup${unified}/memory.events`]),
    ...(memory === undefined ? [] : [`/sys/fs/cgroup/memory${memory}/memory.oom_control`]),
    "/sys/fs/cgroup/memory.events",
    "/sys/fs/cgroup/memory/memory.oom_control",
  ]
  return candidates.find((file) => read(file)?.includes("oom_kill ") === true) ?? ""
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}
