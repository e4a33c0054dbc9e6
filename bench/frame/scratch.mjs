import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Gives `work` a folder of its own, and takes it away afterwards. */
export async function inScratch(work) {
  const folder = mkdtempSync(join(tmpdir(), "diapason-bench-"))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
