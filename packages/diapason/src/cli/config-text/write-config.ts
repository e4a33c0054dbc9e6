import { writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { fault } from "@diapason/core"
import type { Io } from "../io.ts"

/** What a configuration file is called unless another name is given. */
export const defaultFile = "diapason.yaml"

/**
 * Writes a configuration file, or prints it where the file is `-`. An existing file is only replaced with `force`: D172. Where it
 * cannot be written: D173.
 */
export function writeConfig(file: string, text: string, force: boolean, io: Io): void {
  if (file === "-") return io.out(text.trimEnd())
  try {
    writeFileSync(resolve(file), text, { flag: force ? "w" : "wx" })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === "EEXIST" ? fault("D172", { file }) : fault("D173", { file, does: "written", detail: message })
  }
}
