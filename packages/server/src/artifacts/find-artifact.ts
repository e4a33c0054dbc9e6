import { open, realpath, type FileHandle } from "node:fs/promises"
import { relative, isAbsolute, sep } from "node:path"
import { fault } from "@diapason/core"

/** An artifact of a trial that is open for reading. */
export interface FoundArtifact {
  readonly file: FileHandle
  readonly bytes: number
}

/**
 * Opens what is recorded as an artifact, if it really lies in the folder of its trial: a path in the record was written by whoever ran
 * the trial, and may lead anywhere. Throws D425.
 */
export async function findArtifact(folder: string, trial: number, name: string, path: string): Promise<FoundArtifact> {
  const missing = fault("D425", { trial, name })
  let file: FileHandle | undefined
  try {
    const [real, inside] = [await realpath(path), await realpath(folder)]
    const way = relative(inside, real)
    if (way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) throw missing
    file = await open(real, "r")
    const facts = await file.stat()
    if (!facts.isFile()) throw missing
    return { file, bytes: facts.size }
  } catch {
    await file?.close()
    throw missing
  }
}
