import { readdirSync } from "node:fs"
import { join, relative, sep } from "node:path"
import { fault } from "@diapason/core"
import { tail, type Tail } from "../process/tail.ts"
import { eventRecords, type Scalar } from "./event-records.ts"
import type { Followed, Found } from "./followed.ts"
import { fullTag, tagChoice } from "./tag-choice.ts"

/**
 * Follows the event files of TensorBoard in a folder and those below it, new ones too. Files that stand there already are of an
 * earlier attempt: what they hold is passed over.
 */
export function eventFolder(folder: string, names: readonly string[], diagnostic: (code: string, text: string) => void): Followed {
  const files = new Map<string, OneFile>()
  const choice = tagChoice(names, (metric, tags) => diagnostic("D509", fault("D509", { metric, tags }).words.what))
  const open = (): readonly OneFile[] => {
    for (const path of eventFilesIn(folder)) if (!files.has(path)) files.set(path, oneFile(path, runOf(folder, path), diagnostic))
    return [...files.values()]
  }
  const read = (): readonly Found[] => {
    const came = open().map((file) => ({ run: file.run, scalars: file.read() }))
    for (const { run, scalars } of came) for (const { tag } of scalars) choice.seen(run, tag)
    return came.flatMap(({ run, scalars }) => byStep(scalars, run, (tag) => choice.metricOf(run, tag)))
  }
  for (const file of open()) file.read()
  return { read, end: read, close: () => files.forEach((file) => file.close()) }
}

/** The event files in a folder and below it, in the order of their names, which is that of their making. */
export function eventFilesIn(folder: string, depth = 4): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        if (entry.isDirectory()) return depth > 0 ? eventFilesIn(join(folder, entry.name), depth - 1) : []
        return isEventFile(entry.name) ? [join(folder, entry.name)] : []
      })
  } catch {
    return []
  }
}

/** Whether a file of this name is one of events. */
export const isEventFile = (name: string): boolean => name.includes("tfevents")

/** The run of an event file: the path of its folder below the one that is followed, empty for that itself. */
export const runOf = (folder: string, path: string): string => relative(folder, join(path, "..")).split(sep).join("/")

interface OneFile {
  readonly run: string
  read(): readonly Scalar[]
  close(): void
}

function oneFile(path: string, run: string, diagnostic: (code: string, text: string) => void): OneFile {
  const records = eventRecords()
  let scalars: Scalar[] = []
  let told = false
  const follower: Tail = tail(path, (bytes) => scalars.push(...records.push(bytes)))
  return {
    run,
    read() {
      follower.poll()
      if (records.broken !== undefined && !told) diagnostic("D508", fault("D508", { file: path, why: records.broken }).words.what)
      told ||= records.broken !== undefined
      const all = scalars
      scalars = []
      return all
    },
    close: () => follower.close(),
  }
}

/** The metrics of the same step that stand together, as one; each tag that is none by its own name. */
function byStep(scalars: readonly Scalar[], run: string, metricOf: (tag: string) => string | undefined): readonly Found[] {
  const found: { source: string; step: number; metrics: Record<string, number> }[] = []
  let last: (typeof found)[number] | undefined
  for (const { tag, step, value } of scalars.filter((scalar) => scalar.step >= 0)) {
    const metric = metricOf(tag)
    if (metric !== undefined && last?.step === step && !Object.hasOwn(last.metrics, metric)) {
      last.metrics[metric] = value
      continue
    }
    const one = { source: "TensorBoard", step, metrics: { [metric ?? fullTag(run, tag)]: value } }
    if (metric !== undefined) last = one
    found.push(one)
  }
  return found
}
