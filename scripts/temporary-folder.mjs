// What tests write to the folder for temporary files goes to one of its own, which is gone when they end, however they end. Databases
// that tests started in it are ended with it.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"

/** @returns {() => Promise<void>} what takes it away again */
export default function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "tests-"))
  process.env["TMPDIR"] = folder
  return async () => {
    for (const name of readdirSync(folder)) if (name.startsWith("postgres-")) await end(join(folder, name, "data/postmaster.pid"))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Ends the server whose process stands in the file, at once, and waits for that. @param {string} file */
async function end(file) {
  try {
    const pid = Number(readFileSync(file, "utf8").split("\n")[0])
    process.kill(pid, "SIGQUIT")
    for (let i = 0; i < 200; i++, await pause(20)) process.kill(pid, 0)
  } catch {
    // It has ended.
  }
}
