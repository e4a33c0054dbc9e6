import { randomBytes } from "node:crypto"
import { createReadStream } from "node:fs"
import { mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises"
import { dirname, join, relative, sep } from "node:path"
import type { Blobs } from "./blobs.ts"
import { placeFault } from "./place-problem.ts"

/**
 * Blobs as files of a folder that hosts share. The folder must be there: where it is not mounted, one that is made would lie on this host
 * alone. A blob has its name only when it is whole and on the disk.
 */
export function folderBlobs(folder: string): Blobs {
  const at = `file://${folder}`
  const pathOf = (name: string): string => join(folder, ...name.split("/"))
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      await stat(folder)
      return await work()
    } catch (error) {
      throw placeFault(at, error)
    }
  }
  return {
    at,
    addressOf: (name) => `${at}//${name}`,
    nameOf: (address) => (address.startsWith(`${at}//`) ? address.slice(at.length + 2) : undefined),
    async write(name, content, _, signal) {
      const path = pathOf(name)
      const part = join(dirname(path), `.part.${randomBytes(6).toString("hex")}`)
      const file = await guarded(async () => {
        await mkdir(dirname(path), { recursive: true })
        return await open(part, "wx")
      })
      try {
        for await (const chunk of content) {
          signal?.throwIfAborted()
          await guarded(() => file.writeFile(chunk))
        }
        await guarded(() => file.sync())
        await file.close()
        await guarded(() => rename(part, path))
        await guarded(() => syncFolder(dirname(path)))
      } catch (error) {
        await file.close().catch(() => undefined)
        await rm(part, { force: true }).catch(() => undefined)
        throw error
      }
    },
    read: (name, from) =>
      guarded(async () => {
        const path = pathOf(name)
        const about = await stat(path).catch((error: unknown) => {
          if (isMissing(error)) return undefined
          throw error
        })
        return about === undefined ? undefined : piecesOf(at, path, from)
      }),
    async *list(beginning) {
      const start = pathOf(beginning.slice(0, beginning.lastIndexOf("/") + 1))
      for (const path of await guarded(() => filesBelow(start))) {
        const name = relative(folder, path).split(sep).join("/")
        if (name.startsWith(beginning)) yield { name, bytes: (await guarded(() => stat(path))).size }
      }
    },
    remove: (names) =>
      guarded(async () => {
        for (const name of names) await rm(pathOf(name), { force: true, maxRetries: 3, retryDelay: 20 })
        for (const place of new Set(names.map((name) => dirname(pathOf(name))))) await removeEmpty(place, folder)
      }),
  }
}

async function* piecesOf(at: string, path: string, from: number): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { start: from, highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw placeFault(at, error)
  }
}

async function filesBelow(start: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(start, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".part.")).map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** So that the new name survives a power cut too, where the system can do that for folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Folders in which nothing lies any more, up to the one of the place. */
async function removeEmpty(place: string, folder: string): Promise<void> {
  for (let at = place; at.length > folder.length && at.startsWith(folder); at = dirname(at)) {
    try {
      await rmdir(at)
    } catch (error) {
      if (!isMissing(error)) return
    }
  }
}

const isMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")
