import { parseAssignment } from "@diapason/core"
import type { Params } from "../flags/study.ts"

/** Finds parameters written where they are used, `--lr '{lr:log(1e-5,1e-1)}'`, and leaves plain placeholders. Throws D1xx. */
export function inlineParameters(command: readonly string[]): { readonly command: readonly string[]; readonly params: Params } {
  const params: Record<string, unknown> = {}
  const plain = command.map((word) =>
    word.replace(/\{([A-Za-z_][\w.-]*):([^{}]+)\}/g, (_, name: string, spec: string) => {
      params[name] = parseAssignment(`${name}=${spec}`).json
      return `{${name}}`
    }),
  )
  return { command: plain, params }
}
