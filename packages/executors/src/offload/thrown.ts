import { DiapasonError, type Code, type Words } from "@diapason/core"

/** What a sampler threw, in a form that crosses between threads; a copy of an error loses its class and code. */
export type Thrown =
  | { readonly code: Code; readonly words: Words; readonly facts: Readonly<Record<string, unknown>> }
  | { readonly name: string; readonly message: string; readonly stack: string | undefined; readonly code: unknown }

/** For the way over. */
export function packed(thrown: unknown): Thrown {
  if (thrown instanceof DiapasonError) return { code: thrown.code, words: thrown.words, facts: thrown.facts }
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown), stack: undefined, code: undefined }
  const { name, message, stack } = thrown
  return { name, message, stack, code: "code" in thrown ? thrown.code : undefined }
}

/** The same error on this side, by class, code and message. */
export function unpacked(thrown: Thrown): Error {
  if ("words" in thrown) return new DiapasonError(thrown.code, thrown.words, thrown.facts)
  const { name, message, stack, code } = thrown
  const error = new (kinds.find((kind) => kind.name === name) ?? Error)(message)
  return Object.assign(error, { name }, stack !== undefined && { stack }, code !== undefined && { code })
}

const kinds = [RangeError, TypeError, ReferenceError, SyntaxError]
