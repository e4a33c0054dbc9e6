import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/**
 * Builds the wheel and the source archive of the Python client into `out`, by hatchling of the Python that DIAPASON_PYTHON names, else
 * `python3`. Nothing is fetched. Throws where that Python has no hatchling.
 * @param {string} root @param {string} out @param {number} epoch
 */
export function buildPython(root, out, epoch) {
  const python = process.env["DIAPASON_PYTHON"] ?? "python3"
  const folder = mkdtempSync(join(tmpdir(), "diapason-wheel-"))
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(epoch) }
  try {
    const filter = (/** @type {string} */ path) => !/__pycache__|[\\/]dist$/.test(path)
    cpSync(join(root, "clients/python"), folder, { recursive: true, filter })
    execFileSync(python, ["-m", "hatchling", "build", "-d", out], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] })
  } catch (error) {
    if (String(error).includes("No module named hatchling"))
      throw new Error(
        `${python} has no hatchling, which builds the wheel: pip install hatchling, or name another Python by DIAPASON_PYTHON`,
        { cause: error },
      )
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
}
