import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { pipeline } from "node:stream/promises"

/** `sha256:` and the hash of a file's bytes, read piece by piece. Rejects with the system's error where it cannot be read. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(path), hash)
  return `sha256:${hash.digest("hex")}`
}
