import { fault } from "@diapason/core"
import { z } from "zod"
import { configSchema } from "../config/config-file.ts"
import { exit } from "../exit.ts"
import { schemas } from "../schemas/index.ts"
import { verb } from "../verb.ts"

/** Prints the JSON Schema of a document that `--json` prints, or the names of all. */
export const schema = verb({
  args: "[name]",
  example: "diapason schema best",
  flags: {},
  async run(_, [name], io) {
    if (name === undefined) {
      for (const known of Object.keys(schemas)) io.out(known)
      return exit.done
    }
    const load = Object.hasOwn(schemas, name as string) ? schemas[name as string] : undefined
    if (load === undefined)
      throw fault("D140", { flag: "schema", text: name as string, expected: `one of ${Object.keys(schemas).join(", ")}` })
    io.out(JSON.stringify(name === "config" ? configSchema() : z.toJSONSchema(await load()), null, 2))
    return exit.done
  },
})
