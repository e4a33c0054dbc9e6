import { randomBytes } from "node:crypto"
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"

/** What the server of a folder proves its tokens by: 32 random bytes, made when they are first asked for, that only its user may read. */
export function serverSecret(folder: string): Uint8Array {
  const file = join(folder, "secret")
  return read(file) ?? make(folder, file)
}

function read(file: string): Uint8Array | undefined {
  try {
    return Buffer.from(readFileSync(file, "utf8"), "hex")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw error
  }
}

/** Linked into its place: of two processes that make one, one wins, and nobody reads half of it. */
function make(folder: string, file: string): Uint8Array {
  // Whole, since Node tries for ever to make a relative folder where the one it runs in is gone.
  mkdirSync(resolve(folder), { recursive: true })
  const fresh = `${file}.${randomBytes(6).toString("hex")}`
  writeFileSync(fresh, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" })
  try {
    linkSync(fresh, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    rmSync(fresh)
  }
  return read(file)!
}
