import { existsSync } from "node:fs"
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { stepFile } from "./surroundings.ts"

/**
 * Saves into a new folder under `base` and gives it its final name only when all is written, so that half a checkpoint is never
 * restored. Resolves with the folder's name and its size in bytes. What `save` throws is passed on, and the folder removed.
 */
export async function saveCheckpoint(
  base: string,
  step: number,
  save: (folder: string) => unknown,
): Promise<{ readonly name: string; readonly bytes: number }> {
  const draft = join(base, `.step-${step}.${process.pid}`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  try {
    await save(draft)
    await writeFile(join(draft, stepFile), JSON.stringify({ step }))
    const bytes = await sizeOf(draft)
    const name = freeName(base, `step-${step}`)
    await rename(draft, join(base, name))
    return { name, bytes }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

function freeName(base: string, wanted: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}.${n}`
    if (!existsSync(join(base, name))) return name
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
