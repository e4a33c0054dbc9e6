import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { randomBytes } from "node:crypto"
import type { ObjectStore } from "@diapason/core"

/**
 * Puts something small into an object store, looks at it and takes it away: whoever may not write there, or delete, should hear of it before
 * the first trial has run. Rejects with D455, D459.
 */
export async function tryOut(store: ObjectStore): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diapason-try-"))
  try {
    await writeFile(join(folder, "ok"), "ok")
    const { address } = await store.put(`trying-out/${randomBytes(6).toString("hex")}`, folder)
    await store.flaw(address)
    await store.remove(address)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
