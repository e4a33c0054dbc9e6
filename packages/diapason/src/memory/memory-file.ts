import { readFile, writeFile } from "node:fs/promises"
import { DiapasonError, fault, flatten, spaceFromJson, type Remembered } from "@diapason/core"
import { z } from "zod"
import { factsForm } from "./transfer-of.ts"
import { withoutPlaces } from "./without-places.ts"

/** Names are printed on terminals and pages: one that moves the cursor or turns the writing around could pass for another. */
const name = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, "expected no control characters in a name")
const named = z.record(name, z.json())

/** A memory as teams hand it to each other: what was searched, for which goal, and what came of it. Nothing of commands, places or people. */
export const memoryFile = z.strictObject({
  schema: z.literal("diapason.memory-file/1"),
  studies: z.array(
    z.strictObject({
      study: name.max(200),
      space: named,
      objectives: z.array(z.strictObject({ metric: name, direction: z.enum(["minimize", "maximize"]) })).min(1),
      facts: factsForm.and(z.record(name, z.number())).optional(),
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

/** One study of such a file, and how many of its trials do not fit its own space or lack a value, and were left out. */
export interface ReadStudy {
  readonly remembered: Remembered
  readonly leftOut: number
}

/** Reads such a file. Throws D352. */
export async function readMemory(file: string): Promise<readonly ReadStudy[]> {
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
function fitting(study: Remembered): ReadStudy {
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
  const trials = study.trials.filter(fits)
  return { remembered: { ...study, space: space.json, trials }, leftOut: study.trials.length - trials.length }
}
