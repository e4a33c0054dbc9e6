import { fault, openSession, shellSession, type Session } from "@diapason/core"
import type { Context } from "../context.ts"

/**
 * One trial that a command of a shell was handed, for one word about it, as that command line would say it; nobody else speaks of it
 * meanwhile. Throws D305, and D427 where this server only shows.
 */
export async function withShellTrial<T>(
  { store, clock, conductor }: Pick<Context, "store" | "clock" | "conductor">,
  study: string,
  trial: number,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  if (conductor === undefined) throw fault("D427", { study })
  const { choose, holder, host, facts } = conductor
  const lease = { trial }
  const session = await openSession({
    store,
    clock,
    wanted: { name: study, recorded: true },
    choose,
    session: shellSession,
    holder,
    host,
    lease,
    facts,
  })
  try {
    return await use(session)
  } finally {
    await session.leave(Promise.resolve())
  }
}
