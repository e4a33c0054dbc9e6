import { text } from "node:stream/consumers"
import { Command } from "commander"

// Reads calls of the command line as it would itself, and starts nothing. Takes them as JSON on standard input, `[{ at, words }]`, and prints
// what is wrong. A process of its own, on what was built: a test would read some hundred sources anew for their flags.

const { verbs } = await import(new URL("../../packages/diapason/dist/cli/verbs/index.js", import.meta.url).href)
const known = new Map()
for (const { name, load } of verbs) known.set(name, await load())

/** @type {{ readonly at: string, readonly words: readonly string[] }[]} */
const calls = JSON.parse(await text(process.stdin))
console.log(
  JSON.stringify(calls.flatMap(({ at, words }) => complaints(words).map((wrong) => `${at} diapason ${words.join(" ")}: ${wrong}`))),
)

/** @param {readonly string[]} words those after `diapason` */
function complaints([name = "", ...words]) {
  if (name.startsWith("-") || name === "VERB" || name === "help") return []
  const verb = known.get(name)
  if (verb === undefined) return ["there is no such verb"]
  const command = new Command(name)
  verb.register(command, { out: () => undefined, err: () => undefined, env: {} }, () => undefined)
  command
    .action(() => undefined)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
  // Words with an ellipsis, and variables, stand for others.
  const plain = words.filter((word) => !word.includes("…") && !word.startsWith("$"))
  try {
    command.parse(plain, { from: "user" })
    return []
  } catch (error) {
    const { message, code } = /** @type {{ message: string, code?: string }} */ (error)
    const stoodFor = code === "commander.missingArgument" && plain.length < words.length
    const asksForHelp = code === "commander.help" || code === "commander.helpDisplayed"
    // A file that is not here is for the reader to have.
    return stoodFor || asksForHelp || message.includes("ENOENT") ? [] : [message]
  }
}
