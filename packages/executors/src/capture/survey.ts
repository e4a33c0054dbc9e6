import { createReadStream, statSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { fault } from "@diapason/core"
import { lines, numbersIn, parseLine, rowNumbers, stepWordIn, stepWords } from "@diapason/core/protocol"
import { eventFilesIn, isEventFile, runOf } from "./event-folder.ts"
import { eventRecords, type Scalar } from "./event-records.ts"
import { intake, metricsOf, type Part } from "./intake.ts"
import { printedLines, withoutColours } from "./printed.ts"
import { readRules, type CaptureRules } from "./rules.ts"
import { table } from "./table.ts"
import { fullTag, tagChoice } from "./tag-choice.ts"
import { tally, type Tallied } from "./tally.ts"

/** What the rules find in something that a script has printed or written. */
export interface Survey {
  readonly kind: "log" | "table" | "tensorboard"
  /** The metrics that were found, in the order of their first values. */
  readonly metrics: readonly Tallied[]
  /** How many steps there are in all. */
  readonly steps: number
  /** All numbers with a name, asked for or not: what may have been meant where one was not found. */
  readonly seen: readonly string[]
  /** Lines that an attempt would ignore since their steps go back. */
  readonly late: number
  /** What was not understood, as in an attempt: its code and its words. */
  readonly notes: readonly (readonly [code: string, text: string])[]
}

/** What is looked for. */
interface Surveyed {
  /** The metrics; without them, every number that could be one. */
  readonly names?: readonly string[]
  readonly stepName?: string
  readonly rules?: CaptureRules
}

/**
 * Applies the rules of an attempt to a saved log, a CSV or JSON lines file, a file of TensorBoard, or a folder of these. What it is,
 * its name and its first bytes tell. A log is read twice, in pieces: its size does not matter. Throws D160 for a pattern and D161 for a
 * file that cannot be read.
 */
export async function survey(path: string, asked: Surveyed = {}): Promise<Survey> {
  try {
    const found = statSync(path)
    if (found.isDirectory()) return await ofEvents(path, eventFilesIn(path), asked)
    if (isEventFile(basename(path)) || (await beginsAsEvents(path))) return await ofEvents(path, [path], asked)
    if (/\.(?:csv|tsv|jsonl|ndjson|json)$/i.test(path)) return await ofTable(path, asked)
    return await ofLog(path, asked)
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException
    if (syscall === undefined) throw error
    throw fault("D161", { file: path, why: code === "ENOENT" ? "there is no such file" : message })
  }
}

async function ofLog(path: string, { names, stepName, rules }: Surveyed): Promise<Survey> {
  const read = readRules(rules)
  const seen = await namesInLog(path, stepName)
  for (const { names: named } of read.patterns) for (const name of named) if (name !== "step") seen.add(name)
  const wanted = names ?? [...seen]
  const notes: [string, string][] = []
  const printed = printedLines(wanted, stepName, read, (code, text) => notes.push([code, text]))
  const row = intake(0)
  const wordIn = stepWordIn(stepName)
  const count = tally()
  let [announcedBy, late, number] = ["", 0, 0]
  for await (const line of linesOf(path)) {
    number++
    const found = printed(line)
    if (found === undefined) {
      announcedBy = wordIn(line) ?? announcedBy
      continue
    }
    const { parts, step, announced } = found
    const taken = row.take(parts, step ?? row.stepFor(metricsOf(parts), announced))
    if (taken.kind === "late") late++
    if (taken.kind !== "report") continue
    const from = step !== undefined ? (wordIn(line) ?? "the group step") : announced !== undefined ? `${announcedBy} in a line before` : ""
    for (const [name, value] of Object.entries(taken.metrics).filter(([metric]) => wanted.includes(metric)))
      count.add({ name, value, step: taken.step, from, form: formOf(name, parts, line), text: line.trim(), line: number })
  }
  return { kind: "log", metrics: count.all(), steps: count.steps(), seen: [...seen], late, notes }
}

/** The way in which a line told a metric, as a person would write it. */
function formOf(name: string, parts: readonly Part[], line: string): string {
  const source = parts.find(({ metrics }) => Object.hasOwn(metrics, name))?.source ?? ""
  if (source !== "stdout, key=value") return source.replace("stdout, ", "")
  const after = line.slice(line.lastIndexOf(name) + name.length)
  return /^["']?\s*=/.test(after) ? "key=value" : "key: value"
}

async function namesInLog(path: string, stepName: string | undefined): Promise<Set<string>> {
  const steps = stepWords(stepName)
  const seen = new Set<string>()
  for await (const line of linesOf(path)) {
    const parsed = line.trimStart().startsWith("{") ? parseLine(line.trim()) : undefined
    const names =
      parsed !== undefined && "object" in parsed
        ? Object.keys(rowNumbers(parsed.object, steps).metrics)
        : numbersIn(line).map(([name]) => name)
    for (const name of names) if (seen.size < 200 && !steps.includes(name.toLowerCase())) seen.add(name)
  }
  return seen
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const cut = lines()
  for await (const bytes of createReadStream(path))
    for (const line of cut.push(bytes as Uint8Array)) if (line.kind === "line") yield withoutColours(line.text)
  for (const line of cut.end()) if (line.kind === "line") yield withoutColours(line.text)
}

async function ofTable(path: string, { names, stepName }: Surveyed): Promise<Survey> {
  const bytes = await readFile(path)
  const steps = stepWords(stepName)
  const rows = table(steps)
  const whole = parseLine(bytes.toString("utf8").trim())
  const all = "object" in whole ? [rowNumbers(whole.object, steps)] : [...rows.push(bytes), ...rows.end()]
  const json = bytes.subarray(0, 64).toString("utf8").trimStart().startsWith("{")
  const row = intake(0)
  const count = tally()
  const seen = new Set(all.flatMap(({ metrics }) => Object.keys(metrics)))
  let late = 0
  for (const { metrics, step, word = "" } of all) {
    const wanted = Object.fromEntries(Object.entries(metrics).filter(([name]) => names?.includes(name) ?? true))
    const taken = row.take([{ source: path, metrics: wanted }], step ?? row.stepFor(wanted))
    if (taken.kind === "late") late++
    if (taken.kind !== "report") continue
    for (const [name, value] of Object.entries(taken.metrics))
      count.add({ name, value, step: taken.step, from: word, form: json ? "JSON" : "CSV column" })
  }
  return { kind: "table", metrics: count.all(), steps: count.steps(), seen: [...seen], late, notes: [] }
}

/** Whether the first record is one of events. Throws D161 for a file that is neither that nor text. */
async function beginsAsEvents(path: string): Promise<boolean> {
  const begin = await firstBytes(path, 4096)
  const records = eventRecords()
  records.push(begin)
  if (begin.length >= 12 && records.broken === undefined) return true
  if (begin.includes(0)) throw fault("D161", { file: path, why: "it is neither text nor a file of TensorBoard" })
  return false
}

async function firstBytes(path: string, most: number): Promise<Uint8Array> {
  for await (const bytes of createReadStream(path, { end: most - 1 })) return bytes as Uint8Array
  return new Uint8Array(0)
}

async function ofEvents(path: string, files: readonly string[], { names }: Surveyed): Promise<Survey> {
  const notes: [string, string][] = []
  const all: (Scalar & { readonly run: string })[] = []
  for (const file of files) {
    const records = eventRecords()
    const run = file === path ? "" : runOf(path, file)
    for (const scalar of records.push(await readFile(file))) all.push({ ...scalar, run })
    if (records.broken !== undefined) notes.push(["D508", fault("D508", { file, why: records.broken }).words.what])
  }
  const seen = new Set(all.map(({ run, tag }) => fullTag(run, tag)))
  const choice = tagChoice(names ?? [...seen], (metric, tags) => notes.push(["D509", fault("D509", { metric, tags }).words.what]))
  for (const { run, tag } of all) choice.seen(run, tag)
  const count = tally()
  for (const { run, tag, step, value } of all) {
    const name = choice.metricOf(run, tag)
    if (name !== undefined) count.add({ name, value, step, from: "the events", form: name === tag ? "tag" : `tag ${fullTag(run, tag)}` })
  }
  return { kind: "tensorboard", metrics: count.all(), steps: count.steps(), seen: [...seen], late: 0, notes }
}
