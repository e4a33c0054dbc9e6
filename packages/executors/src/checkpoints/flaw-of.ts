import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import type { Checkpoint } from "@diapason/core"
import { sizeOnDisk } from "./size-on-disk.ts"

/**
 * What is wrong with a saved state, as far as can be seen without restoring it: it has vanished, is empty, has fewer bytes than were
 * announced, or its `diapason.json` cannot be read or names another step. Undefined when nothing is. More bytes are no flaw: a script
 * may leave a lock or a cache where it restores.
 */
export async function flawOf({ path, step, bytes }: Checkpoint): Promise<string | undefined> {
  try {
    const size = await sizeOnDisk(path)
    if (size === 0) return "it is empty"
    if (bytes !== undefined && size < bytes) return `it has ${size} of the ${bytes} bytes that were saved`
    return (await stat(path)).isDirectory() ? await recordFlaw(join(path, recordFile), step) : undefined
  } catch (error) {
    return isMissing(error) ? "it has vanished" : `it cannot be read: ${(error as Error).message}`
  }
}

/** The file of the helpers in each language that says at which step a state was saved. Scripts that save by themselves have none. */
export const recordFile = "diapason.json"

async function recordFlaw(file: string, step: number): Promise<string | undefined> {
  let text: string
  try {
    text = await readFile(file, "utf8")
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  const said = stepIn(text)
  if (said === undefined) return `its ${recordFile} cannot be read`
  return said === step ? undefined : `its ${recordFile} says that it was saved at step ${said}, not ${step}`
}

function stepIn(text: string): number | undefined {
  try {
    const { step } = JSON.parse(text) as { readonly step?: unknown }
    return typeof step === "number" ? step : undefined
  } catch {
    return undefined
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT"
