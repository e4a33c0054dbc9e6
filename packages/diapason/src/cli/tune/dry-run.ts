import type { Ledger, Recalled, Wanted } from "@diapason/core"
import type { Io } from "../io.ts"
import { accountLines } from "../text/memory-text.ts"
import { table } from "../text/table.ts"
import type { Settings } from "./settings.ts"

interface Setting {
  readonly setting: string
  readonly value: unknown
  readonly origin: string
}

/** Every value that a `tune` would use, with the place where it was said: `diapason.yaml:12`, `--trials`, the record, a default. */
export function settled({ values, origins }: Settings, wanted: Wanted, ledger: Ledger | undefined): readonly Setting[] {
  const said = [...origins].map(([setting, origin]) => ({ setting, value: withoutSecrets(setting, valueAt(values, setting)), origin }))
  const known = new Set([...origins.keys()].map((path) => path.split(".")[0]))
  const recorded = Object.entries(ledger?.definition ?? {})
    .filter(([key]) => ["seed", "sampler", "scheduler", "terminator", "fidelity", "budget"].includes(key) && !known.has(key))
    .map(([setting, value]) => ({ setting, value: value as unknown, origin: "the study's record" }))
  const has = new Set([...known, ...recorded.map(({ setting }) => setting)])
  const defaults = Object.entries({
    name: wanted.name,
    sampler: "auto",
    scheduler: "auto",
    seed: 0,
    parallel: { slots: 1 },
    transfer: { from: ["same-space"] },
  })
    .filter(([key]) => !has.has(key))
    .map(([setting, value]) => ({ setting, value, origin: setting === "name" ? "made from command, objectives and space" : "default" }))
  return [...said, ...recorded, ...defaults]
}

/** What the studies of the store would teach this one, or did. */
type Remembering = Pick<Recalled, "accounts" | "notes">

/** Prints them as a table or one JSON document. */
export function printDryRun(
  all: readonly Setting[],
  { study, resumes, memory }: { readonly study: string; readonly resumes: boolean; readonly memory: Remembering | undefined },
  json: boolean,
  io: Io,
): void {
  if (json) return io.out(JSON.stringify({ schema: "diapason.dry-run/1", study, resumes, settings: all, ...(memory && { memory }) }))
  io.out(`  ${io.paint.dim("Study")}  ${io.paint.bold(study)}   would be ${resumes ? "resumed" : "created"}; nothing was started`)
  const rows = all.map(({ setting, value, origin }) => [setting, shown(value), origin])
  const columns = ["setting", "value", "from"].map((title) => ({ title }))
  for (const line of table(columns as never, rows as never, io.width())) io.out(line)
  if (memory === undefined || memory.accounts.length + memory.notes.length === 0) return
  io.out(`  ${io.paint.dim("Memory")} what earlier studies would teach`)
  for (const line of memory.accounts.flatMap(accountLines)) io.out(line)
  for (const note of memory.notes) io.out(`  note  ${note}`)
}

/** What a webhook's address has behind its host, or before it, is often a secret. */
function withoutSecrets(setting: string, value: unknown): unknown {
  if (!/^(notifications|track)\b/.test(setting)) return value
  return JSON.parse(
    JSON.stringify(value).replace(/(https?:\/\/)(?:[^/"]*@)?([^/"]*)(\/[^"]*)?/g, (_, scheme, host, path) => {
      return `${scheme}${host}${path === undefined || path === "/" || setting.startsWith("track") ? (path ?? "") : "/…"}`
    }),
  ) as unknown
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

const valueAt = (values: object, path: string): unknown => {
  let here: unknown = values
  let rest = path
  while (rest !== "") {
    const entry = Object.entries(here as object)
      .filter(([key]) => rest === key || rest.startsWith(`${key}.`))
      .sort(([a], [b]) => b.length - a.length)[0]
    if (entry === undefined) return here
    here = entry[1]
    rest = rest.slice(entry[0].length + 1)
  }
  return here
}
