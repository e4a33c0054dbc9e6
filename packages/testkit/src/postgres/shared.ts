import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { startPostgres } from "./server.ts"

/**
 * The address of a server that all files of a test run share: the first who asks starts it. It ends with the folder for temporary files
 * of the run, see scripts/temporary-folder.mjs. Each file makes a database of its own in it.
 */
export async function sharedPostgres(): Promise<string> {
  const folder = join(tmpdir(), "shared-postgres")
  const note = join(folder, "url")
  if (claimed(folder)) {
    const said = await startPostgres().then(
      ({ url }) => url,
      (error: unknown) => `failed: ${String(error)}`,
    )
    writeFileSync(`${note}.new`, said)
    renameSync(`${note}.new`, note)
  }
  while (!existsSync(note)) await pause(20)
  const url = readFileSync(note, "utf8")
  if (url.startsWith("failed: ")) throw new Error(url)
  return url
}

function claimed(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}
