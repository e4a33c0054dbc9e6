import { startPostgres } from "@diapason/testkit/postgres"
import { problem } from "../latency/problem.mjs"
import { conductors } from "./conductors.mjs"
import { suggestions } from "./suggestions.mjs"

/** What a study costs that several processes conduct together in one PostgreSQL. */
export const postgres = {
  problem,
  parts: {
    suggestions: { about: "suggestions per second of four conductors on one study, random and TPE", run: onServer(suggestions) },
    conductors: { about: "sixteen conductors beside two, random", run: onServer(conductors) },
  },
}

/** On a private server, which ends with the part. Its commits do not wait for the disk, as nobody's disk is measured here. */
function onServer(part) {
  return async (options) => {
    const server = await startPostgres()
    try {
      const measured = await part({ ...options, server })
      return { ...measured, notes: [...(measured.notes ?? []), "a private server on this machine, fsync off, nothing else changed"] }
    } finally {
      await server.close()
    }
  }
}
