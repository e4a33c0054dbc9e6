import { randomBytes } from "node:crypto"
import { mkdir, open, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { DiapasonError, fault } from "@diapason/core"

interface Upload {
  readonly folder: string
  /** A name that `artifactName` has let through. */
  readonly name: string
  readonly body: Readable
  /** The most bytes that it may have. */
  readonly limit: number
  /** Milliseconds without a byte after which the client counts as gone; two minutes by default. */
  readonly stall?: number
  /** As the client announced it. */
  readonly length?: number | undefined
}

/**
 * Streams an upload to its file and gives its path and bytes. It has its name only when it is whole: one that stops in the middle, or
 * grows too large, leaves nothing. Throws D426, and D428 where the file system refuses it.
 */
export async function keepUpload({ folder, name, body, limit, stall = 120_000, length }: Upload): Promise<{ path: string; bytes: number }> {
  if (length !== undefined && length > limit) throw fault("D426", { name, limit })
  await mkdir(folder, { recursive: true }).catch((error: unknown) => Promise.reject(refusal(name, error)))
  const path = join(folder, name)
  const part = join(folder, `.part.${randomBytes(8).toString("hex")}`)
  const file = await open(part, "wx")
  const stalled = setTimeout(() => body.destroy(new Error("the upload stopped in the middle")), stall)
  let bytes = 0
  try {
    // What is left of a body that is too large is not read, and not cut off before its answer is out.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      stalled.refresh()
      bytes += chunk.length
      if (bytes > limit) throw fault("D426", { name, limit })
      await file.writeFile(chunk)
    }
    await file.sync()
    await file.close()
    await rename(part, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(part, { force: true })
    throw refusal(name, error)
  } finally {
    clearTimeout(stalled)
  }
  return { path, bytes }
}

function refusal(name: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined || error instanceof DiapasonError ? (error as Error) : fault("D428", { name, detail: message })
}
