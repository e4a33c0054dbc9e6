import type { Command } from "commander"
import type { Io } from "./io.ts"

/** One command of the command line: what it reads, and what it does with it. */
export interface Verb {
  /** One call that is shown in its help. A test runs it. */
  readonly example: string
  /** Teaches the command its words and flags; `done` takes its exit code. */
  register(command: Command, io: Io, done: (code: number) => void): void
}

/** A flag, defined once for all verbs that read it. */
export interface Flag<T> {
  /** As in the usage text: `--store <url>`, `-p, --param <name=spec>`. */
  readonly spec: string
  readonly does: string
  /** Reads the text; throws D1xx. Flags that may be repeated are given what was read before. */
  read?(text: string, before: T | undefined): T
  readonly otherwise?: T
}

type Values<F> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T | undefined : never }

/**
 * A verb from its parts. `args` is in commander's notation: `[study]`, `[command...]`. `run` returns the exit code; what it throws
 * is printed as an error.
 */
export function verb<F extends Readonly<Record<string, Flag<unknown>>>>(parts: {
  readonly args?: string
  readonly flags: F
  readonly example: string
  readonly run: (flags: Values<F>, args: readonly (string | readonly string[] | undefined)[], io: Io) => Promise<number>
}): Verb {
  const { args = "", flags, example, run } = parts
  return {
    example,
    register(command, io, done) {
      command.addHelpText("after", `\nExample:\n  $ ${example}`)
      if (args !== "") command.arguments(args)
      for (const { spec, does: help, read, otherwise } of Object.values(flags)) {
        if (read === undefined) command.option(spec, help, otherwise as boolean | undefined)
        else command.option(spec, help, read as (text: string, before: unknown) => unknown, otherwise)
      }
      command.action(async (...given: unknown[]) => {
        const options = given.at(-2) as Record<string, unknown>
        const values = Object.fromEntries(Object.keys(flags).map((key) => [key, options[optionName(flags[key]!.spec)]]))
        done(await run(values as Values<F>, given.slice(0, -2) as (string | readonly string[] | undefined)[], io))
      })
    },
  }
}

/** Commander's own name for a flag: `--params-via <style>` is `paramsVia`, `--no-canary` is `canary`. */
function optionName(spec: string): string {
  const long = /--(?:no-)?([a-z-]+)/.exec(spec)![1]!
  return long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
