import { readdir, stat } from "node:fs/promises"
import { join } from "node:path"

/** Bytes of a file, or of all files in a folder and below it. Rejects with what the file system says. */
export async function sizeOnDisk(path: string): Promise<number> {
  const about = await stat(path)
  return about.isDirectory() ? (await sizesIn(path)).reduce((sum, size) => sum + size, 0) : about.size
}

async function sizesIn(folder: string): Promise<readonly number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  return await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size))
}
