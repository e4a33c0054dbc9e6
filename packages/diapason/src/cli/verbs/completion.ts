import { exit } from "../exit.ts"
import { shells, type Shell } from "../completion/shells.ts"
import { words } from "../completion/words.ts"
import { fault } from "@diapason/core"
import { verb } from "../verb.ts"

/** Prints what a shell reads at its start to complete `diapason`. */
export const completion = verb({
  args: "<shell>",
  example: "diapason completion bash",
  flags: {},
  async run(_, [name], io) {
    const write = Object.hasOwn(shells, name as string) ? shells[name as Shell] : undefined
    if (write === undefined)
      throw fault("D140", { flag: "completion", text: name as string, expected: `one of ${Object.keys(shells).join(", ")}` })
    io.out(write(await words(io)))
    return exit.done
  },
})
