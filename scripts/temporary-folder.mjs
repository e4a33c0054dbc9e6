// What tests write to the folder for temporary files goes to one of its own, which is gone when they end, however they end.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** @returns {() => void} what takes it away again */
export default function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "tests-"))
  process.env["TMPDIR"] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
