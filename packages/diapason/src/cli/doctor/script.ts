import { accessSync, constants, existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { answerOf, bad, ok, warn, type Check } from "./check.ts"

/** The program that trials run, its script, and the interpreters that are at hand. */
export async function script(command: readonly string[], workdir = "."): Promise<readonly Check[]> {
  const [program] = command
  const file = command.slice(1).find((word) => /\.(py|sh|js|mjs|ts|jl|r|R|lua|rb|pl)$/.test(word))
  return [
    await interpreters(),
    ...(program === undefined
      ? []
      : [onPath(program) ? ok("command", program) : bad("command", `${program} is not on PATH`, nearOnPath(program))]),
    ...(file === undefined
      ? []
      : [
          existsSync(join(workdir, file))
            ? ok("script", file)
            : bad("script", `${file} is not there`, "the path is read from the folder in which diapason runs, or from workdir"),
        ]),
    await git(),
  ]
}

async function interpreters(): Promise<Check> {
  const asked = ["python3", "python"].map(async (name) => [name, await answerOf(name, "--version")] as const)
  const found = (await Promise.all(asked)).filter(([, version]) => version !== undefined).map(([name, version]) => `${name}: ${version}`)
  return found.length > 0 ? ok("python", found.join("   ")) : warn("python", "none on PATH", "only scripts in other languages can run")
}

async function git(): Promise<Check> {
  const commit = await answerOf("git", "rev-parse", "--short", "HEAD")
  return ok("git", commit === undefined ? "no repository here: the record will hold no commit" : `commit ${commit}`)
}

const onPath = (program: string): boolean =>
  program.includes("/")
    ? executable(program)
    : (process.env["PATH"] ?? "").split(delimiter).some((folder) => executable(join(folder, program)))

const nearOnPath = (program: string): string =>
  onPath(`${program}3`) ? `${program}3 is there` : "activate the environment first, or give the whole path"

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
