import { existsSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { asidePrefix } from "./discard.ts"
import { recordFile } from "./flaw-of.ts"

/** A folder in the folder of a trial's checkpoints. */
export interface FoundFolder {
  readonly trial: number
  readonly path: string
  /** `draft`: a helper was writing it. `aside`: it was being deleted. `saved`: a helper has written it. `unknown`: a script's own. */
  readonly kind: "draft" | "aside" | "saved" | "unknown"
}

/** What lies in the folders of a study's checkpoints, by trial and name; nothing where there are none. */
export async function foldersIn(base: string): Promise<readonly FoundFolder[]> {
  const trials = (await namesIn(base)).filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b))
  const found = await Promise.all(
    trials.map(async (trial) =>
      (await namesIn(join(base, trial))).sort().map((name): FoundFolder => {
        const path = join(base, trial, name)
        return { trial: Number(trial), path, kind: kindOf(name, path) }
      }),
    ),
  )
  return found.flat()
}

function kindOf(name: string, path: string): FoundFolder["kind"] {
  if (name.startsWith(asidePrefix)) return "aside"
  if (/^\.step-.+\.\d+$/.test(name)) return "draft"
  return existsSync(join(path, recordFile)) ? "saved" : "unknown"
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return []
    throw error
  }
}
