import type { Json } from "@diapason/core"
import { flatten, looseJson, numbersIn, type PastRun } from "../runs/past-run.ts"
import { framed } from "./framed.ts"
import { messageIn, type Message } from "./message.ts"

/** A run, the project it was of, and why its file was read no further. */
export interface WandbRun extends PastRun {
  readonly project: string
  /** Seconds since 1970. */
  readonly startedAt: number
  readonly cut?: string
}

/** The numbers of the fields, as wandb 0.12 to 0.31 write them. */
const field = {
  record: { history: 2, summary: 3, config: 5, run: 17, exit: 18 },
  run: { id: 1, project: 3, config: 4, summary: 5, group: 6, name: 8, notes: 9, tags: 10, sweep: 12, started: 17 },
  changes: { update: 1, remove: 2 },
  item: { key: 1, nested: 2, json: 16 },
  history: { item: 1, step: 2 },
} as const

/** What has been read of a run so far. */
interface Read {
  run?: Message
  exit?: number
  readonly config: Record<string, Json>
  readonly summary: Record<string, Json>
  readonly history: Map<number, Record<string, number>>
}

/** Reads the file of one run; where it is none, or holds no run, why. */
export function wandbRun(place: string, bytes: Uint8Array): WandbRun | { readonly cut: string } {
  const file = framed(bytes)
  if (file === undefined) return { cut: bytes.length === 0 ? "it is empty" : "it is no file of a run" }
  const read: Read = { config: {}, summary: {}, history: new Map() }
  let cut = file.cut
  for (const [i, record] of file.records.entries()) {
    try {
      hear(read, messageIn(record))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      cut ??= `its record ${i + 1} is not understood: ${error.message}`
      break
    }
  }
  return read.run === undefined ? { cut: cut ?? "no run is in it" } : { ...told(place, read, read.run), ...(cut !== undefined && { cut }) }
}

function hear(read: Read, record: Message): void {
  const { history, summary, config, run, exit } = field.record
  for (const one of record.messages(run)) {
    read.run = one
    for (const changes of one.messages(field.run.config)) change(read.config, changes)
    for (const changes of one.messages(field.run.summary)) change(read.summary, changes)
  }
  for (const changes of record.messages(config)) change(read.config, changes)
  for (const changes of record.messages(summary)) change(read.summary, changes)
  for (const row of record.messages(history)) report(read, row)
  for (const one of record.messages(exit)) read.exit = one.integer(1) ?? 0
}

/** Values are set, and taken away, by paths. */
function change(of: Record<string, Json>, changes: Message): void {
  for (const item of changes.messages(field.changes.update)) {
    const value = looseJson(item.texts(field.item.json)[0] ?? "")
    if (value !== undefined) place(of, pathOf(item), value)
  }
  for (const item of changes.messages(field.changes.remove)) place(of, pathOf(item), undefined)
}

const pathOf = (item: Message): readonly string[] => {
  const nested = item.texts(field.item.nested)
  return nested.length > 0 ? nested : item.texts(field.item.key)
}

function place(of: Record<string, Json>, [key, ...rest]: readonly string[], value: Json | undefined): void {
  if (key === undefined || key === "__proto__") return
  if (rest.length > 0) {
    const there = of[key]
    const inner = typeof there === "object" && there !== null && !Array.isArray(there) ? { ...there } : {}
    place(inner as Record<string, Json>, rest, value)
    of[key] = inner
  } else if (value === undefined) delete of[key]
  else of[key] = value
}

function report(read: Read, row: Message): void {
  const found: Record<string, Json> = {}
  for (const item of row.messages(field.history.item)) {
    const value = looseJson(item.texts(field.item.json)[0] ?? "")
    if (value !== undefined) place(found, pathOf(item), value)
  }
  const own = found["_step"]
  const [step] = row.messages(field.history.step)
  const at = step === undefined ? (typeof own === "number" ? own : read.history.size) : (step.integer(1) ?? 0)
  read.history.set(at, { ...read.history.get(at), ...numbersIn(flatten(found), isOwn) })
}

/** W&B's own: `_step`, `_runtime`, `_wandb.runtime`. */
const isOwn = (name: string): boolean => name.startsWith("_")

function told(place: string, { config, summary, history, exit }: Read, run: Message): WandbRun {
  const { _wandb: _, ...given } = config
  const text = (number: number): string => run.texts(number)[0] ?? ""
  const reports = [...history].sort(([a], [b]) => a - b).map(([step, metrics]) => ({ step, metrics }))
  const last = Object.assign({}, ...reports.map(({ metrics }) => metrics)) as Record<string, number>
  const facts = { name: text(field.run.name), group: text(field.run.group), sweep: text(field.run.sweep), notes: text(field.run.notes) }
  const tags = run.texts(field.run.tags)
  const [started] = run.messages(field.run.started)
  return {
    place,
    project: text(field.run.project),
    startedAt: (started?.integer(1) ?? 0) + (started?.integer(2) ?? 0) / 1e9,
    config: flatten(given),
    values: { ...last, ...numbersIn(flatten(summary), isOwn) },
    reports: reports.filter(({ metrics }) => Object.keys(metrics).length > 0),
    end: exit === undefined ? "open" : exit === 0 ? "done" : "failed",
    ...(exit !== undefined && exit !== 0 && { message: `exit code ${exit}` }),
    notes: {
      "wandb.run": text(field.run.id),
      ...Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === "" ? [] : [[`wandb.${key}`, value]]))),
      ...(tags.length > 0 && { "wandb.tags": [...tags] }),
    },
  }
}
