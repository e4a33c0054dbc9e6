import { resolve } from "node:path"
import { stepWords } from "@diapason/core/protocol"
import { eventFolder } from "./event-folder.ts"
import type { Followed, Found } from "./followed.ts"
import { resultFile, type ResultFile } from "./result-file.ts"
import type { CaptureRules } from "./rules.ts"
import { tableFiles } from "./table-files.ts"

/** What a script writes to files beside what it prints. */
export interface Beside {
  /** Takes in what the files hold by now. */
  read(): void
  /** Hands on what was taken in up to this step, of all files by rising step. */
  upTo(step: number, hear: (found: Found) => void): void
  /** Hands on, when it is called, what has been taken in by now and nothing that came since: what was printed meanwhile may be older. */
  byNow(): (hear: (found: Found) => void) => void
  /** Takes in and hands on all that is left; `whole` when the script ended by itself. */
  end(whole: boolean, hear: (found: Found) => void): void
  readonly result: ResultFile | undefined
  close(): void
}

interface Asked {
  readonly rules: CaptureRules
  /** The path that a text of the rules means; undefined where a placeholder of it has no value. */
  readonly fill: (text: string) => string | undefined
  /** The folder that relative paths are seen from. */
  readonly from: string
  readonly names: readonly string[]
  readonly stepName: string | undefined
  readonly diagnostic: (code: string, text: string) => void
}

/** Opens the files of the rules, before the script is started: what they hold already is not of this attempt. */
export function beside({ rules, fill, from, names, stepName, diagnostic }: Asked): Beside {
  const steps = stepWords(stepName)
  const paths = (texts: readonly (string | undefined)[]): readonly string[] =>
    texts.flatMap((text) => {
      const filled = text === undefined ? undefined : fill(text)
      return filled === undefined ? [] : [resolve(from, filled)]
    })
  const followed: readonly Followed[] = [
    ...paths(rules.files ?? []).map((path) => tableFiles(path, steps)),
    ...paths([rules.tensorboard]).map((path) => eventFolder(path, names, diagnostic)),
  ]
  const waiting: Found[][] = followed.map(() => [])
  const take = (found: (one: Followed) => readonly Found[]): void => followed.forEach((one, i) => waiting[i]!.push(...found(one)))
  const handed = followed.map(() => 0)
  /** Of each file no more than its first `counts` rows. */
  const pass = (step: number, counts: readonly number[], hear: (found: Found) => void): void => {
    for (;;) {
      const open = waiting.map((all, i) => all.length > 0 && handed[i]! < counts[i]!)
      const heads = waiting.map((all, i) => (open[i]! ? (all[0]!.step ?? -Infinity) : Infinity))
      const least = Math.min(...heads)
      const first = heads.findIndex((head, i) => open[i]! && head === least)
      if (first < 0 || least > step) return
      handed[first]!++
      hear(waiting[first]!.shift()!)
    }
  }
  const all = followed.map(() => Infinity)
  const upTo: Beside["upTo"] = (step, hear) => pass(step, all, hear)
  const [result] = paths([rules.result]).map((path) => resultFile(path, steps, diagnostic))
  return {
    read: () => take((one) => one.read()),
    upTo,
    byNow() {
      const counts = waiting.map(({ length }, i) => handed[i]! + length)
      return (hear) => pass(Infinity, counts, hear)
    },
    end(whole, hear) {
      take((one) => one.end(whole))
      upTo(Infinity, hear)
    },
    result,
    close: () => followed.forEach((one) => one.close()),
  }
}
