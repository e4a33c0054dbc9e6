import { exit } from "../exit.ts"
import { verb } from "../verb.ts"

/** One study over standard input and output, for programs in any language. */
export const stdio = verb({
  example: `echo '{"op":"init","space":{"lr":"log(1e-5, 1e-1)"},"objectives":[{"metric":"loss","direction":"minimize"}]}' | diapason stdio`,
  flags: {},
  async run() {
    // What reads requests is loaded here, so that no other verb waits for it.
    const { stdio: conversation } = await import("../../stdio/stdio.ts")
    await conversation(process.stdin, process.stdout)
    return exit.done
  },
})
