import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { EventBody } from "@diapason/core"
import { foreignSqlite, openStore } from "@diapason/stores"
import { afterAll } from "vitest"
import { fromLog } from "../../../src/exchange/optuna/from-log.ts"
import { createLosses } from "../../../src/exchange/optuna/losses.ts"
import type { OptunaStudy } from "../../../src/exchange/optuna/study.ts"
import { takeOver } from "../../../src/exchange/optuna/take-over.ts"
import { toEvents } from "../../../src/exchange/optuna/to-events.ts"

const folder = mkdtempSync(join(tmpdir(), "diapason-optuna-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0

/** A path in a folder of this file's tests that nothing has yet. */
export const fresh = (ending: string): string => join(folder, `${++files}${ending}`)

export const fixture = (name: string): string => new URL(`fixtures/${name}`, import.meta.url).pathname

/** The statements of a database that an Optuna of that version made, and that were written out as text. */
export const statements = (version: string): readonly string[] =>
  readFileSync(fixture(`optuna-${version}.sql`), "utf8")
    .split(/;\n/)
    .map((one) => one.trim())
    .filter((one) => one !== "" && !/^(PRAGMA|BEGIN|COMMIT)/.test(one))

/** The file that an Optuna of that version made. */
export async function database(version: string): Promise<string> {
  const path = fresh(".db")
  await changed(path, statements(version))
  return path
}

/** Carries out statements in a file of its own. */
export async function changed(path: string, statements: readonly string[]): Promise<void> {
  const file = await foreignSqlite(path, { make: true })
  await file.change((many) => {
    for (const one of statements) many(one, [[]])
  })
  await file.close()
}

/** What comes back of a study that was taken over and given out again; with what was said on the way. */
export async function thereAndBack(
  study: OptunaStudy,
): Promise<{ readonly back: OptunaStudy; readonly notes: readonly string[]; readonly events: readonly EventBody[] }> {
  const losses = createLosses()
  const { events } = toEvents(study, study.name, losses)
  const store = await openStore("memory:")
  try {
    await takeOver(store, study.name, events)
    const { study: back } = await fromLog(store, study.name)
    return { back, notes: losses.lines, events }
  } finally {
    await store.close()
  }
}

/** A study with the parameters and values of its trials. */
export function studyOf(trials: readonly Partial<OptunaStudy["trials"][number]>[], more: Partial<OptunaStudy> = {}): OptunaStudy {
  return {
    name: "s",
    directions: ["MINIMIZE"],
    user: {},
    system: {},
    trials: trials.map((trial, number) => ({
      number,
      state: "COMPLETE",
      values: [number],
      params: {},
      reports: [],
      user: {},
      system: {},
      ...trial,
    })),
    ...more,
  }
}

export const float = (low: number, high: number, internal: number, more: { log?: boolean; step?: number } = {}) => ({
  distribution: JSON.stringify({ name: "FloatDistribution", attributes: { step: more.step ?? null, low, high, log: more.log ?? false } }),
  internal,
})
export const int = (low: number, high: number, internal: number) => ({
  distribution: JSON.stringify({ name: "IntDistribution", attributes: { log: false, step: 1, low, high } }),
  internal,
})
/** `choices`: as Python writes the list. */
export const choice = (choices: string, internal: number) => ({
  distribution: `{"name": "CategoricalDistribution", "attributes": {"choices": ${choices}}}`,
  internal,
})
