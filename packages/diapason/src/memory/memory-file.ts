import { readFile, writeFile } from "node:fs/promises"
import { DiapasonError, fault, flatten, spaceFromJson, type Config, type Json, type Remembered } from "@diapason/core"
import { z } from "zod"
import { factsForm } from "./transfer-of.ts"

const named = z.record(z.string().min(1), z.json())

/** A memory as teams hand it to each other: what was searched, for which goal, and what came of it. Nothing of commands, places or people. */
export const memoryFile = z.strictObject({
  schema: z.literal("diapason.memory-file/1"),
  studies: z.array(
    z.strictObject({
      study: z.string().min(1).max(200),
      space: named,
      objectives: z.array(z.strictObject({ metric: z.string().min(1), direction: z.enum(["minimize", "maximize"]) })).min(1),
      facts: factsForm.optional(),
      trials: z.array(z.strictObject({ config: named, values: z.record(z.string(), z.number()) })).max(10_000),
    }),
  ),
})

/** Writes what was remembered. Throws D173 where the file cannot be written. */
export async function writeMemory(file: string, studies: readonly Remembered[]): Promise<void> {
  const text = JSON.stringify({ schema: "diapason.memory-file/1", studies: studies.map(withoutPlaces) })
  await writeFile(file, `${text}\n`).catch((error: Error) => {
    throw fault("D173", { file, does: "written", detail: error.message })
  })
}

/** Reads such a file. Configurations that do not fit their own space are left out. Throws D352. */
export async function readMemory(file: string): Promise<readonly Remembered[]> {
  const refused = (at: string, problem: string): Error => fault("D352", { file, at, problem })
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw refused("", error.message)
  })
  const parsed = memoryFile.safeParse(jsonOf(text, refused))
  if (!parsed.success) throw refused(parsed.error.issues[0]!.path.join("."), parsed.error.issues[0]!.message)
  return parsed.data.studies.map((study, i) => {
    try {
      return fitting(study as Remembered)
    } catch (error) {
      if (error instanceof DiapasonError) throw refused(`studies.${i}.space`, error.words.what.replace(/\.$/, ""))
      throw error
    }
  })
}

function jsonOf(text: string, refused: (at: string, problem: string) => Error): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw refused("", "this is no JSON; the file may have been cut, or is of another kind")
  }
}

/** Throws what `spaceFromJson` throws. */
function fitting(study: Remembered): Remembered {
  const space = spaceFromJson(study.space)
  const fits = ({ config, values }: Remembered["trials"][number]): boolean => {
    try {
      flatten(space, config)
      return study.objectives.every(({ metric }) => values[metric] !== undefined)
    } catch (error) {
      if (error instanceof DiapasonError) return false
      throw error
    }
  }
  return { ...study, space: space.json, trials: study.trials.filter(fits) }
}

/** What was passed through and looks like a place is not handed on: it says where somebody's data lies, and is no part of the search. */
function withoutPlaces(remembered: Remembered): Remembered {
  const places = Object.entries(remembered.space).filter(([, json]) => isPlace(json))
  if (places.length === 0) return remembered
  const names = places.map(([name]) => name)
  const hidden = (config: Config): Config => ({ ...config, ...Object.fromEntries(names.map((name) => [name, leftOut])) })
  const fixed = Object.fromEntries(places.map(([name, json]) => [name, { ...(json as object), value: leftOut }]))
  const space: Readonly<Record<string, Json>> = { ...remembered.space, ...fixed }
  return { ...remembered, space, trials: remembered.trials.map((trial) => ({ ...trial, config: hidden(trial.config) })) }
}

const leftOut = "(left out)"

function isPlace(json: Json): boolean {
  const { type, value } = json as { readonly type?: Json; readonly value?: Json }
  return type === "fixed" && typeof value === "string" && /[\\/~@]|:\/\//.test(value)
}
