import { DiapasonError, fault } from "@diapason/core"
import { namedIn, type Listed } from "./listed.ts"
import { squeueRows } from "./squeue.ts"
import { sacctFields, sacctRows, scontrolRows } from "./text-rows.ts"
import { lastLine, type RunTool } from "./tools.ts"

/** What Slurm knows of one's jobs. */
export interface Queue {
  /** All that the controller remembers: those that wait and run, and for some minutes those that ended. */
  listed(): Promise<readonly Listed[]>
  /** Those of these ids that the accounting knows, where there is one. */
  recorded(ids: readonly string[]): Promise<readonly Listed[]>
  /** The ids of these names; of those that the controller has forgotten from the accounting. */
  named(names: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export function queue(run: RunTool): Queue {
  let [json, accounts, lines] = [true, true, true]
  const listed = async (): Promise<readonly Listed[]> => {
    if (json) {
      const said = await run("squeue", ["--me", "--states=all", "--json"])
      if (said.code === 0) return reading("squeue", () => squeueRows(said.out))
      if (!/unrecognized|invalid option|not supported|serializer/i.test(said.err))
        throw fault("D442", { tool: "squeue", detail: lastLine(said.err) })
      json = false
    }
    const said = await run("scontrol", ["--oneliner", "show", "job"])
    if (said.code !== 0) throw fault("D442", { tool: "scontrol", detail: lastLine(said.err) })
    return scontrolRows(said.out)
  }
  const sacct = async (words: readonly string[]): Promise<readonly Listed[]> => {
    if (!accounts) return []
    const fields = lines ? sacctFields : sacctFields.replace(/,SubmitLine$/, "")
    const said = await run("sacct", ["-X", "-n", "-P", "-o", fields, ...words]).catch((error: unknown) => {
      if (error instanceof DiapasonError && error.code === "D440") return undefined
      throw error
    })
    if (said?.code === 0) return sacctRows(said.out)
    if (said !== undefined && lines && /Invalid field/i.test(said.err)) {
      lines = false
      return sacct(words)
    }
    // A site without accounting says so, and has none tomorrow either.
    accounts = said !== undefined && !/disabled/i.test(said.err)
    if (!accounts) return []
    throw fault("D442", { tool: "sacct", detail: lastLine(said!.err) })
  }
  return {
    listed,
    recorded: async (ids) => (ids.length === 0 ? [] : sacct(["-j", ids.join(",")])),
    async named(names) {
      const wanted = new Set(names)
      const found = new Map(wanted.size === 0 ? [] : namedIn(await listed(), wanted))
      const rest = new Set(names.filter((name) => !found.has(name)))
      if (rest.size > 0) for (const [name, id] of namedIn(await sacct(["-S", "now-7days"]), rest)) found.set(name, id)
      return found
    },
  }
}

function reading(tool: string, read: () => readonly Listed[]): readonly Listed[] {
  try {
    return read()
  } catch (error) {
    throw fault("D442", { tool, detail: `its answer cannot be read: ${(error as Error).message}` })
  }
}
