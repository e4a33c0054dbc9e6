import { openSync, closeSync, fstatSync, readSync } from "node:fs"
import { join } from "node:path"
import { stripVTControlCharacters } from "node:util"
import { folderName, type AdjustableSlots, type Ledger } from "@diapason/core"
import { cut } from "../text/width.ts"
import { openInBrowser, type LivePage } from "../tune/live-page.ts"
import type { Reporter } from "./reporter.ts"

/** What the keys of the live view act on. */
export interface Controlled {
  readonly slots: AdjustableSlots
  readonly reporter: Reporter
  /** As Ctrl-C does: the first lets the running end, the second ends them now. */
  readonly end: (how: "drain" | "interrupt") => void
  /** Undefined until the study is open. */
  readonly ledger: () => Ledger | undefined
  /** The folder of all studies, where logs are. */
  readonly dir: string
  readonly columns: () => number
  /** The page of the study, where one is served. */
  readonly page: LivePage | undefined
}

const help = [
  "  p      hand out nothing new, and go on when it is pressed again",
  "  s      let the running trials finish and stop, as the first Ctrl-C does",
  "  k k    end the running trials now and put them back, as the second Ctrl-C does",
  "  + -    one slot more, or less; what runs goes on",
  "  l      the last lines that the newest running trial has printed",
  "  w      the page of the study in a browser",
]

/** What each key does while a study runs; other keys do nothing. */
export function controls({ slots, reporter, end, ledger, dir, columns, page }: Controlled): (key: string) => void {
  let paused: number | undefined
  let ending = false
  let sure = false
  const notice = (text: string | undefined): void => reporter.notice(text, ledger())
  const said = (): void => notice(paused === undefined ? undefined : "paused: nothing new is handed out, what runs goes on; p goes on")
  const pause = (): void => {
    const resumed = paused
    paused = resumed === undefined ? slots.now() : undefined
    slots.set(resumed ?? 0)
    said()
  }
  const change = (by: number): void => {
    const next = Math.max(1, (paused ?? slots.now()) + by)
    if (paused === undefined) slots.set(next)
    else paused = next
    notice(`${next} slot${next > 1 ? "s" : ""}${paused === undefined ? "" : " when it goes on; p goes on"}`)
  }
  const stop = (how: "drain" | "interrupt"): void => {
    ending = true
    end(how)
  }
  const kill = (): void => {
    if (sure || ending) return stop("interrupt")
    notice(`k again ends ${ledger()?.running.size ?? 0} running now and puts them back; any other key goes on`)
  }
  const log = (): void => {
    for (const line of newestLog(ledger(), dir)) reporter.say(cut(line, columns() - 1))
  }
  const web = (): void => {
    if (page === undefined) return
    page.link().then(
      (link) => {
        reporter.say(`  Live   ${link}`)
        openInBrowser(link)
      },
      (error: Error) => reporter.say(`  note  there is no page: ${error.message}`),
    )
  }
  const keys: Readonly<Record<string, () => void>> = {
    p: pause,
    s: () => stop("drain"),
    k: kill,
    "+": () => change(1),
    "-": () => change(-1),
    l: log,
    w: web,
    h: () => help.forEach(reporter.say),
  }
  return (key) => {
    if (sure && key !== "k") said()
    // Whoever stops a study has no more use for slots.
    if (ending && ["p", "+", "-", "s"].includes(key)) return
    keys[key]?.()
    sure = key === "k"
  }
}

/** The last lines of the newest running trial; the end of a large log alone is read. */
function newestLog(ledger: Ledger | undefined, dir: string): readonly string[] {
  const number = ledger === undefined ? undefined : [...ledger.running].at(-1)
  if (ledger === undefined || number === undefined) return ["  no trial runs"]
  const name = `${number}.${ledger.trials[number]!.attempts}.log`
  const lines = endOf(join(dir, folderName(ledger.definition.name), "logs", name))
  if (lines.length === 0) return [`  trial ${number} has printed nothing yet`]
  return [`  the last lines of trial ${number}`, ...lines.slice(-10).map((line) => `  │ ${line}`)]
}

function endOf(path: string): readonly string[] {
  let file: number | undefined
  try {
    file = openSync(path, "r")
    const { size } = fstatSync(file)
    const bytes = Buffer.alloc(Math.min(size, 16_384))
    readSync(file, bytes, 0, bytes.length, size - bytes.length)
    return stripVTControlCharacters(bytes.toString())
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== "")
  } catch {
    return []
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
