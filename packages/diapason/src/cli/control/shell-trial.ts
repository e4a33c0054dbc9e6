import { fault, isShells, type EventStore, type Ledger, type Session, type Trial } from "@diapason/core"
import { withShell } from "../../host/shell-session.ts"

/**
 * One trial that `ask` handed out, for one word about it; nobody else speaks of it meanwhile. Throws D231 where there is no such trial,
 * D232 where a conductor runs it.
 */
export function withShellTrial<T>(
  at: { readonly ledger: Ledger; readonly store: EventStore; readonly dir: string },
  trial: Trial,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const { ledger, store, dir } = at
  const { holder } = ledger.sessions.get(trial.session ?? "") ?? {}
  if (!isShells(ledger, trial) && trial.state === "running")
    throw fault("D232", { trial: trial.number, pid: holder?.pid ?? 0, host: holder?.host ?? "another machine" })
  // What the study is stands in its record; a budget that was extended meanwhile stays extended.
  const { budget: _, ...wanted } = ledger.definition
  return withShell({ store, dir, wanted, transfer: "off", trial: trial.number }, use)
}
