import { readdir, readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { fault } from "@diapason/core"

/** Where the model goes: the folder that is named, else one of the study's name below `models`. */
export const modelFolder = (out: string | undefined, name: string): string => resolve(out ?? join("models", name))

/**
 * A model never takes the place of what is none. Python refuses to save it there too, but only when the time of the search is spent.
 * Throws D157.
 */
export async function refuseForeign(folder: string): Promise<void> {
  const what = await foreign(folder)
  if (what === undefined) return
  const why = "a model is a folder of its own, and would replace it"
  throw fault("D157", { code: "bad-flag", what, why, mend: "name a new folder for the model by -o" })
}

async function foreign(folder: string): Promise<string | undefined> {
  try {
    const names = await readdir(folder)
    if (names.length === 0 || (await isModel(folder))) return undefined
    return `${folder} is a folder with other things in it`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : `${folder} is no folder that can be read`
  }
}

const isModel = async (folder: string): Promise<boolean> =>
  readFile(join(folder, "schema.json"), "utf8").then(
    (text) => text.includes('"diapason.automl.model/1"'),
    () => false,
  )
