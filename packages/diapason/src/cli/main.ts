import { Command, CommanderError } from "commander"
import { version } from "../host/version.ts"
import { errorJson, errorText } from "./error-text.ts"
import { exit, exitOf } from "./exit.ts"
import { systemIo, type Io } from "./io.ts"
import { verbs } from "./verbs/index.ts"

/** The command line: runs `argv` (without node and script) and resolves with the exit code. Never rejects. */
export async function main(argv: readonly string[], terminal: Io = systemIo()): Promise<number> {
  const how = terminal.env["DIAPASON_LOG"] ?? "text"
  const io = how === "json" ? (await import("./log/logged-io.ts")).loggedIo(terminal) : terminal
  let code: number = exit.done
  const program = new Command("diapason")
    .description("Tune any training job, in any language, from one laptop to a cluster.")
    .version(version)
    .showSuggestionAfterError(true)
    .showHelpAfterError("(diapason --help lists what can be done)")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
  const wanted = argv.find((word) => !word.startsWith("-") && word !== "help")
  try {
    if (how !== "json" && how !== "text") await refuseLog(how)
    for (const { name, does, load } of verbs) {
      const command = program.command(name).description(does)
      command.exitOverride().showHelpAfterError(`(diapason ${name} --help lists what can be said)`)
      if (name === wanted) (await load()).register(command, io, (done) => (code = done))
    }
    await program.parseAsync([...argv], { from: "user" })
    return code
  } catch (error) {
    return await complain(error, argv.includes("--json"), io)
  }
}

async function refuseLog(text: string): Promise<never> {
  const { fault } = await import("@diapason/core")
  throw fault("D140", { flag: "DIAPASON_LOG", text, expected: "json or text" })
}

async function complain(error: unknown, json: boolean, io: Io): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage
  const { DiapasonError } = await import("@diapason/core")
  if (error instanceof DiapasonError) {
    if (json) io.out(JSON.stringify(errorJson(error)))
    else io.err(errorText(error, io.paint))
    return exitOf(error)
  }
  io.err(`${io.paint.red("error")} D000  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  io.err("  This is a fault of Diapason, not of your study; its log is whole. The same command goes on.")
  return exit.internal
}
