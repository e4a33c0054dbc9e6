import { DiapasonError } from "@diapason/core"

/** The error of the table that some work ends in. */
export async function failureOf(work: Promise<unknown>): Promise<DiapasonError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof DiapasonError) return error
  throw new Error(`expected an error of the table, got ${String(error)}`)
}
