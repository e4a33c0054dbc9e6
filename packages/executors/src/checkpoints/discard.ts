import { randomUUID } from "node:crypto"
import { realpath, rename, rm } from "node:fs/promises"
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path"

/**
 * Deletes a saved state under `base`: renamed aside first, so that under its name nothing is ever half deleted. What is gone already is
 * no error. Rejects with what the file system says, and for a path that lies elsewhere.
 */
export async function discard(path: string, base: string): Promise<void> {
  const aside = join(dirname(path), `${asidePrefix}${basename(path)}.${randomUUID()}`)
  try {
    // A link on the way may lead elsewhere.
    if (!liesIn(await realpath(dirname(path)), await realpath(base), true)) throw new Error(`it does not lie in ${base}`)
    await rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return
    throw error
  }
  await rm(aside, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 })
}

/** How the name of a state begins that is being deleted. */
export const asidePrefix = ".gone."

/** Whether a path lies below a folder, by its name alone; `itself`: or is that folder. */
export function liesIn(path: string, folder: string, itself = false): boolean {
  const way = relative(resolve(folder), resolve(path))
  return way === "" ? itself : way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
