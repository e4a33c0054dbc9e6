import { fault } from "@diapason/core"
import { shells, type Shell } from "../completion/shells.ts"
import { words, type Loadable } from "../completion/words.ts"
import { exit } from "../exit.ts"
import { verb, type Verb } from "../verb.ts"

/** Prints what a shell reads at its start to complete `diapason`. It is given the list of verbs, being in it itself. */
export const completion = (verbs: readonly Loadable[]): Verb =>
  verb({
    args: "<shell>",
    example: "diapason completion bash",
    flags: {},
    async run(_, [name], io) {
      const write = Object.hasOwn(shells, name as string) ? shells[name as Shell] : undefined
      if (write === undefined)
        throw fault("D140", { flag: "completion", text: name as string, expected: `one of ${Object.keys(shells).join(", ")}` })
      io.out(write(await words(verbs, io)))
      return exit.done
    },
  })
