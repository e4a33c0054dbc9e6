import { open, realpath, type FileHandle } from "node:fs/promises"
import { isAbsolute, relative, sep } from "node:path"
import type { Readable } from "node:stream"

/** An artifact of a trial that is open for reading. */
export interface FoundArtifact {
  readonly bytes: number
  body(): Readable
}

/**
 * Opens what is recorded as an artifact, if it really lies in the folder of its trial: a path in the record was written by whoever ran
 * the trial, and may lead anywhere. Undefined where there is no such file.
 */
export async function findArtifact(folder: string, path: string): Promise<FoundArtifact | undefined> {
  let file: FileHandle | undefined
  try {
    const [real, inside] = [await realpath(path), await realpath(folder)]
    const way = relative(inside, real)
    if (way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined
    file = await open(real, "r")
    const facts = await file.stat()
    const found = file
    if (facts.isFile()) return { bytes: facts.size, body: () => found.createReadStream() }
  } catch {
    // It is not there, or not to be read.
  }
  await file?.close()
  return undefined
}
