import { fault, type DiapasonError } from "@diapason/core"

/** Where a server listens in the end, and what had to be said about it. */
interface Listening {
  /** Without a slash at the end. */
  readonly url: string
  /** D405, where the port that was wanted is in use. */
  readonly note?: DiapasonError
}

/**
 * Listens on the port, or where it is in use on the next one that is free, unless `exact`: then D405 is thrown. `inUseBy` says who has a
 * port, in words.
 */
export async function listen(
  app: { listen(place: { readonly host: string; readonly port: number }): Promise<string> },
  wanted: { readonly host: string; readonly port: number; readonly exact: boolean },
  inUseBy: (port: number) => Promise<string>,
): Promise<Listening> {
  for (let port = wanted.port; ; port++) {
    try {
      const url = await app.listen({ host: wanted.host, port })
      if (port === wanted.port || wanted.port === 0) return { url }
      return { url, note: fault("D405", { port: wanted.port, by: await inUseBy(wanted.port), instead: url }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error
      if (wanted.exact || port >= wanted.port + most) throw fault("D405", { port: wanted.port, by: await inUseBy(wanted.port) })
    }
  }
}

/** How many ports are tried after the one that was wanted. */
const most = 20
